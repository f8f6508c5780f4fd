"""Feeds over HTTP: one per kind and query, with WordPress's types, statuses and validators."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from engine.domain import freshness, posts
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.theme import head
from engine.web.feeds import json_feed
from engine.web.feeds.compose import asked, compose, is_of_comments
from engine.web.feeds.rendering import xml
from engine.web.feeds.views import Feed
from engine.web.http.caching import NO_CACHE, is_unchanged, validators

View = Callable[[Request, Context, MainQuery], Awaitable[Response | MainQuery]]
"""Answers for a kind of query; a query that it gives back is shown as a page."""

_TYPES: Final[Mapping[str, str]] = {
    "rss2": "application/rss+xml",
    "rss": "application/rss+xml",
    "rdf": "application/rdf+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


async def answer(request: Request, ctx: Context, query: MainQuery) -> Response:
    """The feed that a query is for; a kind that there is none of is an error in XML, as in WordPress."""
    kind = str(query.vars["feed"])
    kind = "rss2" if kind == "feed" else kind
    changed = validators(await freshness.of_feed(ctx, query))
    links = [*head.header_links(ctx, query), *_hub(ctx)]
    headers = {"Link": ", ".join(links), **changed, **head.pingback(ctx, query)}
    if kind not in _TYPES:
        del headers["Last-Modified"]
        return _typed(xml("error.xml.jinja"), "text/xml", headers | NO_CACHE, status=404)
    locked = any(posts.is_locked(ctx, post) for post in query.posts) and query.has("is_singular")
    if locked:
        del headers["Last-Modified"]
        headers |= NO_CACHE
    elif is_unchanged(request, changed):
        return Response(status_code=304, headers=changed)
    if query.has("is_404") or ctx.actor.is_logged_in:
        headers |= NO_CACHE
    status = 404 if query.has("is_404") else 200
    return _typed(
        _written(await compose(ctx, query, kind), query, kind), _TYPES[kind], headers, status=status
    )


def _hub(ctx: Context) -> list[str]:
    """What a subscriber needs to know: the hub, and the address to subscribe to."""
    hub = ctx.site.settings.websub_hub
    return [f'<{hub}>; rel="hub"', f'<{asked(ctx)}>; rel="self"'] if hub else []


def _written(feed: Feed, query: MainQuery, kind: str) -> str:
    of_comments = is_of_comments(query, kind)
    if kind == "json":
        return json_feed.written(feed, of_comments=of_comments)
    name = kind if not of_comments else "atom-comments" if kind == "atom" else "rss2-comments"
    return xml(f"{name}.xml.jinja", feed=feed)


def _typed(text: str, kind: str, headers: Mapping[str, str], *, status: int) -> Response:
    return Response(text.encode(), status, {**headers, "Content-Type": f"{kind}; charset=UTF-8"})
