"""``/auth/…``: readers leave for another network to log in, and come back, in the page or in a window of their own.

What ties an answer to the log-in that asked for it is a ticket: single use, ten minutes, and found only together with
the cookie of the browser that left. What was typed below the post is kept meanwhile.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from engine.content.query_strings import add_query_args
from engine.domain import (
    allowances,
    authentication,
    languages,
    networks,
    permalinks,
    posts,
    readers,
    tickets,
    unsent,
)
from engine.domain.context import Context
from engine.domain.tickets import Kind
from engine.domain.unsent import Unsent
from engine.model.errors import DomainError, Forbidden, Invalid, NotFound
from engine.model.readers import Profile, Reader
from engine.theme.conversation import COMMENTING
from engine.web.auth import cookies, identity, origins, redirects
from engine.web.auth import readers as browser_readers
from engine.web.auth.providers.configured import providers
from engine.web.auth.providers.mastodon import Mastodon
from engine.web.auth.providers.outside import transport
from engine.web.auth.providers.provider import Errand, Provider, Register, Registration
from engine.web.auth.readers import Visit
from engine.web.http import client, forms, scripts
from engine.web.http.forms import Form
from engine.web.http.pages import WITH_SCRIPTS, Pages

FOLDER: Final = "/auth/"

_ATTEMPT: Final = Kind("sign-in", timedelta(minutes=10))
_CODE: Final = Kind("sign-in code", timedelta(minutes=2))
_REGISTRATION: Final = Kind("registration", timedelta(days=90))
_PAGES: Final = Pages("engine.web.auth")
_LONGEST_CHALLENGE: Final = 200
_MAX_FORM: Final = 512 * 1024

Page = Callable[[Request, Context], Awaitable[Response]]

log = logging.getLogger(__name__)


def address(ctx: Context, name: str) -> str:
    """The address of a page of this room."""
    return f"{ctx.home}{FOLDER}{name}"


def callback(ctx: Context, provider: Provider) -> str:
    """Where a network sends people back to; each has its own, so that none can answer for another."""
    return address(ctx, f"{provider.slug}/callback")


def page(path: str, ctx: Context) -> Page | None:
    """What answers at a path below ours; None where nothing does."""
    if not path.startswith(FOLDER):
        return None
    slug, _, rest = path.removeprefix(FOLDER).partition("/")
    if (slug, rest) in _FIXED:
        return _FIXED[slug, rest]
    provider = providers(networks.effective(ctx)).get(slug)
    if provider is None or rest not in {"", "callback"}:
        return None

    async def answer(request: Request, ctx: Context) -> Response:
        return await (_come_back if rest else _leave)(request, ctx, provider)

    return answer


# Leaving.


async def _leave(request: Request, ctx: Context, provider: Provider) -> Response:
    """Send somebody to a network; what was typed stays here."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return Response(status_code=405, headers={"Allow": "GET, HEAD, POST"})
    visit = Visit(request, ctx)
    ctx = await identity.visitor(request, ctx)
    challenge = ""
    form = Form({})
    try:
        form = await fields(request, ctx)
        challenge = form["challenge"][:_LONGEST_CHALLENGE] if form["popup"] else ""
        await keep(ctx, visit, form)
        await allowances.spend(ctx, "login", client.address(request, ctx.site.settings))
        server = ""
        if isinstance(provider, Mastodon):
            if not form["server"]:
                return await _ask_for_server(request, ctx, visit, form)
            server = provider.server(form["server"])
        errand = _errand(request, ctx, provider, server)
        departure = await provider.depart(errand)
    except DomainError as error:
        return await _failed(
            ctx, visit, provider.label, error, post=form.number("comment_post_ID"), challenge=challenge
        )
    attempt = {
        "provider": provider.slug,
        "kept": dict(departure.kept),
        "server": server,
        "post": form.number("comment_post_ID"),
        "back": redirects.safe(form["redirect_to"], ctx, otherwise=""),
        "challenge": challenge,
        "links": ctx.actor.id if form["link"] else 0,
    }
    await tickets.issue(ctx, _ATTEMPT, attempt, secret=departure.state, bound_to=visit.secret)
    response = RedirectResponse(
        departure.url, 303, {"Cache-Control": "no-store", "Referrer-Policy": "origin"}
    )
    visit.remember(response)
    return response


async def fields(request: Request, ctx: Context) -> Form:
    """What a form or a link brings; raises Forbidden for a form of another site."""
    if request.method != "POST":
        return Form(dict(request.query_params))
    origins.refuse_other_sites(request, ctx)
    return await forms.read(request, most=_MAX_FORM)


async def keep(ctx: Context, visit: Visit, form: Form) -> None:
    """Keep what was typed into a comment form, where one came along."""
    if "comment" not in form or not form.number("comment_post_ID"):
        return
    await unsent.keep(ctx, visit.secret, typed(form))


