"""One page: resolve, redirect to the one right address, ask, render, answer with WordPress's status and headers."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from engine.domain import canonical, permalinks, query
from engine.domain.context import Context
from engine.domain.request import resolve
from engine.model.main_query import MainQuery
from engine.theme import head, page
from engine.theme.environment import Templates
from engine.theme.errors import TemplateFailure
from engine.web.auth import identity
from engine.web.http.php import parse
from engine.web.site import failures, files, post_passwords, visitors

log = logging.getLogger(__name__)

MAX_ADDRESS: Final = 8192

_UPLOADS: Final = "/wp-content/uploads/"
_THEMES: Final = "/wp-content/themes/"
_HTML: Final = "text/html; charset=UTF-8"
_RSS: Final = "application/rss+xml; charset=UTF-8"
_FEED_TYPES: Final = {
    "atom": "application/atom+xml; charset=UTF-8",
    "rdf": "application/rdf+xml; charset=UTF-8",
}
# Names by which people look for the log-in page and the admin (wp_redirect_admin_locations).
_SHORT_WAYS: Final = {
    "login": "/wp-login.php", "login.php": "/wp-login.php", "admin": "/wp-admin/", "dashboard": "/wp-admin/",
    "wp-admin": "/wp-admin/",
}  # fmt: skip
# What WordPress answers at these addresses is not built yet.
_NOT_BUILT: Final = frozenset({"is_feed", "is_robots", "is_favicon", "is_sitemap", "is_embed"})


async def answer(request: Request, ctx: Context, templates: Templates) -> Response:
    """The response to any address that is not an API's: a file, a redirect or a page."""
    path = raw_path(request)
    if len(path) > MAX_ADDRESS:
        return PlainTextResponse("This address is too long.", 414)
    below = path.removeprefix(urlsplit(ctx.site_url).path.rstrip("/"))
    if below.startswith(_UPLOADS):
        return files.upload(request, ctx.site.settings, below.removeprefix(_UPLOADS))
    if below.startswith(_THEMES):
        return files.asset(request, templates.theme, below.removeprefix(_THEMES))
    ctx = await identity.visitor(request, ctx)
    return _for_method(request, await _page(request, ctx, templates, path))


def raw_path(request: Request) -> str:
    """The path as it was sent, octets not decoded."""
    raw = request.scope.get("raw_path")
    if isinstance(raw, bytes):
        return raw.partition(b"?")[0].decode("utf-8", "surrogateescape")
    return quote(request.url.path)


async def _page(request: Request, ctx: Context, templates: Templates, path: str) -> Response:
    fields = parse(request.url.query)
    resolved = await resolve(ctx, path, fields)
    in_path = isinstance(resolved.vars.get("s"), str) and "s" not in fields
    asked = await query.run(ctx, resolved.vars, words_in_path=in_path)
    if request.method in {"GET", "HEAD"}:
        target = await canonical.target(ctx, asked, path, request.url.query)
        if target:
            return _moved(target, asked)
    if asked.has("is_404"):
        place = _SHORT_WAYS.get(resolved.path)
        if place and permalinks.structure(ctx):
            return _elsewhere(f"{ctx.site_url}{place}", {})
    if asked.has("is_trackback") and asked.post:
        # Trackbacks are sent, not read: whoever comes by GET is led to the post.
        await permalinks.remember(ctx, (asked.post,))
        links = {"Link": ", ".join(head.header_links(ctx, asked))}
        return _elsewhere(permalinks.of_post(ctx, asked.post), links)
    if asked.flags & _NOT_BUILT:
        return files.missing()
    post_passwords.unlock(request, ctx, asked.posts)
    if "replytocom" in fields:
        asked = replace(asked, vars={**asked.vars, "replytocom": fields["replytocom"]})
    return await _rendered(request, ctx, asked, templates)


def _moved(target: str, asked: MainQuery) -> Response:
    kind = _FEED_TYPES.get(str(asked.vars["feed"]), _RSS) if asked.has("is_feed") else _HTML
    headers = {"X-Redirect-By": "WordPress", "Content-Type": kind, "Location": _location(target)}
    return Response(b"", 301, headers | (failures.NO_CACHE if asked.has("is_404") else {}))


def _elsewhere(address: str, headers: Mapping[str, str]) -> Response:
    """For now, somewhere else has it."""
    said = {"X-Redirect-By": "WordPress", "Content-Type": _HTML, "Location": _location(address)}
    return Response(b"", 302, said | dict(headers))


def _location(address: str) -> str:
    """An address as a header may hold it."""
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~")


async def _rendered(request: Request, ctx: Context, asked: MainQuery, templates: Templates) -> Response:
    visitor = await visitors.visitor(request, ctx, asked.post.id if asked.post else 0)
    try:
        made = await page.render(ctx, asked, templates, visitor)
    except TemplateFailure as failure:
        log.exception("the theme %s failed", templates.theme.slug)
        return failures.failed(ctx, failure)
    headers = {"Link": ", ".join(made.links), "X-Content-Type-Options": "nosniff"}
    headers |= {"Content-Type": _HTML}
    personal = visitor.is_private or made.shows_held
    if asked.has("is_404") or ctx.actor.is_logged_in or _needs_password(asked) or personal:
        headers |= failures.NO_CACHE
    return HTMLResponse(made.html, 404 if asked.has("is_404") else 200, headers)


def _needs_password(asked: MainQuery) -> bool:
    return asked.has("is_singular") and any(post.password for post in asked.posts)


def _for_method(request: Request, response: Response) -> Response:
    """HEAD gets the headers alone."""
    if request.method == "HEAD":
        response.body = b""
    return response
