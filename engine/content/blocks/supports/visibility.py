"""Blocks that are hidden, everywhere or on some screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.json_values import at, mapping
from engine.content.markup import Markup
from engine.content.styles.stylesheet import Rule
from engine.content.styles.viewports import viewport_queries

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering


def apply(instance: Instance, html: str, rendering: Rendering) -> str:
    """Hide the block (`wp_render_block_visibility_support`); images in one hidden by CSS lose their priority."""
    if instance.type is None:
        return html
    visibility = at(instance.written, "metadata", "blockVisibility")
    if visibility is False:
        return ""
    if not instance.type.has_support("visibility", default=True):
        return html
    shown = mapping(visibility, "viewport")
    if not shown:
        return html
    queries = {name[1:]: query for name, query in _queries(rendering).items()}
    hidden = sorted(name for name, is_visible in shown.items() if is_visible is False and name in queries)
    if not hidden:
        return html
    classes = {f"wp-block-hidden-{name}": queries[name] for name in hidden}
    rendering.styles.add(
        Rule(f".{name}", {"display": "none !important"}, group=query) for name, query in classes.items()
    )
    return _hidden(html, list(classes))


def _queries(rendering: Rendering) -> dict[str, str]:
    return viewport_queries(rendering.theme.settings.get("viewport"), with_desktop=True)


def _hidden(html: str, classes: list[str]) -> str:
    markup = Markup(html)
    tag = markup.next()
    if tag is None:
        return html
    tag.add_class(" ".join(classes))
    while tag is not None:
        if tag.name == "IMG":
            tag.set("fetchpriority", "auto")
        tag = markup.next()
    return str(markup)
