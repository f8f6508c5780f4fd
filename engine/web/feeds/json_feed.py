"""JSON Feed 1.1, for posts and for comments (https://www.jsonfeed.org/version/1.1/)."""

from datetime import UTC, datetime
from html import unescape
from typing import Any, Final

import orjson
from markupsafe import Markup

from engine.web.feeds.views import Feed, Item, Remark

VERSION: Final = "https://jsonfeed.org/version/1.1"


def written(feed: Feed, *, of_comments: bool) -> str:
    """The feed as JSON; what is empty is left out."""
    about: dict[str, Any] = {
        "version": VERSION,
        "title": _text(feed.title),
        "home_page_url": feed.page if of_comments else f"{feed.home}/",
        "feed_url": feed.url,
        "description": _text(feed.description),
        "language": feed.language,
        "icon": feed.icon,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    items = map(_remark, feed.remarks) if of_comments else map(_item, feed.items)
    return orjson.dumps({**_given(about), "items": list(items)}).decode()


def _item(item: Item) -> dict[str, Any]:
    author = {"name": unescape(item.author), "url": item.author_url}
    html = item.content or item.summary
    return _given({
        "id": item.guid,
        "url": item.url,
        "title": _text(item.title),
        "content_html": html,
        "summary": unescape(item.summary) if item.content else "",
        "date_published": _moment(item.published),
        "date_modified": _moment(item.updated),
        "authors": [_given(author)] if item.author else [],
        "tags": list(item.categories),
        "attachments": [
            _given({"url": one.url, "mime_type": one.type, "size_in_bytes": one.length}) for one in item.enclosures
        ],
    }) | ({} if html else {"content_text": ""})  # fmt: skip


def _remark(remark: Remark) -> dict[str, Any]:
    author = {"name": unescape(remark.author), "url": remark.author_url}
    return _given({
        "id": remark.guid,
        "url": remark.url,
        "title": _text(remark.title),
        "content_html": remark.content or remark.summary,
        "date_published": _moment(remark.published),
        "authors": [_given(author)] if remark.author else [],
    })  # fmt: skip


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _text(html: Markup) -> str:
    return html.unescape()


def _moment(date: datetime) -> str:
    return date.replace(tzinfo=UTC).isoformat()
