"""``/auth/account``: what this site remembers of a reader, and the ways to end that; and what an account has linked."""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.content.date_format import format_date
from engine.content.timezones import UTC_ZONE
from engine.domain import allowances, languages, linking, networks, readers
from engine.domain.context import Context
from engine.model.errors import DomainError
from engine.model.readers import Reader
from engine.web.auth import email_link, identity, origins, sign_in
from engine.web.auth import readers as browser_readers
from engine.web.auth.providers.configured import providers
from engine.web.http import client, forms
from engine.web.http.pages import Pages

PATH: Final = "/auth/account"

_PAGES: Final = Pages("engine.web.auth")
_MAX_FORM: Final = 4096


async def answer(request: Request, ctx: Context) -> Response:
    """The page, or what one of its buttons does."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return Response(status_code=405, headers={"Allow": "GET, HEAD, POST"})
    ctx = await identity.visitor(request, ctx)
    reader = await browser_readers.current(request, ctx)
    if request.method == "POST":
        try:
            origins.refuse_other_sites(request, ctx)
            form = await forms.read(request, most=_MAX_FORM)
        except DomainError as error:
            return await _page(request, ctx, reader, said=languages.refusal(ctx, error), status=403)
        return await _do(request, ctx, reader, form)
    return await _page(request, ctx, reader)


async def _do(request: Request, ctx: Context, reader: Reader | None, form: forms.Form) -> Response:
    if form["do"] == "unlink":
        await readers.unlink(ctx, form.number("reader"))
        return RedirectResponse(ctx.home + PATH, 303)
    if reader is None:
        return await _page(request, ctx, None, said=languages.say(ctx, "You are logged out already."))
    if form["do"] in {"link", "confirm"}:
        return await _link(request, ctx, reader, form)
    if form["do"] == "everywhere":
        await readers.sign_out_everywhere(ctx, reader)
        response = await _page(
            request, ctx, None, said=languages.say(ctx, "You are logged out, here and everywhere else.")
        )
    elif form["do"] == "forget" and form["sure"]:
        count = await readers.forget(ctx, reader)
        response = await _page(request, ctx, None, said=_farewell(ctx, count))
    else:
        return await _page(
            request,
            ctx,
            reader,
            said=languages.say(ctx, "Please tick the box if you want to be forgotten."),
            status=400,
        )
    await browser_readers.sign_out(response, request, ctx)
    return response


def _farewell(ctx: Context, comments: int) -> str:
    language = languages.pages(ctx)
    if not comments:
        return language.text("You are forgotten.")
    said = language.plural(
        "You are forgotten. %d comment of yours stayed, without your name.",
        "You are forgotten. %d comments of yours stayed, without your name.",
        comments,
    )
    return said.replace("%d", str(comments))


async def _link(request: Request, ctx: Context, reader: Reader, form: forms.Form) -> Response:
    """Ask the account of the reader's address, or take its answer."""
    visit = browser_readers.Visit(request, ctx)
    try:
        await allowances.spend(ctx, "login", client.address(request, ctx.site.settings))
        if form["do"] == "link":
            await linking.ask(ctx, reader, browser=visit.secret, page=ctx.home + PATH)
            said = languages.say(
                ctx,
                "If your address is that of an account here, a mail is on its way to it. Open it in this browser.",
            )
        else:
            await linking.confirm(ctx, reader, form["secret"], browser=visit.secret)
            said = languages.say(ctx, "From now on you log in to your account by this network, too.")
    except DomainError as error:
        return await _page(request, ctx, reader, said=languages.refusal(ctx, error), status=400)
    response = await _page(request, ctx, reader, said=said)
    visit.remember(response)
    return response


def labels(ctx: Context) -> dict[str, str]:
    """What networks are called, by their slugs, that of mails among them."""
    known = {one.slug: one.label for one in providers(networks.effective(ctx)).values()}
    return known | {email_link.NETWORK.slug: email_link.NETWORK.label}


async def _page(
    request: Request, ctx: Context, reader: Reader | None, *, said: str = "", status: int = 200
) -> Response:
    known = labels(ctx)
    token = browser_readers.token(request)
    sessions = await readers.sessions(ctx, reader) if reader else ()
    return _PAGES.answer(
        ctx,
        "account.html",
        title="What this site knows of you",
        status=status,
        said=said,
        reader=reader,
        label=known.get(reader.provider, reader.provider) if reader else "",
        sessions=[
            (
                format_date("j F Y, H:i", one.started_at, UTC_ZONE, languages.pages(ctx).dates),
                one.agent or one.ip,
                readers.is_session(one, token),
            )
            for one in sessions
        ],
        action=ctx.home + PATH,
        secret=request.query_params.get("confirm", "") if request.method != "POST" else "",
        may_link=bool(reader and reader.email and not reader.user and ctx.site.settings.mail_host),
        sign_out=sign_in.address(ctx, "sign-out"),
        user=ctx.actor.user,
        linked=[(one, known.get(one.provider, one.provider)) for one in await readers.linked(ctx)],
        networks=[
            (sign_in.address(ctx, one.slug), one.label) for one in providers(networks.effective(ctx)).values()
        ],
    )
