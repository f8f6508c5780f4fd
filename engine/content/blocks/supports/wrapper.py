"""The attributes of a dynamic block's outermost tag, from its supports (`get_block_wrapper_attributes`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.blocks.types import has_border, has_colour
from engine.content.escaping import esc_attr
from engine.content.json_values import at, is_empty, is_numeric, mapping, to_text
from engine.content.safe_css import safe_css
from engine.content.styles.engine import Styles, compute
from engine.content.styles.fluid import font_size
from engine.content.styles.names import preset_slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.content.blocks.instance import Instance
    from engine.content.blocks.types import BlockType
    from engine.content.json_values import JsonObject, JsonValue
    from engine.content.styles.theme import Theme

# Where a block says how it looks: one that has none of these, as most, gets nothing from the supports of styles.
_STYLED = frozenset(
    {"style", "textColor", "backgroundColor", "gradient", "fontSize", "fontFamily", "borderColor"}
)
_SIDES = ("top", "right", "bottom", "left")


def wrapper_attributes(instance: Instance, theme: Theme, **extra: str) -> str:
    """The attributes as they stand in the tag; `extra` are the block's own (`class`, `style`, `id`, `aria_label` …)."""
    from_supports = _from_supports(instance, theme)
    own = {name.replace("_", "-"): value for name, value in extra.items()}
    merged: dict[str, str] = {}
    for name, merge in (
        ("style", _merged_style),
        ("class", _merged_classes),
        ("id", _own),
        ("aria-label", _own),
    ):
        given, added = from_supports.pop(name, ""), own.pop(name, "")
        if given or added:
            merged[name] = merge(given, added)
    merged.update(own)
    return " ".join(f'{name}="{esc_attr(value)}"' for name, value in merged.items())


def _merged_style(given: str, added: str) -> str:
    parts = [part.strip(" \t\n\r\0\x0b").rstrip(";") for part in (given, added)]
    return safe_css(";".join(part for part in parts if not is_empty(part)))


def _merged_classes(given: str, added: str) -> str:
    return " ".join(dict.fromkeys([*added.split(), *given.split()]))


def _own(given: str, added: str) -> str:
    return added or given


def _from_supports(instance: Instance, theme: Theme) -> dict[str, str]:
    if instance.type is None:
        return {}
    collected: dict[str, str] = {}
    for name, value in _all(instance.type, instance.prepared, theme):
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        text = to_text(value)
        collected[name] = f"{collected[name]} {text}" if collected.get(name) else text
    return collected


def _all(block_type: BlockType, attributes: JsonObject, theme: Theme) -> Iterator[tuple[str, JsonValue]]:
    """In WordPress's order of supports, which is the order of the classes."""
    if block_type.has_support("align") and "align" in attributes:
        yield "class", f"align{to_text(attributes['align'])}"
    if block_type.has_support("customClassName", default=True) and "className" in attributes:
        yield "class", attributes["className"]
    if block_type.has_support("className", default=True):
        yield "class", block_type.default_class
    if not _STYLED.isdisjoint(attributes):
        yield from _written(_colours(block_type, attributes))
        yield from _typography(block_type, attributes, theme)
        yield from _written(_border(block_type, attributes))
        yield from _css_only(_spacing(block_type, attributes))
        yield from _css_only(_dimensions(block_type, attributes))
        yield from _css_only(_shadow(block_type, attributes))
    if (
        block_type.has_support("ariaLabel")
        and not block_type.skips("ariaLabel")
        and "ariaLabel" in attributes
    ):
        yield "aria-label", attributes["ariaLabel"]
    if block_type.has_support("anchor") and isinstance(attributes.get("anchor"), str):
        yield "id", attributes["anchor"]


def _written(styles: Styles) -> Iterator[tuple[str, JsonValue]]:
    if styles.classes:
        yield "class", " ".join(styles.classes)
    yield from _css_only(styles)


def _css_only(styles: Styles) -> Iterator[tuple[str, JsonValue]]:
    if styles.css:
        yield "style", styles.css


def preset_or(attributes: JsonObject, name: str, kind: str, *custom: str) -> JsonValue:
    """The preset that an attribute names, else the custom value of the style object."""
    if name in attributes:
        return f"var:preset|{kind}|{to_text(attributes[name])}"
    return at(attributes, "style", *custom)


def _colours(block_type: BlockType, attributes: JsonObject) -> Styles:
    colours: dict[str, JsonValue] = {}
    if has_colour(block_type, "text") and not block_type.skips("color", "text"):
        colours["text"] = preset_or(attributes, "textColor", "color", "color", "text")
    if has_colour(block_type, "background") and not block_type.skips("color", "background"):
        colours["background"] = preset_or(attributes, "backgroundColor", "color", "color", "background")
    has_gradients = not is_empty(at(block_type.supports, "color", "gradients"))
    if (
        has_gradients
        and not block_type.skips("color", "gradients")
        and not _has_background_gradient(block_type, attributes)
    ):
        colours["gradient"] = preset_or(attributes, "gradient", "gradient", "color", "gradient")
    return compute({"color": colours}, presets_as_classes=True)


