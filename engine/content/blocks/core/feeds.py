"""Entries of a feed from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.wrapping import wrapped
from engine.content.blocks.data import FeedNeed
from engine.content.escaping import esc_attr, esc_html
from engine.content.excerpts import trim_words
from engine.content.json_values import is_empty
from engine.content.language import filled
from engine.content.tags import strip_tags
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.data import FeedItem
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering

_NOTICE: Final = '<div class="components-placeholder"><div class="notice notice-error">{}</div></div>'


def rss(instance: Instance, _html: str, rendering: Rendering) -> str:
    """The feed's newest entries."""
    url, _ = instance.text("feedURL"), rendering.language.text
    if url.rstrip("/") == rendering.site.home and url:
        return _NOTICE.format(
            esc_html(_("A site’s own feed cannot be shown here. Try the Latest Posts block instead."))
        )
    items = rendering.data.ask(FeedNeed(url, instance.number("itemsToShow"))) if url else None
    if not items:
        return _NOTICE.format(
            esc_html(_("An error has occurred, which probably means the feed is down. Try again later."))
        )
    html = "".join(_item(instance, item, rendering) for item in items)
    is_grid = instance.get("blockLayout") == "grid"
    names = {
        "is-grid": is_grid,
        f"columns-{instance.text('columns')}": is_grid and instance.get("columns") is not None,
        "has-dates": instance.has("displayDate"),
        "has-authors": instance.has("displayAuthor"),
        "has-excerpts": instance.has("displayExcerpt"),
    }
    classes = " ".join(name for name, wanted in names.items() if wanted)
    return wrapped(instance, html, rendering, tag="ul", classes=classes)


def _item(instance: Instance, item: FeedItem, rendering: Rendering) -> str:
    _, dates = rendering.language.text, rendering.language.dates
    title = esc_html(strip_tags(item.title).strip())
    title = esc_html(_("(no title)")) if is_empty(title) else title
    link = esc_url(item.link)
    if link:
        target = ' target="_blank"' if instance.has("openInNewTab") else ""
        rel = instance.text("rel").strip()
        target += f' rel="{esc_attr(rel)}"' if rel else ""
        title = f"<a href='{link}'{target}>{title}</a>"
    html = f"<div class='wp-block-rss__item-title'>{title}</div>"
    if instance.has("displayDate") and item.date is not None:
        shown = esc_html(item.date.format(rendering.site.date_format, dates))
        html += f'<time datetime="{item.date.format("c")}" class="wp-block-rss__item-publish-date">{shown}</time> '
    if instance.has("displayAuthor") and item.author:
        author = esc_html(filled(_("by %s"), strip_tags(item.author)))
        html += f'<span class="wp-block-rss__item-author">{author}</span>'
    if instance.has("displayExcerpt") and item.excerpt:
        excerpt = esc_html(trim_words(item.excerpt, instance.number("excerptLength"), " [&hellip;]"))
        html += f'<div class="wp-block-rss__item-excerpt">{excerpt}</div>'
    return f"<li class='wp-block-rss__item'>{html}</li>"


RENDERERS: Final[Renderers] = {"core/rss": rss}
