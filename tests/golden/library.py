"""The library of the recorded site, as galleries and players ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.content.attachments import Attachment, AttachmentQuery, attachment_queries
from engine.content.core_shortcodes import CoreShortcodes
from engine.content.embeds import post_embed
from engine.content.pipeline import render_title

if TYPE_CHECKING:
    from engine.content.images import Loading
    from engine.content.shortcodes import Handler
    from tests.golden.site_data import SiteData


def core_shortcodes(data: SiteData, text: str, *, loading: Loading | None = None) -> dict[str, Handler]:
    """What answers to shortcodes in a text of post 1."""
    found = {query: attachments(data, query) for query in attachment_queries(text, 1)}
    return CoreShortcodes(found, post_id=1, loading=loading).handlers()


def own_post(data: SiteData, url: str) -> str | None:
    """How an address of the recorded site is embedded."""
    row = next(
        (row for row in data.rows.values() if data.link(row) == url and row["post_status"] == "publish"), None
    )
    if row is None:
        return None
    return post_embed(url, render_title(row["post_title"]), "Lantern & Quay", secret="SECRET")


def attachments(data: SiteData, query: AttachmentQuery) -> tuple[Attachment, ...]:
    """The library's answer to a gallery or player."""
    rows = [
        row
        for row in data.rows.values()
        if row["post_type"] == "attachment" and row["post_mime_type"].startswith(query.kind)
    ]
    if query.include:
        rows = [row for row in rows if row["ID"] in query.include]
    else:
        rows = [row for row in rows if row["post_parent"] == query.parent and row["ID"] not in query.exclude]
    rows.sort(
        key=lambda row: _place(row, query), reverse=query.order == "DESC" and query.orderby != "post__in"
    )
    return tuple(attachment(data, row) for row in rows)


def _place(row: dict[str, Any], query: AttachmentQuery) -> tuple[Any, ...]:
    if query.orderby == "post__in":
        return (query.include.index(row["ID"]),)
    if query.orderby == "title":
        return (row["post_title"].lower(),)
    return (row["menu_order"], row["ID"])


def attachment(data: SiteData, row: dict[str, Any]) -> Attachment:
    picture = data.media(row["ID"])
    return Attachment(
        row["ID"],
        url=picture.url if picture else "",
        link=data.link(row),
        title=row["post_title"],
        caption=row["post_excerpt"],
        picture=picture if row["post_mime_type"].startswith("image") else None,
    )