def typed(form: Form) -> Unsent:
    """What a comment form holds."""
    return Unsent(
        post=form.number("comment_post_ID"),
        parent=form.number("comment_parent"),
        comment=form["comment"],
        author=form["author"],
        email=form["email"],
        url=form["url"],
        subscribes=bool(form["subscribe"]),
        subscribes_to_posts=bool(form["subscribe_blog"]),
    )


def _errand(request: Request, ctx: Context, provider: Provider, server: str) -> Errand:
    async def registered(host: str, register: Register) -> Registration:
        """The site's registration with a server, made when it is first needed."""
        whose = f"{host} {callback(ctx, provider)}"
        known = await tickets.read(ctx, _REGISTRATION, whose)
        if known is not None:
            return Registration(known["client_id"], known["client_secret"])
        made = await register()
        await tickets.issue(ctx, _REGISTRATION, asdict(made), secret=whose)
        return made

    return Errand(
        callback=callback(ctx, provider),
        transport=lambda: transport(ctx),
        asks_again=browser_readers.asks_again(request),
        server=server,
        registered=registered,
    )


async def _ask_for_server(request: Request, ctx: Context, visit: Visit, form: Form) -> Response:
    kept = {
        name: form[name]
        for name in ("comment_post_ID", "redirect_to", "popup", "challenge", "link")
        if form[name]
    }
    kept |= {"again": "1"} if browser_readers.asks_again(request) else {}
    response = _PAGES.answer(
        ctx, "server.html", title="Which server is yours?", action=address(ctx, "mastodon"), kept=kept
    )
    visit.remember(response)
    return response


# Coming back.


async def _come_back(request: Request, ctx: Context, provider: Provider) -> Response:
    """Somebody comes back from a network: with a session, or without and with a reason."""
    answer = dict(request.query_params)
    visit = Visit(request, ctx)
    ctx = await identity.visitor(request, ctx)
    state = answer.get("state") or answer.get("oauth_token") or answer.get("denied") or ""
    attempt = await tickets.redeem(ctx, _ATTEMPT, state, bound_to=visit.secret)
    if attempt is None or attempt["provider"] != provider.slug:
        return await _unknown(ctx, visit, provider)
    errand = _errand(request, ctx, provider, attempt["server"])
    try:
        profile = await provider.arrive(errand, attempt["kept"], answer)
    except DomainError as error:
        return await _failed(
            ctx, visit, provider.label, error,
            post=attempt["post"], challenge=attempt["challenge"], back=attempt["back"],
        )  # fmt: skip
    if attempt["links"]:
        return await _linked(ctx, profile, attempt)
    if attempt["challenge"]:
        return await _into_window(ctx, visit, provider.label, profile, attempt["challenge"])
    response = RedirectResponse(await _way_back(ctx, attempt["post"], attempt["back"]), 303, _PRIVATE)
    await enter(response, request, ctx, profile)
    return response


async def arrived(
    request: Request, ctx: Context, visit: Visit, *, label: str, profile: Profile, form: Form
) -> Response:
    """Somebody proved who he or she is without leaving; `form` says where the way leads back to, or which window waits."""
    if form["popup"]:
        return await _into_window(ctx, visit, label, profile, form["challenge"][:_LONGEST_CHALLENGE])
    back = redirects.safe(form["redirect_to"], ctx, otherwise="")
    response = RedirectResponse(await _way_back(ctx, form.number("comment_post_ID"), back), 303, _PRIVATE)
    await enter(response, request, ctx, profile)
    return response


async def enter(response: Response, request: Request, ctx: Context, profile: Profile) -> Reader:
    """Begin the session of a reader; and that of the account, where he or she has linked one."""
    reader = await browser_readers.sign_in(response, request, ctx, profile)
    account = await readers.account(ctx, reader)
    if account is not None:
        where = client.address(request, ctx.site.settings)
        agent = request.headers.get("user-agent", "")
        session = await authentication.begin_session(ctx, account, remember=False, address=where, agent=agent)
        await cookies.log_in(response, request, ctx, user=account, session=session)
    return reader


async def _unknown(ctx: Context, visit: Visit, provider: Provider) -> Response:
    """An answer that this browser did not ask for: tampered with, used, too late, or another's."""
    typed_before = await unsent.latest(ctx, visit.secret)
    back = f"{ctx.home}/"
    if typed_before:
        reason = languages.say(ctx, "You were not logged in. Please try again.")
        await unsent.keep(ctx, visit.secret, replace(typed_before, reason=reason))
        back = await _way_back(ctx, typed_before.post, "")
    return _PAGES.answer(
        ctx,
        "unknown.html",
        title="This log-in cannot be finished",
        status=400,
        label=provider.label,
        back=back,
        has_text=typed_before is not None,
    )


