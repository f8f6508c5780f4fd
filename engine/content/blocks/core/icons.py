"""The drawings that WordPress's blocks bring along, and the icon block."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from engine.content.blocks.core.wrapping import border_styles, wrapped
from engine.content.blocks.data import IconNeed
from engine.content.blocks.supports.wrapper import preset_or
from engine.content.json_values import JsonObject, at
from engine.content.markup import Markup, Tag
from engine.content.styles.engine import Styles, compute

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderers, Rendering


@cache
def _drawings() -> JsonObject:
    text = resources.files("engine.content.blocks").joinpath("icons.json").read_text("utf-8")
    found: JsonObject = json.loads(text)
    return found


def drawing(name: str) -> str:
    """The SVG of one of the blocks' own icons."""
    return str(_drawings()[name])


def service(name: str) -> tuple[str, str]:
    """What a social service calls itself, and its drawing; those of sharing for services unknown."""
    found = _drawings().get(f"social/{name}") or _drawings()["social/share"]
    return str(at(found, "name")), str(at(found, "drawing"))


def icon(instance: Instance, _html: str, rendering: Rendering) -> str:
    """An icon of the site's collection with the block's colours, border and size."""
    svg = rendering.data.ask(IconNeed(instance.text("icon"))) if instance.has("icon") else ""
    markup = Markup(svg)
    tag = markup.next("SVG")
    if tag is None:
        return ""
    styles = _styles(instance)
    for name in styles.classes:
        tag.add_class(name)
    _describe(tag, instance.text("ariaLabel"))
    for name in ("flipHorizontal", "flipVertical"):
        if instance.has(name):
            tag.add_class(f"is-flip-{name.removeprefix('flip').lower()}")
    turned = instance.number("rotation")
    style = " ".join(part for part in (styles.css, f"rotate: {turned}deg;" if turned else "") if part)
    if style:
        tag.set("style", style)
    return wrapped(instance, str(markup), rendering)


def _describe(tag: Tag, label: str) -> None:
    """An icon with a label is an image, one without is decoration."""
    if label:
        tag.set("role", "img")
        tag.set("aria-label", label)
        tag.remove("aria-hidden")
        tag.remove("focusable")
    else:
        tag.set("aria-hidden", "true")
        tag.set("focusable", "false")
        tag.remove("role")
        tag.remove("aria-label")


def _styles(instance: Instance) -> Styles:
    attributes = instance.attributes
    own = compute(
        {
            "color": {
                "text": preset_or(attributes, "textColor", "color", "color", "text"),
                "background": preset_or(attributes, "backgroundColor", "color", "color", "background"),
            },
            "spacing": {"padding": at(attributes, "style", "spacing", "padding")},
            "dimensions": {"width": at(attributes, "style", "dimensions", "width")},
        }
    )
    border = border_styles(attributes)
    classes = tuple(dict.fromkeys([*own.classes, *border.classes]))
    colours = {name: value for name, value in own.declarations.items() if "color" in name}
    rest = {name: value for name, value in own.declarations.items() if "color" not in name}
    return Styles(classes, {**colours, **border.declarations, **rest})


RENDERERS: Final[Renderers] = {"core/icon": icon}
