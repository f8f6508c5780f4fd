"""``/tympan/subscriptions/…``: where mails are confirmed, changed and ended, by the address that stands in them."""

from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from engine.domain import languages, subscriptions
from engine.domain.context import Context
from engine.model.errors import DomainError, NotFound
from engine.model.subscriptions import NEW_POSTS, PACES, Subscription
from engine.web.http import forms
from engine.web.http.pages import Pages

FOLDER: Final = "/tympan/subscriptions/"

_PAGES: Final = Pages("engine.web.site")
_MAX_FORM: Final = 4096
_PACES: Final = {"now": "At once", "daily": "Once a day", "weekly": "Once a week"}


def is_page(path: str) -> bool:
    """Whether a path is one of ours."""
    return path.startswith(FOLDER) and "/" not in path.removeprefix(FOLDER) and path != FOLDER


async def answer(request: Request, ctx: Context) -> Response:
    """The page, on which nothing is done yet; or what its buttons, or the reader's mail program, ask for."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return Response(status_code=405, headers={"Allow": "GET, HEAD, POST"})
    try:
        found = await subscriptions.by_token(ctx, request.url.path.removeprefix(FOLDER))
        if request.method != "POST":
            return await _page(ctx, found)
        form = await forms.read(request, most=_MAX_FORM)
        if form["List-Unsubscribe"] == "One-Click":
            await subscriptions.cancel(ctx, found)
            return PlainTextResponse("You get no more of these mails.")
        return await _done(ctx, found, form)
    except DomainError as error:
        return _PAGES.answer(
            ctx, "subscription_ended.html", title="Mails",
            status=404 if isinstance(error, NotFound) else 400, said=languages.refusal(ctx, error),
        )  # fmt: skip


async def _done(ctx: Context, found: Subscription, form: forms.Form) -> Response:
    do = form["do"]
    if do == "confirm":
        await subscriptions.confirm(ctx, found)
        return await _page(ctx, await subscriptions.by_token(ctx, await subscriptions.token(ctx, found)))
    if do == "pace":
        await subscriptions.set_pace(ctx, found, form["pace"])
        return await _page(ctx, await subscriptions.by_token(ctx, await subscriptions.token(ctx, found)))
    if do in {"cancel", "cancel_all"}:
        await (subscriptions.cancel_all if do == "cancel_all" else subscriptions.cancel)(ctx, found)
        done = languages.say(ctx, "It is done. You get no more of these mails.")
        return _PAGES.answer(ctx, "subscription_ended.html", title="Mails", said=done)
    return await _page(ctx, found, status=400)


async def _page(ctx: Context, found: Subscription, *, status: int = 200) -> Response:
    what, where = await subscriptions.subject_of(ctx, found)
    return _PAGES.answer(
        ctx,
        "subscription.html",
        title="Mails",
        status=status,
        what=what,
        where=where,
        email=found.email,
        is_confirmed=bool(found.confirmed_at),
        paces=[(pace, languages.say(ctx, _PACES[pace]), found.pace == pace) for pace in PACES]
        if found.post == NEW_POSTS
        else [],
    )
