"""Background images and gradients of containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.json_values import is_empty, mapping
from engine.content.markup import Markup
from engine.content.styles.engine import compute

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering
    from engine.content.json_values import JsonObject, JsonValue

_IMAGE_KEYS = (
    "backgroundImage",
    "backgroundSize",
    "backgroundPosition",
    "backgroundRepeat",
    "backgroundAttachment",
)


def apply(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Write the background into the first tag (`wp_render_background_support`)."""
    block_type, background = instance.type, mapping(instance.style, "background")
    if block_type is None or not background:
        return html
    values: dict[str, JsonValue] = {}
    if block_type.has_support("background", "backgroundImage") and not block_type.skips(
        "background", "backgroundImage"
    ):
        values |= _image(background)
    if block_type.has_support("background", "gradient") and not block_type.skips("background", "gradient"):
        values["gradient"] = background.get("gradient")
    css = compute({"background": values}).css
    return _styled(html, css) if css else html


def _image(background: JsonObject) -> dict[str, JsonValue]:
    values = {key: background.get(key) for key in _IMAGE_KEYS}
    if not is_empty(values["backgroundImage"]):
        values["backgroundSize"] = "cover" if values["backgroundSize"] is None else values["backgroundSize"]
        if values["backgroundSize"] == "contain" and is_empty(values["backgroundPosition"]):
            values["backgroundPosition"] = "50% 50%"
    return values


def _styled(html: str, css: str) -> str:
    markup = Markup(html)
    tag = markup.next()
    if tag is None:
        return html
    tag.add_style(css)
    tag.add_class("has-background")
    return str(markup)
