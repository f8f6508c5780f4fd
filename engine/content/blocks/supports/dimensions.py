"""Aspect ratios, which give way to heights and the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.json_values import at, to_text
from engine.content.markup import Markup
from engine.content.styles.engine import Styles, compute

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering
    from engine.content.json_values import JsonValue


def apply(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Write the aspect ratio into the first tag (`wp_render_dimensions_support`)."""
    block_type = instance.type
    if block_type is None or not block_type.has_support("dimensions", "aspectRatio"):
        return html
    if block_type.skips("dimensions", "aspectRatio"):
        return html
    ratio = at(instance.style, "dimensions", "aspectRatio")
    dimensions: dict[str, JsonValue] = {"aspectRatio": ratio}
    if is_explicit_ratio(ratio):
        dimensions |= {"minHeight": "unset", "height": "unset"}
    elif (
        at(instance.style, "dimensions", "minHeight") is not None
        or instance.written.get("minHeight") is not None
    ):
        dimensions["aspectRatio"] = "unset"
    styles = compute({"dimensions": dimensions})
    return _styled(html, styles, shows_class=is_explicit_ratio(ratio)) if styles.css else html


def is_explicit_ratio(ratio: JsonValue) -> bool:
    """Whether a ratio is given, not left to the content."""
    return to_text(ratio).strip().lower() not in ("", "auto")


def _styled(html: str, styles: Styles, *, shows_class: bool) -> str:
    markup = Markup(html)
    tag = markup.next()
    if tag is None:
        return html
    tag.add_style(styles.css)
    for name in styles.classes:
        if shows_class or "aspect-ratio" not in name:
            tag.add_class(name)
    return str(markup)
