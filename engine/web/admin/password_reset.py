"""``/wp-login.php?action=lostpassword``, ``rp`` and ``resetpass``: a new password for who forgot the old one."""

import hmac
from typing import Final
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.domain import authentication, languages, password_resets, sessions
from engine.domain.context import Context
from engine.model.errors import DomainError, TooMany
from engine.web.admin import places
from engine.web.auth import cookies, origins
from engine.web.http import client, forms
from engine.web.http.pages import Pages

ACTIONS: Final = frozenset({"lostpassword", "retrievepassword", "rp", "resetpass"})

_MAX_FORM: Final = 32 * 1024
_PAGES: Final = Pages("engine.web.admin")
_TROUBLES: Final = {
    "invalidkey": "This link is not valid (any more). Please ask for a new one.",
    "expiredkey": "This link has expired. Please ask for a new one.",
}


async def answer(request: Request, ctx: Context) -> Response:
    """The page to ask for a link, or the one that the link leads to."""
    if request.query_params.get("action") in {"lostpassword", "retrievepassword"}:
        return await _ask(request, ctx) if request.method == "POST" else _ask_page(request, ctx)
    if "key" in request.query_params:
        return _put_away(request, ctx)
    login, key = _kept(request, ctx)
    try:
        await password_resets.check(ctx, login, key)
        if request.method == "POST":
            return await _reset(request, ctx, login, key)
    except DomainError as error:
        return _refused(request, ctx, error)
    return _reset_page(ctx, login, key)


async def _ask(request: Request, ctx: Context) -> Response:
    """Whatever name was entered, the answer is the same."""
    name = ""
    try:
        origins.refuse_other_sites(request, ctx)
        form = await forms.read(request, most=_MAX_FORM)
        name = form["user_login"]
        await password_resets.ask(ctx, name, address=client.address(request, ctx.site.settings))
    except DomainError as error:
        headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else {}
        response = _ask_page(
            request, ctx, name=name, reason=languages.refusal(ctx, error), status=429 if headers else 200
        )
        response.headers.update(headers)
        return response
    return RedirectResponse(places.to(ctx, checkemail="confirm"), 302)


def _ask_page(
    request: Request, ctx: Context, *, name: str = "", reason: str = "", status: int = 200
) -> Response:
    return _PAGES.answer(
        ctx,
        "lost_password.html",
        title="Forgot your password?",
        status=status,
        action=places.to(ctx, action="lostpassword"),
        back=places.to(ctx),
        name=name,
        reason=reason or languages.say(ctx, _TROUBLES.get(request.query_params.get("error", ""), "")),
    )


def _put_away(request: Request, ctx: Context) -> Response:
    """Move the key from the address into a cookie, so that no other site learns it from a link on the page."""
    response = RedirectResponse(places.to(ctx, action="rp"), 302)
    value = f"{request.query_params.get('login', '')}:{request.query_params['key']}"
    _set_cookie(response, request, ctx, quote(value[:400], safe=""))
    return response


def _kept(request: Request, ctx: Context) -> tuple[str, str]:
    login, _, key = unquote(request.cookies.get(_cookie(ctx), "")).rpartition(":")
    return login, key


async def _reset(request: Request, ctx: Context, login: str, key: str) -> Response:
    origins.refuse_other_sites(request, ctx)
    form = await forms.read(request, most=_MAX_FORM)
    if not hmac.compare_digest(form["rp_key"].encode(), key.encode()):
        return _reset_page(ctx, login, key, reason=languages.say(ctx, "Please try again."))
    if not form["pass1"].strip():
        return _reset_page(ctx, login, key, reason=languages.say(ctx, "A password cannot be empty."))
    if form["pass1"] != form["pass2"]:
        differ = languages.say(ctx, "The two passwords differ. Please enter the same twice.")
        return _reset_page(ctx, login, key, reason=differ)
    await password_resets.reset(ctx, login, key, form["pass1"])
    response = RedirectResponse(places.to(ctx, checkemail="reset"), 302)
    _set_cookie(response, request, ctx, "")
    return response


def _reset_page(ctx: Context, login: str, key: str, *, reason: str = "") -> Response:
    return _PAGES.answer(
        ctx,
        "reset_password.html",
        title="Set a new password",
        action=places.to(ctx, action="resetpass"),
        login=login,
        key=key,
        reason=reason,
    )


def _refused(request: Request, ctx: Context, error: DomainError) -> Response:
    """A link that is not good for anything leads to where another one can be asked for."""
    trouble = "expiredkey" if error.code == "expired_key" else "invalidkey"
    response = RedirectResponse(places.to(ctx, action="lostpassword", error=trouble), 302)
    _set_cookie(response, request, ctx, "")
    return response


def _cookie(ctx: Context) -> str:
    return f"wp-resetpass-{sessions.site_hash(authentication.stored_site_url(ctx))}"


def _set_cookie(response: Response, request: Request, ctx: Context, value: str) -> None:
    response.set_cookie(
        _cookie(ctx),
        value,
        max_age=None if value else 0,
        path=cookies.path(ctx.site_url) + places.PATH.lstrip("/"),
        secure=client.is_secure(request, ctx.site.settings),
        httponly=True,
        samesite="lax",
    )
