"""Telling others that a post was published: the pages it links to, those that are named, services that collect news.

Each of them is a job of its own, so that one that does not answer is asked again alone.
"""

import hashlib
import mimetypes
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlencode, urlsplit

from engine.backends import xmlrpc
from engine.backends.fetch import Ask, Unreachable, Unsafe
from engine.content import mentions
from engine.content.excerpts import html_excerpt
from engine.content.tags import strip_all_tags
from engine.domain import feed_links, hooks, meta, permalinks, posts, publishing, queue
from engine.domain.context import Context
from engine.model.jobs import Job, Nothing, PostNumber
from engine.model.posts import Post
from engine.store import post_writing as store

_MOST: Final = 150 * 1024
# Pages and services told of one post at most.
_MOST_TOLD: Final = 50
_MOST_SERVICES: Final = 20
_KNOWN: Final = 48  # pingback's fault for what was said before
_ENCLOSURE: Final = "enclosure"
# By these WordPress remembers that others are still to be told.
_LEFT: Final = ("_pingme", "_encloseme", "_trackbackme")


@dataclass(frozen=True, slots=True)
class Telling:
    """Which page is told of which post."""

    post: int
    url: str


@dataclass(frozen=True, slots=True)
class Service:
    """A service that is told that there is something new."""

    url: str


MENTION: Final = Job("mention", Telling, tries=4)
TRACKBACK: Final = Job("trackback", Telling, tries=4)
ENCLOSE: Final = Job("enclose", PostNumber, tries=3)
UPDATE: Final = Job("update_service", Service, tries=3)
# Tell of posts that WordPress, when it had this database, still meant to tell of.
SWEEP: Final = Job("pings_left", Nothing)


async def plan(ctx: Context, number: PostNumber) -> None:
    """Queue a job for each who is to be told of a post (do_all_pings)."""
    post = await _published(ctx, number.post)
    if post is None:
        return
    told = set(post.pinged.split())
    if ctx.options.flag("default_pingback_flag"):
        linked = tuple(
            one for one in mentions.addresses_in(post.content) if one not in told and _is_elsewhere(ctx, one)
        )
        for url in (await ctx.hooks.apply(hooks.pre_ping, linked, post))[:_MOST_TOLD]:
            await queue.add(ctx, MENTION, Telling(post.id, url), key=_once(post, url))
    for url in post.to_ping.split()[:_MOST_TOLD]:
        if url not in told:
            await queue.add(ctx, TRACKBACK, Telling(post.id, url), key=_once(post, url))
    if _recordings(post) or await _enclosures(ctx, post):
        await queue.add(ctx, ENCLOSE, number)
    if ctx.options.flag("blog_public", default=True):
        for url in ctx.options.text("ping_sites").split()[:_MOST_SERVICES]:
            await queue.add(ctx, UPDATE, Service(url), key=url[:100] if url.isascii() else None)


def _once(post: Post, url: str) -> str:
    """The key by which a page is told of a post once, however often the post is saved meanwhile."""
    return hashlib.sha256(f"{post.id} {url}".encode()).hexdigest()[:40]


async def sweep(ctx: Context, _: Nothing) -> None:
    """Tell of posts that still bear WordPress's marks."""
    for identity in await store.marked(ctx.db, _LEFT):
        for key in _LEFT:
            await meta.remove(ctx, "post", identity, key=key)
        await queue.add(ctx, publishing.PING, PostNumber(identity), key=str(identity))


async def _published(ctx: Context, identity: int) -> Post | None:
    post = (await posts.by_ids(ctx, (identity,))).get(identity)
    if post is None or post.status != "publish" or post.password:
        return None
    await posts.remember(ctx, (post,))
    await permalinks.remember(ctx, (post,))
    return post


def _is_elsewhere(ctx: Context, url: str) -> bool:
    """Whether an address is of a page of another site, and not of its front page."""
    try:
        parts, server = urlsplit(url), _server(url)
    except ValueError:
        return False
    own = {_server(address) for address in (ctx.home, ctx.site_url)}
    return server not in own and (parts.path.strip("/") != "" or parts.query != "")


def _server(url: str) -> tuple[str | None, int | None]:
    """Host and port of an address, None for the usual port, be it with TLS or without; raises ValueError."""
    parts = urlsplit(url)
    return parts.hostname, None if parts.port in {80, 443} else parts.port


