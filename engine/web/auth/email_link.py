"""``/auth/email``: readers log in by a code that is mailed to them, in the page or in a window of its own."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from engine.domain import email_sign_in, languages
from engine.domain.context import Context
from engine.model.errors import DomainError, TooMany
from engine.theme.conversation import Network
from engine.web.auth import sign_in
from engine.web.auth.readers import Visit
from engine.web.http import client
from engine.web.http.forms import Form
from engine.web.http.pages import Pages

PATH: Final = f"/auth/{email_sign_in.SLUG}"
NETWORK: Final = Network(email_sign_in.SLUG, "Email")

_PAGES: Final = Pages("engine.web.auth")
# What comes along from the comment form, and from the page that opened the window.
_ALONG: Final = ("comment_post_ID", "redirect_to", "popup", "challenge")


def is_offered(ctx: Context) -> bool:
    """Whether readers may log in by mail here."""
    return ctx.site.settings.email_sign_in and bool(ctx.site.settings.mail_host)


async def answer(request: Request, ctx: Context) -> Response:
    """Ask for name and address, then for the code; then the reader is logged in."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return Response(status_code=405, headers={"Allow": "GET, HEAD, POST"})
    visit = Visit(request, ctx)
    form = Form({})
    try:
        form = await sign_in.fields(request, ctx)
        await sign_in.keep(ctx, visit, form)
        if request.method == "POST" and form["code"]:
            return await _enter(request, ctx, visit, form)
        if request.method == "POST" and form["mail_address"]:
            await _ask(request, ctx, visit, form)
            return _page(ctx, visit, form, asks_code=True)
    except DomainError as error:
        return _page(ctx, visit, form, reason=error, asks_code="code" in form)
    return _page(ctx, visit, form, asks_code=bool(form["code"]))


async def _ask(request: Request, ctx: Context, visit: Visit, form: Form) -> None:
    await email_sign_in.ask(
        ctx,
        name=form["mail_name"],
        email=form["mail_address"],
        browser=visit.secret,
        address=client.address(request, ctx.site.settings),
        page=ctx.home + PATH,
        kept={name: form[name] for name in _ALONG},
    )


async def _enter(request: Request, ctx: Context, visit: Visit, form: Form) -> Response:
    address = client.address(request, ctx.site.settings)
    profile, kept = await email_sign_in.redeem(ctx, form["code"], browser=visit.secret, address=address)
    return await sign_in.arrived(
        request, ctx, visit, label=NETWORK.label, profile=profile, form=Form(dict(kept))
    )


def _page(
    ctx: Context, visit: Visit, form: Form, *, reason: DomainError | None = None, asks_code: bool = False
) -> Response:
    status = 200 if reason is None else 429 if isinstance(reason, TooMany) else 400
    response = _PAGES.answer(
        ctx,
        "email.html",
        title="Enter your code" if asks_code else "Log in by email",
        status=status,
        action=ctx.home + PATH,
        reason=languages.refusal(ctx, reason) if reason else "",
        asks_code=asks_code,
        code=form["code"],
        name=form["mail_name"] or form["author"],
        email=form["mail_address"] or form["email"],
        kept={name: form[name] for name in _ALONG if form[name]},
    )
    if isinstance(reason, TooMany):
        response.headers["Retry-After"] = str(reason.retry_after)
    visit.remember(response)
    return response