async def _failed(
    ctx: Context, visit: Visit, label: str, error: DomainError, *, post: int, challenge: str, back: str = ""
) -> Response:
    """Back to where somebody came from, with the reason and with everything that was typed."""
    if challenge:
        return _told(
            ctx, {"challenge": challenge, "reason": languages.refusal(ctx, error)}, _not_logged_in(ctx, label)
        )
    if not post:
        return _PAGES.answer(
            ctx, "failed.html", title=_not_logged_in(ctx, label),
            status=403 if isinstance(error, Forbidden) else 400, reason=languages.refusal(ctx, error), back=back or f"{ctx.home}/",
        )  # fmt: skip
    known = await unsent.find(ctx, visit.secret, post) or Unsent(post)
    await unsent.keep(ctx, visit.secret, replace(known, reason=languages.refusal(ctx, error)))
    response = RedirectResponse(await _way_back(ctx, post, back), 303, _PRIVATE)
    visit.remember(response)
    return response


def _not_logged_in(ctx: Context, label: str) -> str:
    return languages.say(ctx, "Not logged in with %s", label)


_PRIVATE: Final = {"Cache-Control": "no-store"}


async def _way_back(ctx: Context, post: int, back: str) -> str:
    """The form below a post, with what is known of the one who comes back; else the address asked for, or the home page."""
    found = (await posts.by_ids(ctx, (post,))).get(post)
    if found is None or not posts.is_readable(ctx, found):
        return back or f"{ctx.home}/"
    await permalinks.remember(ctx, (found,))
    return f"{add_query_args({COMMENTING: '1'}, permalinks.of_post(ctx, found))}#respond"


# Windows.


async def _into_window(ctx: Context, visit: Visit, label: str, profile: Profile, challenge: str) -> Response:
    """Hand a code to the page that opened the window; it is worth something to that page in this browser alone."""
    bound = f"{visit.secret} {challenge}"
    code = await tickets.issue(ctx, _CODE, asdict(profile), bound_to=bound)
    return _told(ctx, {"challenge": challenge, "code": code}, languages.say(ctx, "Logged in with %s", label))


def _told(ctx: Context, said: Mapping[str, str], title: str) -> Response:
    return _PAGES.answer(
        ctx,
        "window.html",
        title=title,
        policy=WITH_SCRIPTS,
        said=said,
        script=scripts.address(ctx, "window.js"),
    )


async def _session(request: Request, ctx: Context) -> Response:
    """A page brings the code that its window was given, and gets the session."""
    if request.method != "POST":
        return Response(status_code=405, headers={"Allow": "POST"})
    try:
        origins.refuse_other_sites(request, ctx)
        form = await forms.read(request, most=_MAX_FORM)
        bound = f"{browser_readers.browser(request)} {form['challenge']}"
        known = await tickets.redeem(ctx, _CODE, form["code"], bound_to=bound)
        if known is None:
            raise Invalid("This log-in has expired. Please try again.", code="sign_in_expired")
    except DomainError as error:
        return refusal(ctx, error)
    response = JSONResponse({}, headers=_PRIVATE)
    await enter(response, request, ctx, Profile(**known))
    return response


def refusal(ctx: Context, error: DomainError) -> Response:
    """A refusal for our own scripts."""
    status = 403 if isinstance(error, Forbidden) else 404 if isinstance(error, NotFound) else 400
    return JSONResponse({"code": error.code, "message": languages.refusal(ctx, error)}, status, _PRIVATE)


# Logging out.


async def _sign_out(request: Request, ctx: Context) -> Response:
    """End the reader's session; what was typed is still there afterwards."""
    if request.method != "POST":
        return Response(status_code=405, headers={"Allow": "POST"})
    visit = Visit(request, ctx)
    try:
        origins.refuse_other_sites(request, ctx)
        form = await forms.read(request, most=_MAX_FORM)
    except DomainError as error:
        return refusal(ctx, error)
    if "application/json" in request.headers.get("accept", ""):
        response: Response = JSONResponse({}, headers=_PRIVATE)
    else:
        await keep(ctx, visit, form)
        back = redirects.safe(form["redirect_to"], ctx, otherwise="")
        response = RedirectResponse(await _way_back(ctx, form.number("comment_post_ID"), back), 303, _PRIVATE)
        visit.remember(response)
    await browser_readers.sign_out(response, request, ctx)
    return response


async def _linked(ctx: Context, profile: Profile, attempt: Mapping[str, Any]) -> Response:
    """The account that asked for it, and is still logged in, will be known as this reader."""
    if ctx.actor.id != attempt["links"]:
        return _PAGES.answer(
            ctx,
            "failed.html",
            title="Nothing was linked",
            status=403,
            reason=languages.say(ctx, "You are not logged in any more."),
            back=f"{ctx.home}/",
        )
    reader = await readers.remember(ctx, profile)
    try:
        await readers.link(ctx, reader)
    except DomainError as error:
        return _PAGES.answer(
            ctx, "failed.html", title="Nothing was linked", status=403, reason=languages.refusal(ctx, error),
            back=address(ctx, "account"),
        )  # fmt: skip
    return RedirectResponse(address(ctx, "account"), 303, _PRIVATE)


_FIXED: Final[Mapping[tuple[str, str], Page]] = {
    ("session", ""): _session,
    ("sign-out", ""): _sign_out,
}
