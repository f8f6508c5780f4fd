"""``/auth/readers``: the readers of other networks, for moderators: end somebody's sessions, forget somebody."""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.content.date_format import format_date
from engine.content.timezones import UTC_ZONE
from engine.domain import languages, nonces, readers
from engine.domain.context import Context
from engine.model.errors import DomainError, Forbidden
from engine.web.auth import account, identity, origins
from engine.web.http import forms
from engine.web.http.pages import Pages

PATH: Final = "/auth/readers"

_PAGES: Final = Pages("engine.web.auth")
_MAX_FORM: Final = 4096
_ACTION: Final = "moderate-readers"


async def answer(request: Request, ctx: Context) -> Response:
    """The list, or what one of its buttons does."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return Response(status_code=405, headers={"Allow": "GET, HEAD, POST"})
    ctx = await identity.visitor(request, ctx)
    try:
        if request.method == "POST":
            await _do(request, ctx)
            return RedirectResponse(ctx.home + PATH, 303)
        found = await readers.listed(ctx)
    except DomainError as error:
        return _PAGES.answer(
            ctx, "failed.html", title="Readers", status=403 if isinstance(error, Forbidden) else 400,
            reason=languages.refusal(ctx, error), back=f"{ctx.site_url}/wp-login.php",
        )  # fmt: skip
    labels = account.labels(ctx)
    return _PAGES.answer(
        ctx,
        "readers.html",
        title="Readers of other networks",
        action=ctx.home + PATH,
        nonce_=await nonces.nonce(ctx, _ACTION),
        readers=[
            (
                one,
                labels.get(one.provider, one.provider),
                format_date("j F Y, H:i", one.last_at, UTC_ZONE, languages.pages(ctx).dates),
            )
            for one in found
        ],
    )


async def _do(request: Request, ctx: Context) -> None:
    origins.refuse_other_sites(request, ctx)
    form = await forms.read(request, most=_MAX_FORM)
    if not await nonces.is_valid(ctx, form["_wpnonce"], _ACTION):
        raise Forbidden("This page was open too long. Please try again.", code="invalid_nonce")
    if form["do"] == "revoke":
        await readers.revoke(ctx, form.number("reader"))
    elif form["do"] == "forget":
        await readers.forget_as_moderator(ctx, form.number("reader"))
