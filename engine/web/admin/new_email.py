"""``/wp-login.php?action=newemail``: another e-mail address for one's own account, and its confirmation."""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.domain import email_changes, languages, nonces
from engine.domain.context import Context
from engine.model.errors import DomainError, Forbidden, TooMany
from engine.web.admin import places
from engine.web.auth import origins
from engine.web.http import client, forms
from engine.web.http.pages import Pages

ACTION: Final = "newemail"

_MAX_FORM: Final = 32 * 1024
_PAGES: Final = Pages("engine.web.admin")


async def answer(request: Request, ctx: Context) -> Response:
    """The page of the account that is logged in; whoever is not logs in first and comes back."""
    key = request.query_params.get("key", "")
    if not ctx.actor.is_logged_in:
        here = places.to(ctx, action=ACTION, key=key)
        return RedirectResponse(places.to(ctx, redirect_to=here), 302)
    if request.method != "POST":
        return await _page(ctx, key=key)
    try:
        origins.refuse_other_sites(request, ctx)
        form = await forms.read(request, most=_MAX_FORM)
        if not await nonces.is_valid(ctx, form["_wpnonce"], ACTION):
            raise Forbidden("Please try again.", code="invalid_nonce")
        if form["key"]:
            changed = await email_changes.confirm(ctx, form["key"])
            note = languages.say(ctx, "%s is the address of your account now.", changed.email)
            return await _page(ctx, note=note)
        address = client.address(request, ctx.site.settings)
        await email_changes.request(ctx, form["email"], address=address)
    except DomainError as error:
        status = 429 if isinstance(error, TooMany) else 403 if isinstance(error, Forbidden) else 200
        response = await _page(ctx, key=key, note=languages.refusal(ctx, error), status=status)
        if isinstance(error, TooMany):
            response.headers["Retry-After"] = str(error.retry_after)
        return response
    note = languages.say(ctx, "Please look into the mailbox of the new address: a link there confirms it.")
    return await _page(ctx, note=note)


async def _page(ctx: Context, *, key: str = "", note: str = "", status: int = 200) -> Response:
    return _PAGES.answer(
        ctx,
        "new_email.html",
        title="Your e-mail address",
        status=status,
        action=places.to(ctx, action=ACTION),
        nonce_field=await nonces.nonce(ctx, ACTION),
        key=key,
        pending=await email_changes.pending(ctx),
        note=note,
    )
