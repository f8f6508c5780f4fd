"""``/auth/facebook/…``: Facebook says that somebody has taken the application's rights away, or wants to be forgotten."""

import hashlib
import hmac
from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from engine.content.query_strings import add_query_args
from engine.domain import networks, readers, tickets
from engine.domain.context import Context
from engine.domain.keys import site_salt
from engine.domain.tickets import Kind
from engine.model.errors import DomainError
from engine.web.auth import sign_in
from engine.web.auth.providers.configured import providers
from engine.web.auth.providers.facebook import SLUG, Facebook
from engine.web.auth.sign_in import Page
from engine.web.http import forms
from engine.web.http.pages import Pages

_FOLDER: Final = f"/auth/{SLUG}/"
_DONE: Final = Kind("facebook deletion", timedelta(days=365))
_PAGES: Final = Pages("engine.web.auth")
_MAX_FORM: Final = 16 * 1024


def page(path: str, ctx: Context) -> Page | None:
    """What answers at a path; None where nothing does, or Facebook is not offered here."""
    found = _PATHS.get(path)
    return found if found and isinstance(providers(networks.effective(ctx)).get(SLUG), Facebook) else None


async def _deauthorized(request: Request, ctx: Context) -> Response:
    """End the sessions of somebody who does not want to be logged in here by Facebook any more; the comments stay."""
    try:
        reader = await readers.of_subject(ctx, SLUG, await _subject(request, ctx))
    except DomainError as error:
        return sign_in.refusal(ctx, error)
    if reader is not None:
        await readers.sign_out_everywhere(ctx, reader)
    return JSONResponse({})


async def _deleted(request: Request, ctx: Context) -> Response:
    """Forget somebody, and say where that can be read; asked again, the same answer."""
    try:
        subject = await _subject(request, ctx)
    except DomainError as error:
        return sign_in.refusal(ctx, error)
    key = await site_salt(ctx, "auth")
    code = hmac.new(key.encode(), f"deletion|{subject}".encode(), hashlib.sha256).hexdigest()[:24]
    reader = await readers.of_subject(ctx, SLUG, subject)
    if reader is not None:
        count = await readers.forget(ctx, reader)
        await tickets.issue(ctx, _DONE, {"comments": count}, secret=code)
    elif await tickets.read(ctx, _DONE, code) is None:
        await tickets.issue(ctx, _DONE, {"comments": 0}, secret=code)
    status = add_query_args({"code": code}, sign_in.address(ctx, f"{SLUG}/deletion"))
    return JSONResponse({"url": status, "confirmation_code": code})


async def _status(request: Request, ctx: Context) -> Response:
    """What became of a wish to be forgotten."""
    done = await tickets.read(ctx, _DONE, request.query_params.get("code", "")[:100])
    return _PAGES.answer(
        ctx,
        "deletion.html",
        title="Deletion of your data",
        status=200 if done else 404,
        done=done is not None,
        comments=done["comments"] if done else 0,
    )


async def _subject(request: Request, ctx: Context) -> str:
    network = providers(networks.effective(ctx))[SLUG]
    assert isinstance(network, Facebook)
    form = await forms.read(request, most=_MAX_FORM) if request.method == "POST" else forms.Form({})
    return network.signed_subject(form["signed_request"])


_PATHS: Final[dict[str, Page]] = {
    f"{_FOLDER}deauthorize": _deauthorized,
    f"{_FOLDER}delete": _deleted,
    f"{_FOLDER}deletion": _status,
}
