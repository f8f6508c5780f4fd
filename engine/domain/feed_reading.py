"""Feeds of other sites that blocks show: read at most twice a day, and kept meanwhile.

The first reader of all waits for a feed, and not for long; whoever comes while it is asked or after it did not answer sees
that there is nothing. What has become old is shown until a job has read it anew.
"""

import asyncio
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.backends.fetch import Ask
from engine.content.blocks.data import FeedItem
from engine.content.dates import Moment
from engine.content.feed_reader import feed_items
from engine.content.timezones import UTC_ZONE
from engine.content.urls import sanitize_url
from engine.domain import queue, transients
from engine.domain.context import Context
from engine.model.errors import Invalid, Unavailable
from engine.model.jobs import Job


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """The feed that a job is about."""

    url: str


FETCH: Final = Job("fetch_feed", FeedAddress, tries=3)
"""Read a feed anew."""

_FRESH: Final = 12 * 3600
_SHOWN: Final = 7 * 24 * 3600
# How long nobody asks a feed again that is being asked, or did not answer.
_REST: Final = 600
_MOST: Final = 1024 * 1024
_ITEMS: Final = 20
_SECONDS: Final = 10
_SECONDS_WAITED: Final = 2.0
_AT_ONCE: Final = 4

_Kept = Mapping[str, Any]


async def find(ctx: Context, urls: Iterable[str]) -> dict[str, tuple[FeedItem, ...]]:
    """The entries of these feeds, of those that have any."""
    asked = [url for url in dict.fromkeys(urls) if _is_address(url)]
    kept = await _kept(ctx, asked)
    missing = [url for url in asked if url not in kept][:_AT_ONCE]
    for url in missing:
        await _keep(ctx, url, ())
    found = await asyncio.gather(*(_asked(ctx, url, seconds=_SECONDS_WAITED) for url in missing))
    for url, items in zip(missing, found, strict=True):
        if items is None:
            await queue.add(ctx, FETCH, FeedAddress(url), key=_digest(url))
        else:
            await _keep(ctx, url, items)
    for url, one in kept.items():
        if _is_old(ctx, one):
            await queue.add(ctx, FETCH, FeedAddress(url), key=_digest(url))
    fresh = {url: items for url, items in zip(missing, found, strict=True) if items}
    return fresh | {url: items for url, one in kept.items() if (items := _items(one))}


async def fetch(ctx: Context, job: FeedAddress) -> None:
    """Read a feed; raises Unavailable where its site does not answer, so that it is asked again."""
    items = await _asked(ctx, job.url, seconds=_SECONDS)
    if items is None:
        raise Unavailable("The feed does not answer.")
    await _keep(ctx, job.url, items)


def _is_address(url: str) -> bool:
    return url.startswith(("http://", "https://")) and len(url) <= 2000 and sanitize_url(url) == url


async def _asked(ctx: Context, url: str, *, seconds: float) -> tuple[FeedItem, ...] | None:
    """The entries; none of what is no feed or must not be asked, None where no answer came."""
    accept = {
        "Accept": "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml, text/xml"
    }
    try:
        answer = await ctx.site.outside.fetch(Ask(url=url, most=_MOST, seconds=seconds, headers=accept))
    except Invalid:
        return ()
    except Unavailable:
        return None
    if not answer.ok:
        return None
    return (feed_items(answer.text, answer.url) or ())[:_ITEMS]


# What is kept.


def _digest(url: str) -> str:
    return hashlib.md5(url.encode("utf-8", "surrogateescape"), usedforsecurity=False).hexdigest()


async def _kept(ctx: Context, urls: list[str]) -> dict[str, _Kept]:
    names = {url: f"tympan_feed_{_digest(url)}" for url in urls}
    stored = await transients.get(ctx, *names.values()) if names else {}
    return {url: _read(stored[name]) for url, name in names.items() if name in stored}


def _read(text: str) -> _Kept:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


async def _keep(ctx: Context, url: str, items: tuple[FeedItem, ...]) -> None:
    """Keep entries; that there are none is kept for a short while only."""
    written = [
        [one.title, one.link, one.date.timestamp if one.date else None, one.author, one.excerpt[:2000]]
        for one in items
    ]
    value = json.dumps({"read": int(ctx.now.timestamp()), "items": written}, ensure_ascii=False)
    name = f"tympan_feed_{_digest(url)}"
    await transients.put(ctx, name, value, seconds=_SHOWN if items else _REST)


def _is_old(ctx: Context, kept: _Kept) -> bool:
    read = kept.get("read")
    return bool(kept.get("items")) and isinstance(read, int) and read + _FRESH < ctx.now.timestamp()


def _items(kept: _Kept) -> tuple[FeedItem, ...]:
    listed = kept.get("items")
    return tuple(
        FeedItem(str(title), str(link), _moment(date), str(author), str(excerpt))
        for title, link, date, author, excerpt in (listed if isinstance(listed, list) else ())
    )


def _moment(timestamp: object) -> Moment | None:
    return Moment(timestamp, UTC_ZONE) if isinstance(timestamp, int) else None
