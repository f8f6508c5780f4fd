"""Block bindings: attributes whose value comes from elsewhere, and their way into the saved HTML."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engine.content.json_values import mapping, string, to_text
from engine.content.kses import kses_post
from engine.content.markup import VOID, Markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering
    from engine.content.json_values import JsonValue

BINDABLE: Final[dict[str, tuple[str, ...]]] = {
    "core/paragraph": ("content",),
    "core/heading": ("content",),
    "core/image": ("id", "url", "title", "alt", "caption"),
    "core/button": ("url", "text", "linkTarget", "rel"),
    "core/post-date": ("datetime",),
    "core/navigation-link": ("url",),
    "core/navigation-submenu": ("url",),
}


def bound(instance: Instance, rendering: Rendering) -> tuple[Instance, Callable[[str], str]]:
    """The block with its bound attributes filled in, and what replaces them in the saved HTML."""
    values = _values(instance, rendering)
    if not values:
        return instance, _unchanged
    filled = replace(instance, attributes={**instance.attributes, **values})

    def replaced(html: str) -> str:
        for name, value in values.items():
            html = _replaced(html, name, value, filled) if html else html
        return html

    return filled, replaced


def _unchanged(html: str) -> str:
    return html


def _values(instance: Instance, rendering: Rendering) -> dict[str, JsonValue]:
    if "metadata" not in instance.written:
        return {}
    names = BINDABLE.get(instance.name, ())
    bindings = mapping(instance.written, "metadata", "bindings")
    if not names or not bindings:
        return {}
    values: dict[str, JsonValue] = {}
    if string(bindings, "__default", "source") == "core/pattern-overrides":
        bindings = {name: bindings.get(name) or {"source": "core/pattern-overrides"} for name in names}
        values["metadata"] = {**mapping(instance.written, "metadata"), "bindings": bindings}
    for name, binding in bindings.items():
        source = rendering.environment.sources.get(string(binding, "source") or "")
        if name in names and source is not None:
            value = source(instance, mapping(binding, "args"), name, rendering)
            if value is not None:
                values[name] = value
    return values


def _replaced(html: str, name: str, value: JsonValue, instance: Instance) -> str:
    schema = mapping(instance.type.attributes if instance.type else {}, name)
    selector = string(schema, "selector") or ""
    match schema.get("source"):
        case "html" | "rich-text":
            return _with_content(html, selector, value)
        case "attribute":
            return _with_attribute(html, selector, string(schema, "attribute") or "", to_text(value))
        case _:
            return html


def _with_attribute(html: str, selector: str, attribute: str, value: str) -> str:
    markup = Markup(html)
    tag = markup.next(selector.upper()) if selector else markup.next()
    if tag is None or not attribute:
        return html
    tag.set(attribute, value)
    return str(markup)


def _with_content(html: str, selectors: str, value: JsonValue) -> str:
    """Replace what the first element that a selector names contains."""
    for name in selectors.split(","):
        span = _content_span(html, name.strip().upper())
        if span is not None:
            return html[: span[0]] + kses_post(to_text(value)) + html[span[1] :]
    return html


def _content_span(html: str, name: str) -> tuple[int, int] | None:
    start, depth = -1, 0
    for tag in Markup(html).tags():
        if tag.name != name or name in VOID:
            continue
        depth += -1 if tag.closes else 1
        if start < 0 and not tag.closes:
            start = tag.end
        elif tag.closes and depth == 0 and start >= 0:
            return start, tag.start
    return None