def _has_background_gradient(block_type: BlockType, attributes: JsonObject) -> bool:
    value = at(attributes, "style", "background", "gradient")
    return block_type.has_support("background", "gradient") and not is_empty(value)


_TYPOGRAPHY = {
    "fontStyle": ("__experimentalFontStyle", "font-style"),
    "fontWeight": ("__experimentalFontWeight", "font-weight"),
    "lineHeight": ("lineHeight", ""),
    "textColumns": ("textColumns", ""),
    "textDecoration": ("__experimentalTextDecoration", "text-decoration"),
    "textTransform": ("__experimentalTextTransform", "text-transform"),
    "letterSpacing": ("__experimentalLetterSpacing", "letter-spacing"),
    "writingMode": ("__experimentalWritingMode", ""),
    "textIndent": ("textIndent", ""),
}


def _typography(
    block_type: BlockType, attributes: JsonObject, theme: Theme
) -> Iterator[tuple[str, JsonValue]]:
    supports = mapping(block_type.supports, "typography")
    if not supports or (
        block_type.skips("typography")
        and not isinstance(supports.get("__experimentalSkipSerialization"), list)
    ):
        return
    custom = mapping(attributes, "style", "typography")
    values: dict[str, JsonValue] = {}
    if _supports(block_type, supports, "fontSize", "fontSize"):
        values["fontSize"] = preset_or(attributes, "fontSize", "font-size")
        if "fontSize" not in attributes:
            values["fontSize"] = font_size(custom.get("fontSize"), theme.settings)
    if _supports(block_type, supports, "__experimentalFontFamily", "fontFamily"):
        family = _inline_preset(custom.get("fontFamily"), "font-family")
        values["fontFamily"] = (
            preset_or(attributes, "fontFamily", "font-family") if "fontFamily" in attributes else family
        )
    for name, (support, kind) in _TYPOGRAPHY.items():
        if _supports(block_type, supports, support, name) and custom.get(name) is not None:
            values[name] = _inline_preset(custom[name], kind) if kind else custom[name]
    styles = compute({"typography": values}, presets_as_classes=True)
    classes = list(styles.classes)
    if _supports(block_type, supports, "textAlign", "textAlign") and custom.get("textAlign") is not None:
        classes.append(f"has-text-align-{to_text(custom['textAlign'])}")
    if classes:
        yield "class", " ".join(classes)
    yield from _css_only(styles)


def _supports(block_type: BlockType, supports: JsonObject, support: str, feature: str) -> bool:
    return not is_empty(supports.get(support)) and not block_type.skips("typography", feature)


def _inline_preset(value: JsonValue, kind: str) -> JsonValue:
    slug = preset_slug(value, kind)
    return f"var(--wp--preset--{kind}--{slug});" if slug else value


def _border(block_type: BlockType, attributes: JsonObject) -> Styles:
    custom = mapping(attributes, "style", "border")
    values: dict[str, JsonValue] = {}
    for name in ("radius", "style", "width"):
        if _writes_border(block_type, name) and custom.get(name) is not None:
            values[name] = (
                f"{to_text(custom[name])}px" if name != "style" and is_numeric(custom[name]) else custom[name]
            )
    if _writes_border(block_type, "color"):
        values["color"] = preset_or(attributes, "borderColor", "color", "border", "color")
    if has_border(block_type, "color") or has_border(block_type, "width"):
        values.update(_border_sides(block_type, custom))
    return compute({"border": values})


def _border_sides(block_type: BlockType, custom: JsonObject) -> dict[str, JsonValue]:
    return {
        side: {
            name: at(custom, side, name)
            for name in ("width", "color", "style")
            if not block_type.skips("__experimentalBorder", name)
        }
        for side in _SIDES
    }


def _writes_border(block_type: BlockType, name: str) -> bool:
    return has_border(block_type, name) and not block_type.skips("__experimentalBorder", name)


def _spacing(block_type: BlockType, attributes: JsonObject) -> Styles:
    return compute({"spacing": _features(block_type, attributes, "spacing", names=("padding", "margin"))})


def _dimensions(block_type: BlockType, attributes: JsonObject) -> Styles:
    names = ("minHeight", "minWidth", "height", "width")
    return compute({"dimensions": _features(block_type, attributes, "dimensions", names=names)})


def _features(
    block_type: BlockType, attributes: JsonObject, group: str, *, names: tuple[str, ...]
) -> dict[str, JsonValue]:
    custom = mapping(attributes, "style", group)
    return {
        name: custom.get(name)
        for name in names
        if block_type.has_support(group, name) and not block_type.skips(group, name)
    }


def _shadow(block_type: BlockType, attributes: JsonObject) -> Styles:
    if not block_type.has_support("shadow") or block_type.skips("shadow"):
        return compute({})
    return compute({"shadow": at(attributes, "style", "shadow")})
