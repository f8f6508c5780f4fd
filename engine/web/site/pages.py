"""One page: resolve, redirect to the one right address, ask, render, answer with WordPress's status and headers."""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from engine.domain import canonical, freshness, languages, permalinks, previews, query
from engine.domain.context import Context
from engine.domain.request import resolve
from engine.model.errors import Forbidden
from engine.model.main_query import MainQuery
from engine.theme import head, page
from engine.theme.environment import Templates
from engine.theme.errors import TemplateFailure
from engine.web.auth import identity
from engine.web.http.caching import NO_CACHE, validators
from engine.web.http.php import parse
from engine.web.site import failures, files, pings, post_passwords, visitors

log = logging.getLogger(__name__)

MAX_ADDRESS: Final = 8192

_UPLOADS: Final = "/wp-content/uploads/"
_THEMES: Final = "/wp-content/themes/"
_HTML: Final = "text/html; charset=UTF-8"
_RSS: Final = "application/rss+xml; charset=UTF-8"
_UNKNOWN: Final = "application/octet-stream; charset=UTF-8"
_FEED_TYPES: Final = {
    "feed": _RSS,
    "rss": _RSS,
    "rss2": _RSS,
    "atom": "application/atom+xml; charset=UTF-8",
    "json": "application/feed+json; charset=UTF-8",
    "rdf": "application/rdf+xml; charset=UTF-8",
}
# Names by which people look for the log-in page and the admin (wp_redirect_admin_locations).
_SHORT_WAYS: Final = {
    "login": "/wp-login.php", "login.php": "/wp-login.php", "admin": "/wp-admin/", "dashboard": "/wp-admin/",
    "wp-admin": "/wp-admin/",
}  # fmt: skip

_NOT_IN_LOCATION: Final = re.compile(r"[^a-zA-Z0-9\-~+_.?#=&;,/:%!*\[\]()@]|%0[dDaA]")

View = Callable[[Request, Context, MainQuery], Awaitable[Response | MainQuery]]
"""Answers for a kind of query; a query that it gives back is shown as a page."""


async def answer(
    request: Request, ctx: Context, templates: Templates, views: Mapping[str, View] | None = None
) -> Response:
    """The response to any address that is not an API's: a file, a redirect or a page.

    `views` answer, by the conditional that is true, what is no page of the theme.
    """
    path = raw_path(request)
    if len(path) > MAX_ADDRESS:
        return PlainTextResponse("This address is too long.", 414)
    below = path.removeprefix(urlsplit(ctx.site_url).path.rstrip("/"))
    if below.startswith(_UPLOADS):
        return files.upload(request, ctx.site.settings, below.removeprefix(_UPLOADS))
    if below.startswith(named := f"/{ctx.uploads_path}/"):
        found = files.upload(request, ctx.site.settings, below.removeprefix(named))
        if found.status_code != HTTPStatus.NOT_FOUND:  # a page may have its address there, too
            return found
    if below.startswith(_THEMES):
        return files.asset(request, templates.theme, ctx.types.themes, below.removeprefix(_THEMES))
    ctx = await identity.visitor(request, ctx)
    if shared := request.query_params.get("preview_key"):
        await previews.open_shared(ctx, shared)
    return _for_method(request, await _page(request, ctx, templates, path, views or {}))


def raw_path(request: Request) -> str:
    """The path as it was sent, octets not decoded."""
    raw = request.scope.get("raw_path")
    if isinstance(raw, bytes):
        return raw.partition(b"?")[0].decode("utf-8", "surrogateescape")
    return quote(request.url.path)


async def _page(
    request: Request, ctx: Context, templates: Templates, path: str, views: Mapping[str, View]
) -> Response:
    fields = parse(request.url.query)
    resolved = await resolve(ctx, path, fields)
    in_path = isinstance(resolved.vars.get("s"), str) and "s" not in fields
    asked = await query.run(ctx, resolved.vars, words_in_path=in_path)
    if request.method in {"GET", "HEAD"}:
        target = await canonical.target(ctx, asked, path, request.url.query)
        if target:
            return await _moved(ctx, target, asked, str(resolved.vars.get("feed") or ""))
    if asked.has("is_404"):
        place = _SHORT_WAYS.get(resolved.path)
        if place and permalinks.structure(ctx):
            links = {"Link": ", ".join(head.header_links(ctx, asked))}
            return _elsewhere(f"{ctx.site_url}{place}", links | NO_CACHE)
    if asked.has("is_trackback") and not asked.has("is_feed"):
        return await _trackback(request, ctx, asked)
    post_passwords.unlock(request, ctx, asked.posts)
    for flag, view in {"is_preview": _preview, **views}.items():
        if asked.has(flag):
            shown = await view(request, ctx, asked)
            if isinstance(shown, Response):
                return shown
            asked = shown
    if "replytocom" in fields:
        asked = replace(asked, vars={**asked.vars, "replytocom": fields["replytocom"]})
    return await _rendered(request, ctx, asked, templates)