async def mention(ctx: Context, telling: Telling) -> None:
    """Tell a page that a post links to it: by Webmention where it takes that, else by pingback."""
    post = await _published(ctx, telling.post)
    if post is None:
        return
    fetch = ctx.site.outside.fetch
    page = await fetch(Ask(url=telling.url, headers={"Accept": "text/html, */*;q=0.5"}, most=_MOST))
    kind = page.headers.get("content-type", "text/html")
    where = mentions.endpoints(page.text if "html" in kind else "", page.headers, page.url)
    source = permalinks.of_post(ctx, post)
    if where.webmention:
        form = urlencode({"source": source, "target": telling.url}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await fetch(Ask(url=where.webmention, method="POST", headers=headers, body=form, most=_MOST))
        if answer.status >= 500:
            raise Unreachable(f"The other site answers with {answer.status}.")
        taken = answer.ok
    elif where.pingback:
        fault = await xmlrpc.call(fetch, where.pingback, "pingback.ping", source, telling.url)
        taken = fault is None or fault.code == _KNOWN
    else:
        return
    if taken:
        await store.add_pinged(ctx.db, post.id, telling.url)


async def trackback(ctx: Context, telling: Telling) -> None:
    """Tell a page that an author named of a post, with its title and beginning (trackback)."""
    post = await _published(ctx, telling.post)
    if post is None or telling.url not in post.to_ping.split():
        return
    fields = {
        "title": unescape(strip_all_tags(post.title)),
        "url": permalinks.of_post(ctx, post),
        "blog_name": unescape(ctx.options.text("blogname")),
        "excerpt": html_excerpt(strip_all_tags(post.excerpt or post.content), 252, "…"),
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    ask = Ask(url=telling.url, method="POST", headers=headers, body=urlencode(fields).encode(), most=_MOST)
    answer = await ctx.site.outside.fetch(ask)
    if answer.status >= 500:
        raise Unreachable(f"The other site answers with {answer.status}.")
    await store.add_pinged(ctx.db, post.id, telling.url)


async def update(ctx: Context, service: Service) -> None:
    """Tell a service that there is something new here (weblogUpdates)."""
    name, feed = unescape(ctx.options.text("blogname")), feed_links.of_site(ctx)
    fetch, home = ctx.site.outside.fetch, f"{ctx.home}/"
    if (
        await xmlrpc.call(fetch, service.url, "weblogUpdates.extendedPing", name, home, home, feed)
        is not None
    ):
        await xmlrpc.call(fetch, service.url, "weblogUpdates.ping", name, home)


# Enclosures: what feeds announce as the recordings of a post.


def _recordings(post: Post) -> list[str]:
    """The addresses in a post that are of sound or video, as far as their names say."""
    found = (*mentions.addresses_in(post.content), *mentions.recordings_in(post.content))
    return [url for url in dict.fromkeys(found) if _guess(url)][:_MOST_TOLD]


def _guess(url: str) -> str:
    """What kind of recording an address is of by its ending, '' for none."""
    try:
        kind = mimetypes.guess_type(urlsplit(url).path)[0] or ""
    except ValueError:
        return ""
    return kind if kind.startswith(("audio/", "video/")) else ""


async def _enclosures(ctx: Context, post: Post) -> list[str]:
    await meta.remember(ctx, "post", (post.id,))
    return list(meta.of(ctx, "post", post.id).get(_ENCLOSURE, ()))


async def enclose(ctx: Context, number: PostNumber) -> None:
    """Keep address, size and kind of each recording in a post (do_enclose); those that left it go."""
    post = await _published(ctx, number.post)
    if post is None:
        return
    recordings, kept = _recordings(post), await _enclosures(ctx, post)
    for value in kept:
        url = value.split("\n")[0].strip()
        if url not in post.content and unescape(post.content).find(url) < 0:
            await meta.remove(ctx, "post", post.id, key=_ENCLOSURE, value=value)
    known = {value.split("\n")[0].strip() for value in kept}
    for url in recordings:
        if url not in known and (found := await _measured(ctx, url)):
            size, kind = found
            await meta.add(ctx, "post", post.id, key=_ENCLOSURE, value=f"{url}\n{size}\n{kind}\n")


async def _measured(ctx: Context, url: str) -> tuple[int, str] | None:
    """Size and kind of a recording: of an own one from the folder of uploads, of others from their site."""
    start = f"{ctx.uploads_url}/"
    if url.startswith(start):
        folder = ctx.site.settings.uploads_dir.resolve()
        path = (folder / PurePosixPath(unquote(url.removeprefix(start)))).resolve()
        return (path.stat().st_size, _guess(url)) if path.is_relative_to(folder) and path.is_file() else None
    try:
        answer = await ctx.site.outside.fetch(Ask(url=url, method="HEAD"))
    except (Unreachable, Unsafe):
        return None
    size = answer.headers.get("content-length", "")
    kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    kind = kind if kind.startswith(("audio/", "video/")) else _guess(url)
    return (int(size), kind) if answer.ok and size.isdecimal() and len(size) < 19 else None
