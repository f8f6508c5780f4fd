"""Names and settings of fonts: cleaned as WordPress cleans them, and what tells one face from another."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from engine.content.fields import sanitize_text_field
from engine.content.slugs import sanitize_title
from engine.content.urls import sanitize_url

# A family needs no quotes that is one word of letters, or a generic one: ``generic(kai)``.
_PLAIN = re.compile(r"(?:generic\([a-zA-Z-]+\)|[a-zA-Z-]+)")
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"wOFF", "woff"), (b"wOF2", "woff2"), (b"OTTO", "otf"), (b"\x00\x01\x00\x00", "ttf"), (b"true", "ttf"),
)  # fmt: skip
_SAME_LOOKS = {"oblique": "italic"}
_WEIGHTS = {"normal": "400", "bold": "700"}

EXTENSIONS = ("otf", "ttf", "woff", "woff2")


def kind_of(content: bytes) -> str:
    """The kind of font a file is, by its first bytes; '' for none."""
    return next((kind for start, kind in _SIGNATURES if content.startswith(start)), "")


def family_names(value: str) -> str:
    """A list of families as CSS wants it: each in quotes that needs them (sanitize_font_family)."""
    names = (sanitize_text_field(part.strip()).strip("\"' ") for part in value.split(","))
    return ", ".join(name if _PLAIN.fullmatch(name) else f'"{name}"' for name in names if name)


def family_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a family, cleaned."""
    cleaners: dict[str, Callable[[str], str]] = {
        "name": sanitize_text_field, "slug": sanitize_title, "fontFamily": family_names, "preview": sanitize_url,
    }  # fmt: skip
    return {name: clean(str(settings[name])) for name, clean in cleaners.items() if name in settings}


def face_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a face, cleaned; `src` is an address or a list of them."""
    cleaned: dict[str, Any] = {}
    for name, value in settings.items():
        if name == "fontFamily":
            cleaned[name] = family_names(str(value))
        elif name == "src":
            cleaned[name] = (
                [sanitize_url(str(one)) for one in value] if isinstance(value, list) else sanitize_url(value)
            )
        elif name == "preview":
            cleaned[name] = sanitize_url(str(value))
        else:
            cleaned[name] = sanitize_text_field(str(value))
    return cleaned


def face_title(settings: Mapping[str, Any]) -> str:
    """What tells a face from others of its family: name, style, weight, stretch and characters, each in one form."""
    style = str(settings.get("fontStyle") or "normal").strip().lower()
    weight = " ".join(str(settings.get("fontWeight") or "400").lower().split())
    stretch = str(settings.get("fontStretch") or "100%").strip().lower()
    characters = str(settings.get("unicodeRange") or "U+0-10FFFF").upper()
    parts = (
        str(settings.get("fontFamily") or "").replace('"', "").replace("'", "").strip().lower(),
        _SAME_LOOKS.get(style, style),
        " ".join(_WEIGHTS.get(one, one) for one in weight.split()),
        stretch,
        ",".join(part.strip() for part in characters.split(",")),
    )
    return ";".join(parts)


# What CSS is told of a face, by the name of the setting.
_DESCRIPTORS = {
    "fontStyle": "font-style", "fontWeight": "font-weight", "fontDisplay": "font-display",
    "fontStretch": "font-stretch", "unicodeRange": "unicode-range", "ascentOverride": "ascent-override",
    "descentOverride": "descent-override", "lineGapOverride": "line-gap-override", "sizeAdjust": "size-adjust",
    "fontFeatureSettings": "font-feature-settings", "fontVariationSettings": "font-variation-settings",
}  # fmt: skip
_OF_RULES = re.compile(r"[;{}<>\\]")
_FORMATS = {"ttf": "truetype", "otf": "opentype"}


def face_css(face: Mapping[str, Any], address: Callable[[str], str]) -> str:
    """The rule that brings a face to a page (wp_print_font_faces); '' where it has no file.

    `address` makes the address of a file of the theme, which `src` names by ``file:./…``, or '' for one that is missing.
    """
    sources = face.get("src")
    listed = [str(one) for one in (sources if isinstance(sources, list) else [sources]) if one]
    found = [address(one[7:]) if one.startswith("file:./") else sanitize_url(one) for one in listed]
    files = ", ".join(_source(one) for one in found if one)
    family = family_names(str(face.get("fontFamily") or ""))
    if not files or not family or _OF_RULES.search(family):
        return ""
    told = {"font-style": "normal", "font-weight": "400", "font-display": "fallback"}
    told |= {css: str(face[name]) for name, css in _DESCRIPTORS.items() if face.get(name)}
    rules = "".join(f"{name}:{value};" for name, value in told.items() if not _OF_RULES.search(value))
    return f"@font-face{{font-family:{family};{rules}src:{files};}}"


def _source(address: str) -> str:
    path = address.partition("?")[0]
    kind = path.rpartition(".")[2].lower()
    quoted = address.replace("\\", "%5C").replace('"', "%22").replace("\n", "")
    return (
        f'url("{quoted}") format("{_FORMATS.get(kind, kind)}")' if kind in EXTENSIONS else f'url("{quoted}")'
    )
