"""``/wp-login.php?action=postpass``: where the form before a protected post is sent."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from engine.domain import post_passwords
from engine.domain.context import Context
from engine.model.errors import DomainError
from engine.model.posts import Post
from engine.web.auth import cookies, redirects
from engine.web.http import client, forms

PATH: Final = "/wp-login.php"

_MAX_FORM: Final = 16 * 1024
_MAX_COOKIE: Final = 200


def is_sent(request: Request) -> bool:
    """Whether a request is the form's."""
    return request.url.path == PATH and request.query_params.get("action") == "postpass"


async def answer(request: Request, ctx: Context) -> Response:
    """Have the browser keep the password, and lead back to the post, which tells whether it is the right one."""
    if request.method != "POST":
        return RedirectResponse(f"{ctx.home}/", 302)
    try:
        form = await forms.read(request, most=_MAX_FORM)
    except DomainError:
        return PlainTextResponse("This form is larger than this site accepts.", 413)
    target = form["redirect_to"] or request.headers.get("referer", "")
    response = RedirectResponse(redirects.safe(target, ctx, otherwise=f"{ctx.home}/"), 302)
    if form["post_password"]:
        value = quote(post_passwords.cookie_value(form["post_password"]), safe="")
        response.set_cookie(
            post_passwords.cookie_name(ctx),
            value,
            max_age=post_passwords.LIFETIME,
            path=cookies.path(ctx.home),
            secure=client.is_secure(request, ctx.site.settings),
            httponly=True,
            samesite="lax",
        )
    return response


def unlock(request: Request, ctx: Context, shown: Iterable[Post]) -> None:
    """Open the posts whose password the browser keeps."""
    kept = unquote(request.cookies.get(post_passwords.cookie_name(ctx), ""))
    if 0 < len(kept) < _MAX_COOKIE:
        post_passwords.unlock(ctx, shown, kept)
