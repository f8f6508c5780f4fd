"""``/wp-admin/authorize-application.php``: whether a program may act on one's behalf.

Who says yes is sent to the program's address with an application password made for it, or shown the password where
the program named no address.
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote_plus, urlsplit
from uuid import UUID

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from engine.content.query_strings import add_query_args
from engine.domain import application_passwords, languages, nonces
from engine.domain.context import Context
from engine.model.errors import DomainError
from engine.web.admin import login
from engine.web.auth import identity
from engine.web.http import forms
from engine.web.http.forms import Form
from engine.web.http.pages import Pages

PATH: Final = "/wp-admin/authorize-application.php"

_ACTION: Final = "authorize_application_password"
_MAX_FORM: Final = 32 * 1024
_MAX_ADDRESS: Final = 2048
_MAX_NAME: Final = 200
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# Schemes by which a browser would run or show what the address itself says, or another address within it.
_NEVER: Final = frozenset(
    {"javascript", "data", "vbscript", "file", "about", "blob", "filesystem", "view-source", "feed", "jar"}
)
_PAGES: Final = Pages("engine.web.admin")


class Refused(DomainError):
    """The request of a program that nobody should say yes to."""

    code = "invalid_request"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a program asks for; `reject` is where to go with a no, '' for nowhere."""

    name: str
    app_id: str
    success: str
    reject: str


async def answer(request: Request, ctx: Context) -> Response:
    """The page that asks, and what is said to it."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return PlainTextResponse("", 405, {"Allow": "GET, HEAD, POST"})
    ctx = await identity.visitor(request, ctx)
    if not ctx.actor.is_logged_in:
        return RedirectResponse(login.log_in_url(ctx, _own_address(request, ctx)), 302)
    try:
        said = await forms.read(request, most=_MAX_FORM) if request.method == "POST" else Form({})
        wish = _wish(said if request.method == "POST" else Form(dict(request.query_params)))
        if not await application_passwords.are_available(ctx, ctx.actor.user):
            return _unavailable(ctx, wish)
        if request.method == "POST":
            return await _decide(ctx, wish, said)
    except DomainError as error:
        return _PAGES.answer(
            ctx,
            "refusal.html",
            title="This cannot be allowed",
            status=400,
            reason=languages.refusal(ctx, error),
        )
    return await _ask(ctx, wish)


def _own_address(request: Request, ctx: Context) -> str:
    query = f"?{request.url.query}" if request.url.query and request.method != "POST" else ""
    return f"{ctx.site_url}{PATH}{query}"


def _wish(form: Form) -> Wish:
    """What is asked for; raises Refused for an address or an id that cannot be."""
    success, reject = form["success_url"], form["reject_url"]
    for address in (success, reject):
        if address:
            _refuse_dangerous(address)
    if form["app_id"] and not _is_uuid(form["app_id"]):
        raise Refused("The program's id is no UUID.", code="invalid_app_id")
    if success and not reject:
        reject = add_query_args({"success": "false"}, success)
    return Wish(form["app_name"][:_MAX_NAME], form["app_id"], success, reject)


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _refuse_dangerous(address: str) -> None:
    """Passwords travel by https, to a program on this very machine, or by a scheme that belongs to a program."""
    scheme = _SCHEME.match(address)
    hidden = any(sign <= " " or sign in "\x7f\\" for sign in address) or not address.isascii()
    if scheme is None or hidden or len(address) > _MAX_ADDRESS:
        raise Refused("The program's address is none.", code="invalid_redirect_url_format")
    name = scheme[1].lower()
    if name in _NEVER:
        raise Refused("The program's address is none to go to.", code="invalid_redirect_scheme")
    if name not in {"http", "https"}:
        return
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise Refused("The program's address is none.", code="invalid_redirect_url_format") from error
    if not host or "@" in parts.netloc or (name == "http" and not _is_loopback(host)):
        raise Refused("The program's address has to begin with https.", code="invalid_redirect_scheme")


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def _decide(ctx: Context, wish: Wish, said: Form) -> Response:
    if not await nonces.is_valid(ctx, said["_wpnonce"], _ACTION):
        too_old = languages.say(ctx, "This page is too old. Please decide again.")
        return await _ask(ctx, wish, reason=too_old, status=403)
    if "reject" in said:
        return RedirectResponse(wish.reject or f"{ctx.home}/", 302)
    if "approve" not in said:
        return await _ask(ctx, wish)
    user = ctx.actor.user
    assert user is not None
    try:
        _, password = await application_passwords.create(ctx, user, wish.name, app_id=wish.app_id)
    except DomainError as error:
        return await _ask(ctx, wish, reason=languages.refusal(ctx, error), status=400)
    if not wish.success:
        return _PAGES.answer(ctx, "authorized.html", title="Connected", name=wish.name, password=password)
    plain = password.replace(" ", "")
    return RedirectResponse(
        add_query_args(
            {"site_url": quote_plus(ctx.site_url), "user_login": quote_plus(user.login), "password": plain},
            wish.success,
        ),
        302,
    )


async def _ask(ctx: Context, wish: Wish, *, reason: str = "", status: int = 200) -> Response:
    return _PAGES.answer(
        ctx,
        "authorize.html",
        title="Connect a program?",
        status=status,
        action=ctx.site_url + PATH,
        proof=await nonces.nonce(ctx, _ACTION),
        wish=wish,
        actor=ctx.actor.user,
        reason=reason,
    )


def _unavailable(ctx: Context, wish: Wish) -> Response:
    back = add_query_args({"error": "disabled"}, wish.reject) if wish.reject else f"{ctx.home}/"
    return _PAGES.answer(ctx, "not_authorized.html", title="Programs cannot connect", status=501, back=back)
