"""``/wp-login.php?action=register``: an account for oneself, where the site takes new ones."""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.domain import languages, registration
from engine.domain.context import Context
from engine.model.errors import DomainError, TooMany
from engine.web.admin import places
from engine.web.auth import origins
from engine.web.http import client, forms
from engine.web.http.forms import Form
from engine.web.http.pages import Pages

ACTION: Final = "register"

_MAX_FORM: Final = 32 * 1024
_PAGES: Final = Pages("engine.web.admin")


async def answer(request: Request, ctx: Context) -> Response:
    """The form, or what it sends."""
    if not registration.is_open(ctx):
        return RedirectResponse(places.to(ctx, registration="disabled"), 302)
    if request.method != "POST":
        return _page(ctx, Form({}))
    form = Form({})
    try:
        origins.refuse_other_sites(request, ctx)
        form = await forms.read(request, most=_MAX_FORM)
        address = client.address(request, ctx.site.settings)
        await registration.register(ctx, form["user_login"], form["user_email"], address=address)
    except DomainError as error:
        headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
        response = _page(ctx, form, reason=languages.refusal(ctx, error), status=429 if headers else 200)
        response.headers.update(headers)
        return response
    return RedirectResponse(places.to(ctx, checkemail="registered"), 302)


def _page(ctx: Context, form: Form, *, reason: str = "", status: int = 200) -> Response:
    return _PAGES.answer(
        ctx,
        "register.html",
        title="Register",
        status=status,
        action=places.to(ctx, action=ACTION),
        back=places.to(ctx),
        login=form["user_login"],
        email=form["user_email"],
        reason=reason,
    )
