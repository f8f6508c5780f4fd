"""The style of theme.json to declarations, in WordPress's order (the style engine of blocks has another one)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.content.json_values import at, is_empty, is_numeric, string, to_text
from engine.content.safe_css import safe_css
from engine.content.styles.engine import compute
from engine.content.styles.fluid import font_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.content.json_values import JsonObject, JsonValue

Declaration: TypeAlias = tuple[str, str]
"""A property and its value."""

_SIDES: Final = ("top", "right", "bottom", "left")
_CORNERS: Final = {
    "top-left": "topLeft",
    "top-right": "topRight",
    "bottom-left": "bottomLeft",
    "bottom-right": "bottomRight",
}
_ROOT_PADDING: Final = "--wp--style--root--padding"
_PROPERTIES: Final[Mapping[str, tuple[str, ...]]] = {
    "aspect-ratio": ("dimensions", "aspectRatio"),
    "background": ("color", "gradient"),
    "background-color": ("color", "background"),
    "background-image": ("background", "backgroundImage"),
    "background-position": ("background", "backgroundPosition"),
    "background-repeat": ("background", "backgroundRepeat"),
    "background-size": ("background", "backgroundSize"),
    "background-attachment": ("background", "backgroundAttachment"),
    "border-radius": ("border", "radius"),
    **{f"border-{corner}-radius": ("border", "radius", key) for corner, key in _CORNERS.items()},
    **{f"border-{part}": ("border", part) for part in ("color", "width", "style")},
    **{
        f"border-{side}-{part}": ("border", side, part)
        for side in _SIDES
        for part in ("color", "width", "style")
    },
    "color": ("color", "text"),
    "text-align": ("typography", "textAlign"),
    "column-count": ("typography", "textColumns"),
    "font-family": ("typography", "fontFamily"),
    "font-size": ("typography", "fontSize"),
    "font-style": ("typography", "fontStyle"),
    "font-weight": ("typography", "fontWeight"),
    "letter-spacing": ("typography", "letterSpacing"),
    "line-height": ("typography", "lineHeight"),
    "margin": ("spacing", "margin"),
    **{f"margin-{side}": ("spacing", "margin", side) for side in _SIDES},
    "min-height": ("dimensions", "minHeight"),
    "min-width": ("dimensions", "minWidth"),
    **{f"outline-{part}": ("outline", part) for part in ("color", "offset", "style", "width")},
    "padding": ("spacing", "padding"),
    **{f"padding-{side}": ("spacing", "padding", side) for side in _SIDES},
    **{f"{_ROOT_PADDING}-{side}": ("spacing", "padding", side) for side in _SIDES},
    "text-decoration": ("typography", "textDecoration"),
    "text-shadow": ("typography", "textShadow"),
    "text-transform": ("typography", "textTransform"),
    "text-indent": ("typography", "textIndent"),
    "filter": ("filter", "duotone"),
    "box-shadow": ("shadow",),
    "height": ("dimensions", "height"),
    "width": ("dimensions", "width"),
    "writing-mode": ("typography", "writingMode"),
}
# A value that stays within its declaration and its sheet.
_CONTAINED: Final = re.compile(r"""(?:[^;{}<"'\\]|"[^"<\\]*+"|'[^'<\\]*+'|\\[^<\n])*+""")


def declarations(
    style: JsonObject,
    settings: JsonObject,
    *,
    document: JsonObject | None = None,
    is_root: bool = False,
    pads_blocks: bool = False,
) -> list[Declaration]:
    """The declarations of a style.

    `document` is what references in it (`{"ref": "styles.color.text"}`) point into. `is_root` says that the style is the
    whole page's, whose padding becomes variables for its blocks where the theme `pads_blocks`.
    """
    left_out = "padding-" if is_root and pads_blocks else _ROOT_PADDING
    made: list[Declaration] = []
    for name, path in _PROPERTIES.items():
        if name.startswith(left_out):
            continue
        value = _value(name, path, style, document, is_root=is_root)
        text = plain(font_size(value, settings) if name == "font-size" else value)
        if text and name == "aspect-ratio":
            made.append(("min-height", "unset"))
        if text:
            made.append((name, text))
    return made


def is_safe(name: str, value: str) -> bool:
    """Whether a declaration is one that a style attribute may hold."""
    return bool(safe_css(f"{name}: {value}").strip())


def ruleset(selector: str, made: Iterable[Declaration]) -> str:
    """A rule; nothing where it declares nothing."""
    text = "".join(f"{name}: {value};" for name, value in made)
    return f"{selector}{{{text}}}" if text else ""


def value_at(style: JsonObject, path: tuple[str, ...], document: JsonObject | None = None) -> JsonValue:
    """A value of a style, with a reference followed once."""
    value = at(style, *path)
    reference = string(value, "ref")
    if reference is None or document is None:
        return value
    found = at(document, *reference.split("."))
    return found if isinstance(found, str) or isinstance(at(found, "url"), str) else value


def plain(value: JsonValue) -> str:
    """A value as it may stand in a sheet: a number, or a text that stays within its declaration; else nothing."""
    if is_numeric(value):
        return to_text(value)
    return value if isinstance(value, str) and value != "0" and _CONTAINED.fullmatch(value) else ""


def _value(
    name: str, path: tuple[str, ...], style: JsonObject, document: JsonObject | None, *, is_root: bool
) -> JsonValue:
    value = value_at(style, path, document)
    match name:
        case "background-image":
            return _image(value, style)
        case "background-size" if is_empty(value) and not is_root and _has_own_image(style):
            return "cover"
        case "background-position" if is_empty(value) and not is_root and _has_own_image(style):
            return "50% 50%" if at(style, "background", "backgroundSize") == "contain" else value
        case _:
            return value


def _image(value: JsonValue, style: JsonObject) -> JsonValue:
    """The image with the gradient that lies above it."""
    background = {"backgroundImage": value, "gradient": at(style, "background", "gradient")}
    made = compute({"background": {key: one for key, one in background.items() if not is_empty(one)}})
    return made.declarations.get("background-image")


def _has_own_image(style: JsonObject) -> bool:
    """Whether the image is a file of the library."""
    return not is_empty(at(style, "background", "backgroundImage", "id"))