async def _preview(request: Request, ctx: Context, asked: MainQuery) -> Response | MainQuery:
    """The page with what was autosaved, where its address was made for the actor."""
    said = request.query_params
    try:
        return await previews.shown(
            ctx, asked, identity=said.get("preview_id", ""), proof=said.get("preview_nonce", "")
        )
    except Forbidden as error:
        return PlainTextResponse(languages.refusal(ctx, error), 403, NO_CACHE)


async def _moved(ctx: Context, target: str, asked: MainQuery, feed: str) -> Response:
    kind = _FEED_TYPES.get(feed, _UNKNOWN) if asked.has("is_feed") else _HTML
    headers = {"X-Redirect-By": "WordPress", "Content-Type": kind, "Location": _location(target)}
    headers |= head.pingback(ctx, asked)
    if asked.has("is_feed"):
        headers |= validators(await freshness.of_feed(ctx, asked))
    return Response(b"", 301, headers | (NO_CACHE if _is_said_to_be_missing(asked) else {}))


def _elsewhere(address: str, headers: Mapping[str, str]) -> Response:
    """For now, somewhere else has it."""
    said = {"X-Redirect-By": "WordPress", "Content-Type": _HTML, "Location": _location(address)}
    return Response(b"", 302, said | dict(headers))


def _location(address: str) -> str:
    """An address as a header may hold it; octets beyond ASCII are encoded, signs that WordPress has not are left out."""
    octets = re.sub("[^\\x00-\\x7f ]+| ", lambda found: quote(found[0]), address)
    return _NOT_IN_LOCATION.sub("", octets)


async def _rendered(request: Request, ctx: Context, asked: MainQuery, templates: Templates) -> Response:
    visitor = await visitors.visitor(request, ctx, asked.post.id if asked.post else 0)
    try:
        made = await page.render(ctx, asked, templates, visitor)
    except TemplateFailure as failure:
        log.exception("the theme %s failed", templates.theme.slug)
        return failures.failed(ctx, failure)
    headers = {"Link": ", ".join(made.links)}
    headers |= {"Content-Type": _HTML}
    # That a sitemap is missing is found out after the headers were made, as in WordPress.
    is_missing = _is_said_to_be_missing(asked) and not asked.vars.get("sitemap")
    personal = visitor.is_private or made.shows_held
    if asked.has("is_preview"):
        headers |= {"X-Robots-Tag": "noindex", **NO_CACHE}
    if is_missing or ctx.actor.is_logged_in or _needs_password(asked) or personal:
        headers |= NO_CACHE
    headers |= head.pingback(ctx, asked)
    return HTMLResponse(made.html, 404 if _is_said_to_be_missing(asked) else 200, headers)


def _is_said_to_be_missing(asked: MainQuery) -> bool:
    """Whether the status says that nothing is there; of what the variables themselves rule out it does not (WP::handle_404)."""
    ruled_out = str(asked.vars.get("error", "")) == "404" and "error" not in asked.asked
    return asked.has("is_404") and not ruled_out


def _needs_password(asked: MainQuery) -> bool:
    return asked.has("is_singular") and any(post.password for post in asked.posts)


async def _trackback(request: Request, ctx: Context, asked: MainQuery) -> Response:
    """Trackbacks are sent, not read: whoever comes by GET is led to the post."""
    post = asked.post
    if post is not None:
        await permalinks.remember(ctx, (post,))
    if post is None or request.method == "POST":
        return await pings.trackback_to(request, ctx, post)
    headers = {"Link": ", ".join(head.header_links(ctx, asked))} | head.pingback(ctx, asked)
    return _elsewhere(permalinks.of_post(ctx, post), headers)


def _for_method(request: Request, response: Response) -> Response:
    """HEAD gets the headers alone."""
    if request.method == "HEAD":
        response.body = b""
    return response
