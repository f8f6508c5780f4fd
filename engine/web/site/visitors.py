"""Who reads: told to the script of the comment form by one small answer, so that pages may be the same for everybody."""

from dataclasses import asdict
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from engine.domain import networks as set_up
from engine.domain import own_comments, traps, unsent
from engine.domain.context import Context
from engine.theme.conversation import COMMENTING, Network, Visitor, identity_of
from engine.web.auth import email_link, identity
from engine.web.auth import readers as browser_readers
from engine.web.auth.providers.configured import providers
from engine.web.http import scripts
from engine.web.site import commenter

PATH: Final = "/tympan/reader"

_CHANGING: Final = "changing"
_PRIVATE: Final = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


async def answer(request: Request, ctx: Context) -> Response:
    """Who asks: a reader, somebody with an account, or a guest and what the browser remembers of him or her."""
    if request.method not in {"GET", "HEAD"}:
        return Response(status_code=405, headers={"Allow": "GET, HEAD"})
    ctx = await identity.visitor(request, ctx)
    reader = None if ctx.actor.is_logged_in else await browser_readers.current(request, ctx)
    guest = commenter.of_request(request, ctx)
    post = _number(request.query_params.get("post", ""))
    said = {
        "user": ctx.actor.user.display_name if ctx.actor.user else "",
        "reader": asdict(identity_of(ctx, reader, networks(ctx))) if reader else None,
        "guest": {"name": guest.name, "email": guest.email, "url": guest.url},
        "editable": await own_comments.editable(ctx, commenter.proofs(request), post=post),
        "stamp": await traps.stamp(ctx),
    }
    return JSONResponse(said, headers=_PRIVATE)


def networks(ctx: Context) -> tuple[Network, ...]:
    """What readers may log in with here."""
    offered = providers(set_up.effective(ctx)).values()
    found = tuple(Network(one.slug, one.label) for one in offered)
    return (*found, email_link.NETWORK) if email_link.is_offered(ctx) else found


def is_private(request: Request) -> bool:
    """Whether the address asks for a page made for this visitor alone."""
    return COMMENTING in request.query_params


async def visitor(request: Request, ctx: Context, post: int) -> Visitor:
    """What a page of a post may say of who asks for it.

    Nothing but what the address itself says, unless it asks for more; held comments of a guest whom the browser
    remembers are shown, too, on a page that nobody keeps then.
    """
    answered = _number(request.query_params.get("replytocom", ""))
    previewed = await commenter.previewed(request, ctx)
    guest = commenter.of_request(request, ctx)
    known = Visitor(
        own_email=(previewed.author_email if previewed else "") or guest.email,
        own_comment=previewed.id if previewed else 0,
        is_remembered=bool(guest.name),
        replies_to=answered,
        networks=networks(ctx),
        script=scripts.address(ctx, "comment-form.js"),
    )
    if not is_private(request):
        return known
    return Visitor(
        name=guest.name,
        email=guest.email,
        url=guest.url,
        own_email=known.own_email,
        own_comment=known.own_comment,
        is_remembered=known.is_remembered,
        replies_to=answered,
        networks=known.networks,
        reader=await browser_readers.current(request, ctx),
        changes=_CHANGING in request.query_params,
        is_private=True,
        unsent=await unsent.find(ctx, browser_readers.browser(request), post),
        script=known.script,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
