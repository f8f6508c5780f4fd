"""Widgets in block areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.data import WidgetNeed
from engine.content.escaping import esc_attr, esc_html
from engine.content.json_values import string
from engine.content.urls import esc_url

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering


def widget_group(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Blocks under a title."""
    title = (
        f'<h2 class="widget-title">{esc_html(instance.text("title"))}</h2>' if instance.has("title") else ""
    )
    return f'{title}<div class="wp-widget-group__inner-blocks">{html}</div>'


def legacy_widget(instance: Instance, _html: str, rendering: Rendering) -> str:
    """A widget that is no block: the site's own, or a new one of a kind."""
    name, kind = string(instance.attributes, "id") or "", string(instance.attributes, "idBase") or ""
    if kind == "search" and not name and instance.get("instance") is None:
        return f'<div class="widget widget_search">{search_form(rendering)}</div>'
    if not name and not kind:
        return ""
    encoded = string(instance.attributes, "instance", "encoded") or ""
    proof = string(instance.attributes, "instance", "hash") or ""
    found = rendering.data.ask(WidgetNeed(name, kind, encoded, proof))
    with rendering.once(f"widget {name or kind} {encoded}") as is_first:
        return found.shown(lambda text: rendering.text(text, {})) if found and is_first else ""


def search_form(rendering: Rendering) -> str:
    """The search form outside of blocks (`get_search_form`)."""
    return (
        f'<form role="search" method="get" class="search-form" action="{esc_url(f"{rendering.site.home}/")}">\n'
        '\t\t\t\t<label>\n\t\t\t\t\t<span class="screen-reader-text">Search for:</span>\n'
        '\t\t\t\t\t<input type="search" class="search-field" placeholder="Search &hellip;" '
        f'value="{esc_attr(rendering.page.search)}" name="s" />\n\t\t\t\t</label>\n'
        '\t\t\t\t<input type="submit" class="search-submit" value="Search" />\n\t\t\t</form>'
    )


RENDERERS: Final[Renderers] = {"core/legacy-widget": legacy_widget, "core/widget-group": widget_group}
