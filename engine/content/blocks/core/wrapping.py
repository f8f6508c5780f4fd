"""Classes and tags that many renderers write the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.blocks.supports.wrapper import preset_or, wrapper_attributes
from engine.content.escaping import esc_attr
from engine.content.json_values import at, is_empty, to_text
from engine.content.styles.engine import Styles, compute

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering
    from engine.content.json_values import JsonObject, JsonValue

_SIDES = ("top", "right", "bottom", "left")


def aligned(instance: Instance) -> str:
    """The class of a text alignment."""
    value = instance.get("textAlign")
    return "" if value is None else f"has-text-align-{to_text(value)}"


def aligned_and_linked(instance: Instance) -> str:
    """The classes of a text alignment and of coloured links."""
    linked = "has-link-color" if has_link_colour(instance) else ""
    return " ".join(name for name in (aligned(instance), linked) if name)


def has_link_colour(instance: Instance) -> bool:
    """Whether the block colours its links."""
    return instance.get("style", "elements", "link", "color", "text") is not None


def wrapped(
    instance: Instance, html: str, rendering: Rendering, *, tag: str = "div", classes: str = ""
) -> str:
    """The HTML inside of the block's own tag."""
    attributes = wrapper_attributes(instance, rendering.theme, **{"class": classes})
    return f"<{tag} {attributes}>{html}</{tag}>"


def heading_tag(instance: Instance, default: str) -> str:
    """The tag of a heading level; level 0 is a paragraph."""
    if instance.get("level") is None:
        return default
    level = instance.number("level")
    return "p" if level == 0 else f"h{level}"


def border_styles(attributes: JsonObject) -> Styles:
    """The border of a picture inside of the block, which the supports leave to it."""
    border: dict[str, JsonValue] = {
        name: value
        for name in ("radius", "style", "width")
        if (value := at(attributes, "style", "border", name)) is not None
    }
    border["color"] = preset_or(attributes, "borderColor", "color", "border", "color")
    for side in _SIDES:
        border[side] = {
            name: at(attributes, "style", "border", side, name) for name in ("color", "style", "width")
        }
    return compute({"border": border})


def colour_context(context: JsonObject) -> tuple[str, str]:
    """Classes and style of a navigation's colours, for the items inside of it."""
    text = _colour(context, "textColor", "customTextColor", part="text")
    background = _colour(context, "backgroundColor", "customBackgroundColor", part="background")
    classes, style = [], ""
    for (named, custom), mark, suffix, property_name in (
        (text, "has-text-color", "color", "color"),
        (background, "has-background", "background-color", "background-color"),
    ):
        if named or custom:
            classes.append(mark)
        if named:
            classes.append(f"has-{named}-{suffix}")
        elif custom:
            style += f"{property_name}: {custom};"
    return " ".join(classes), style


def _colour(context: JsonObject, named: str, custom: str, *, part: str) -> tuple[str, str]:
    value = context.get(custom)
    if value is None:
        value = at(context, "style", "color", part)
    return to_text(context.get(named)), to_text(value)


def link_attributes(instance: Instance) -> str:
    """`target` and `rel` of a block's link, as they stand behind its address."""
    rel = instance.get("rel")
    written = "" if is_empty(rel) else f'rel="{esc_attr(to_text(rel))}"'
    return f'target="{esc_attr(instance.text("linkTarget"))}" {written}'
