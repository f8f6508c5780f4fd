"""What other sites send here: trackbacks (``wp-trackback.php``, and ``…/trackback/`` below a post) and Webmentions."""

from typing import Final
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from engine.domain import permalinks, pings, posts
from engine.domain.context import Context
from engine.domain.pings import Ping
from engine.model.errors import DomainError, TooMany
from engine.model.posts import Post
from engine.web.http import client, forms
from engine.web.http.caching import NO_CACHE
from engine.web.http.forms import Form, TooLarge

TRACKBACK: Final = "/wp-trackback.php"
WEBMENTION: Final = "/tympan/webmention"

_MAX_FORM: Final = 64 * 1024
_MAX_TEXT: Final = 4000


async def trackback(request: Request, ctx: Context) -> Response:
    """A trackback to the post that the address names by its number."""
    number = request.query_params.get("p", "")
    identity = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
    post = (await posts.by_ids(ctx, (identity,))).get(identity)
    if post is not None:
        await permalinks.remember(ctx, (post,))
    return await trackback_to(request, ctx, post)


async def trackback_to(request: Request, ctx: Context, post: Post | None) -> Response:
    """A trackback to a post. It is answered at once; whether its page does link here is looked at later."""
    try:
        form = await forms.read(request, most=_MAX_FORM) if request.method == "POST" else Form({})
    except TooLarge as error:
        return _answer(error.message)
    if not any(form[name] for name in ("url", "title", "blog_name")):
        if post is None:
            return _answer("A trackback goes to a post.", status=404)
        # Somebody who looks at the address is shown the post.
        return RedirectResponse(permalinks.of_post(ctx, post), 302)
    if post is None:
        return _answer("There is no such post.")
    if not form["url"] or not form["title"]:
        return _answer("A trackback has a url and a title.")
    ping = Ping(
        kind="trackback",
        source=form["url"].strip(),
        target=permalinks.of_post(ctx, post),
        post=post.id,
        address=client.address(request, ctx.site.settings),
        agent=request.headers.get("user-agent", "")[:200],
        title=form["title"][:_MAX_TEXT],
        excerpt=form["excerpt"][:_MAX_TEXT],
        blog=form["blog_name"][:_MAX_TEXT],
    )
    try:
        await pings.track(ctx, ping)
    except DomainError as error:
        return _answer(error.message)
    return _answer("")


def _answer(reason: str, *, status: int = 200) -> Response:
    """The answer that the trackback protocol has, be it a refusal."""
    message = f"<message>{escape(reason)}</message>" if reason else ""
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<response><error>{int(bool(reason))}</error>{message}</response>'
    headers = NO_CACHE if status == 404 else {}
    return Response(text, status, headers, media_type="text/xml; charset=UTF-8")


async def webmention(request: Request, ctx: Context) -> Response:
    """A Webmention: 202, and what comes of it shows on the post once a moderator lets it."""
    if request.method != "POST":
        return PlainTextResponse("", 405, {"Allow": "POST"})
    try:
        form = await forms.read(request, most=_MAX_FORM)
        address = client.address(request, ctx.site.settings)
        agent = request.headers.get("user-agent", "")[:200]
        await pings.receive(ctx, form["source"], form["target"], address=address, agent=agent, anew=True)
    except TooMany as error:
        return PlainTextResponse(error.message, 429, {"Retry-After": str(error.retry_after)})
    except DomainError as error:
        return PlainTextResponse(error.message, 400)
    return PlainTextResponse("Thank you; this will be looked at.", 202)
