"""``/wp-login.php``: logging in and out."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from engine.content.query_strings import add_query_args
from engine.domain import authentication, languages, nonces, registration, users
from engine.domain.attempts import Attempt
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import DomainError, Forbidden, Invalid, TooMany, Unauthenticated
from engine.model.users import User
from engine.web.admin import confirm_action, new_email, password_reset, places, register
from engine.web.auth import cookies, identity, origins, redirects
from engine.web.http import client, forms
from engine.web.http.forms import Form
from engine.web.http.pages import Pages

PATH: Final = places.PATH

# The action of the nonce that a link to log out carries.
_LOG_OUT: Final = "log-out"
_MAX_FORM: Final = 32 * 1024
_PAGES: Final = Pages("engine.web.admin")

# Who answers what else is asked under this address.
_ELSEWHERE: Final[Mapping[str, Callable[[Request, Context], Awaitable[Response]]]] = {
    **dict.fromkeys(password_reset.ACTIONS, password_reset.answer),
    register.ACTION: register.answer,
    new_email.ACTION: new_email.answer,
    confirm_action.ACTION: confirm_action.answer,
}
_NOTES: Final = {
    "confirm": "If there is such an account, a mail with a link is on its way to it.",
    "reset": "Your new password is set. You can log in with it now.",
    "registered": "Your account is made. A mail with a link to set your password is on its way.",
    "disabled": "This site takes no new accounts at present.",
}


async def answer(request: Request, ctx: Context) -> Response:
    """The page to log in on, what it sends, or the way out."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return PlainTextResponse("", 405, {"Allow": "GET, HEAD, POST"})
    ctx = await identity.visitor(request, ctx)
    action = request.query_params.get("action", "")
    if action in _ELSEWHERE:
        return await _ELSEWHERE[action](request, ctx)
    if action == "logout":
        return await _log_out(request, ctx)
    if request.method == "POST":
        return await _log_in(request, ctx)
    target = request.query_params.get("redirect_to", "")
    return _page(
        ctx, target=_asked_for(target, ctx) if target else "", note=languages.say(ctx, _note(request))
    )


def _note(request: Request) -> str:
    """What somebody who was sent here is told."""
    asked = request.query_params
    return _NOTES.get(asked.get("checkemail", ""), "") or _NOTES.get(asked.get("registration", ""), "")


async def log_out_url(ctx: Context, target: str = "") -> str:
    """The address that logs the actor out, good for this session alone, with the way back."""
    arguments = {"action": "logout", "_wpnonce": await nonces.nonce(ctx, _LOG_OUT)}
    return _with_target(ctx, arguments, target)


def log_in_url(ctx: Context, target: str = "") -> str:
    """The address to log in on, with the way back."""
    return _with_target(ctx, {}, target)


def _with_target(ctx: Context, arguments: dict[str, str], target: str) -> str:
    back = {"redirect_to": quote(target, safe="")} if target else {}
    return add_query_args(arguments | back, ctx.site_url + PATH)


def _asked_for(target: str, ctx: Context) -> str:
    return redirects.safe(target, ctx, otherwise=f"{ctx.home}/")


async def _landing(ctx: Context, user: User, target: str) -> str:
    """Where somebody goes who has logged in: where they wanted, else to the admin if they write here, else home."""
    if target:
        return _asked_for(target, ctx)
    writes = can(await users.act_as(ctx, user, via="password"), "edit_posts")
    return f"{ctx.site_url}{places.ADMIN}" if writes else f"{ctx.home}/"


async def _log_in(request: Request, ctx: Context) -> Response:
    """A right name and password begin a session of their own; a wrong pair is shown again, without the password."""
    form = Form({})
    try:
        origins.refuse_other_sites(request, ctx)
        form = await forms.read(request, most=_MAX_FORM)
        address = client.address(request, ctx.site.settings)
        attempt = Attempt(address, form["log"], cookies.browser(request))
        user = await authentication.log_in(ctx, form["pwd"], attempt)
    except DomainError as error:
        return _refused(ctx, form, error)
    session = await authentication.begin_session(
        ctx,
        user,
        remember=bool(form["rememberme"]),
        address=address,
        agent=request.headers.get("user-agent", ""),
    )
    response = RedirectResponse(await _landing(ctx, user, form["redirect_to"]), 302)
    await cookies.log_in(response, request, ctx, user=user, session=session)
    return response


def _refused(ctx: Context, form: Form, error: DomainError) -> Response:
    status = 200
    headers = {}
    if isinstance(error, TooMany):
        status, headers = 429, {"Retry-After": str(error.retry_after)}
    elif isinstance(error, Forbidden):
        status = 403
    elif not isinstance(error, (Invalid, Unauthenticated)):
        status = 400
    target = _asked_for(form["redirect_to"], ctx) if form["redirect_to"] else ""
    response = _page(
        ctx, target=target, login=form["log"], reason=languages.refusal(ctx, error), status=status
    )
    response.headers.update(headers)
    return response


def _page(
    ctx: Context, *, target: str, login: str = "", reason: str = "", note: str = "", status: int = 200
) -> Response:
    return _PAGES.answer(
        ctx,
        "login.html",
        title="Log in",
        status=status,
        action=ctx.site_url + PATH,
        target=target,
        login=login,
        reason=reason,
        note=note,
        lost=places.to(ctx, action="lostpassword"),
        register=places.to(ctx, action=register.ACTION) if registration.is_open(ctx) else "",
        actor=ctx.actor.user,
    )


async def _log_out(request: Request, ctx: Context) -> Response:
    """End the session, if the link was made for it; else ask first, so that no other site can log somebody out."""
    if not ctx.actor.is_logged_in:
        return RedirectResponse(log_in_url(ctx), 302)
    target = _asked_for(request.query_params.get("redirect_to", ""), ctx)
    if not await nonces.is_valid(ctx, request.query_params.get("_wpnonce", ""), _LOG_OUT):
        return _PAGES.answer(
            ctx,
            "log_out.html",
            title="Log out?",
            status=403,
            link=await log_out_url(ctx, target),
            back=target,
        )
    await authentication.end_session(ctx)
    response = RedirectResponse(target, 302)
    cookies.log_out(response, request, ctx)
    return response
