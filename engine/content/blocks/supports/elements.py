"""Colours for the links, headings and buttons inside of a block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.supports.classes import with_class
from engine.content.json_values import at, mapping
from engine.content.markup import add_classes
from engine.content.styles.engine import compute
from engine.content.styles.stylesheet import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering
    from engine.content.json_values import JsonObject

_PREFIX: Final = "wp-elements-"
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARTS: Final = ("text", "background", "gradient")
_COLOURS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "button": tuple(("button", "color", part) for part in _PARTS),
    "link": (("link", "color", "text"), ("link", ":hover", "color", "text")),
    "heading": tuple((element, "color", part) for element in ("heading", *_HEADINGS) for part in _PARTS),
}


def prepare(instance: Instance, rendering: Rendering) -> Instance:
    """Give a block that colours its elements a class of its own, and the sheet the rules for it."""
    styles = mapping(instance.style, "elements")
    if instance.type is None or not styles:
        return instance
    wanted = [name for name in _COLOURS if not instance.type.skips("color", name)]
    if not any(at(styles, *path) is not None for name in wanted for path in _COLOURS[name]):
        return instance
    name = rendering.ids.next_of(_PREFIX)
    rendering.styles.add(rule for element in wanted for rule in _rules(element, styles, name))
    return with_class(instance, name)


def apply(instance: Instance, html: str, _rendering: Rendering) -> str:
    """Put the class on the first tag."""
    found = next((name for name in instance.class_name.split() if name.startswith(_PREFIX)), None)
    return add_classes(html, found) if found else html


def _rules(element: str, styles: JsonObject, name: str) -> Iterator[Rule]:
    match element:
        case "button":
            yield _rule(
                f".{name} .wp-element-button, .{name} .wp-block-button__link", mapping(styles, "button")
            )
        case "link":
            selector = f".{name} a:where(:not(.wp-element-button))"
            yield _rule(selector, mapping(styles, "link"))
            yield _rule(f"{selector}:hover", mapping(styles, "link", ":hover"))
        case _:
            yield _rule(", ".join(f".{name} {heading}" for heading in _HEADINGS), mapping(styles, "heading"))
            for heading in _HEADINGS:
                yield _rule(f".{name} {heading}", mapping(styles, heading))


def _rule(selector: str, style: JsonObject) -> Rule:
    return Rule(selector, compute(style).declarations)
