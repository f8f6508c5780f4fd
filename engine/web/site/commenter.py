"""Guests who comment: what their browser remembers of them, and which of their held comments they may see."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from engine.content.persons import stored_address, stored_email, stored_name
from engine.domain import authentication, comments, own_comments
from engine.domain.context import Context
from engine.domain.sessions import site_hash
from engine.model.comments import Comment
from engine.web.auth import cookies

_REMEMBERED_FOR: Final = 365 * 24 * 60 * 60
_MAX_LENGTH: Final = 1000
_OWN: Final = "tympan_own_"


@dataclass(frozen=True, slots=True)
class Commenter:
    """Who a guest says to be."""

    name: str = ""
    email: str = ""
    url: str = ""


def of_request(request: Request, ctx: Context) -> Commenter:
    """What the guest's browser remembers (wp_get_current_commenter), clean enough to be shown."""
    if not request.cookies:
        return Commenter()
    name, email, url = (_read(request, one) for one in _names(ctx))
    return Commenter(stored_name(name), stored_email(email), stored_address(url))


async def previewed(request: Request, ctx: Context) -> Comment | None:
    """The held comment that this visitor wrote a moment ago, proved by the address that he or she was sent to."""
    identity = request.query_params.get("unapproved", "")
    proof = request.query_params.get("moderation-hash", "")
    if proof and identity.isascii() and identity.isdecimal() and len(identity) < 19:
        return await comments.previewed(ctx, int(identity), proof)
    return None


def remember(response: Response, ctx: Context, comment: Comment) -> None:
    """Have the browser remember who a guest says to be, for a year."""
    for name, value in zip(
        _names(ctx), (comment.author, comment.author_email, comment.author_url), strict=True
    ):
        _set(response, ctx, name, quote(value, safe=""), age=_REMEMBERED_FOR)


def forget(response: Response, ctx: Context) -> None:
    """Have the browser forget."""
    for name in _names(ctx):
        _set(response, ctx, name, "", age=0)


# One's own comments, for as long as they may be changed.


async def own(response: Response, ctx: Context, comment: Comment) -> None:
    """Have the browser keep the proof that a comment is its own."""
    proved = await own_comments.proof(ctx, comment)
    _set(response, ctx, f"{_OWN}{comment.id}", proved, age=int(own_comments.CHANGED_FOR.total_seconds()))


def proofs(request: Request) -> dict[int, str]:
    """The proofs that the browser has, by comment."""
    named = {
        name.removeprefix(_OWN): value for name, value in request.cookies.items() if name.startswith(_OWN)
    }
    return {
        int(number): value
        for number, value in named.items()
        if number.isascii() and number.isdecimal() and len(number) < 19
    }


def _names(ctx: Context) -> tuple[str, str, str]:
    mark = site_hash(authentication.stored_site_url(ctx))
    return f"comment_author_{mark}", f"comment_author_email_{mark}", f"comment_author_url_{mark}"


def _read(request: Request, name: str) -> str:
    return unquote(request.cookies.get(name, ""))[:_MAX_LENGTH]


def _set(response: Response, ctx: Context, name: str, value: str, *, age: int) -> None:
    secure = urlsplit(ctx.home).scheme == "https"
    path = cookies.path(ctx.home)
    response.set_cookie(name, value, max_age=age, path=path, secure=secure, httponly=True, samesite="lax")
