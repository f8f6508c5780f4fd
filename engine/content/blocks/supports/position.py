"""Sticky and fixed blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.json_values import at, is_empty, mapping, to_text
from engine.content.markup import add_classes
from engine.content.styles.stylesheet import Rule

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering
    from engine.content.json_values import JsonObject

_ADMIN_BAR = "var(--wp-admin--admin-bar--position-offset, 0px)"


def apply(instance: Instance, html: str, rendering: Rendering) -> str:
    """Place the block where the theme lets it (`wp_render_position_support`)."""
    position = mapping(instance.style, "position")
    if instance.type is None or not instance.type.has_support("position") or not position:
        return html
    name = rendering.ids.next("wp-container-")
    kind = position.get("type")
    if kind not in ("sticky", "fixed") or at(rendering.theme.settings, "position", to_text(kind)) is not True:
        return html
    selector = f".{name}"
    rules = [Rule(selector, {side: _offset(side, position)}) for side in _sides(position)]
    rendering.styles.add([*rules, Rule(selector, {"position": kind, "z-index": "10"})])
    return add_classes(html, name, f"is-position-{to_text(kind)}")


def _sides(position: JsonObject) -> list[str]:
    return [side for side in ("top", "right", "bottom", "left") if position.get(side) is not None]


def _offset(side: str, position: JsonObject) -> str:
    value = to_text(position[side])
    if side != "top":
        return value
    return f"calc({'0px' if value == '0' or is_empty(value) else value} + {_ADMIN_BAR})"
