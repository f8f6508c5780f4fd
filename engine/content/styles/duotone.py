"""Filters that show an image in two colours, as SVG and as the rules that use them (WP_Duotone)."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from engine.content.escaping import esc_attr
from engine.content.styles.declarations import to_css

Colour: TypeAlias = tuple[float, float, float, float]
"""Red, green, blue and opacity, each from 0 to 1."""

_HEX: Final = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_NUMBER: Final = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
_FUNCTION: Final = re.compile(
    rf"(rgb|hsl)a?\(\s*({_NUMBER}(?:deg|%)?)[\s,]+({_NUMBER}%?)[\s,]+({_NUMBER}%?)(?:\s*[,/]\s*({_NUMBER}%?))?\s*\)",
    re.IGNORECASE,
)
_LUMINANCE: Final = " .299 .587 .114 0 0" * 4 + " "
_OPAQUE_BLACK: Final[Colour] = (0.0, 0.0, 0.0, 1.0)


def svg(identity: str, colours: Iterable[str]) -> str:
    """The drawing that holds a filter; `identity` is what rules name it by."""
    parsed = [colour(text) for text in colours]
    tables = "".join(
        f'<feFunc{channel} type="table" tableValues="{" ".join(_written(one[place]) for one in parsed)}" />'
        for place, channel in enumerate("RGBA")
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0" width="0" height="0" focusable="false" role="none" '
        'style="visibility: hidden; position: absolute; left: -9999px; overflow: hidden;"><defs>'
        f'<filter id="{esc_attr(identity)}"><feColorMatrix color-interpolation-filters="sRGB" type="matrix" '
        f'values="{_LUMINANCE}" /><feComponentTransfer color-interpolation-filters="sRGB">{tables}'
        '</feComponentTransfer><feComposite in2="SourceGraphic" operator="in" /></filter></defs></svg>'
    )


def rules(effects: Mapping[str, str]) -> str:
    """The rules for the selectors of a page; important, for those of the theme come after them."""
    important = frozenset({"filter"})
    made = {selector: to_css({"filter": effect}, important=important) for selector, effect in effects.items()}
    return "".join(f"{selector}{{{text}}}" for selector, text in made.items() if text)


def colour(text: str) -> Colour:
    """Read a colour; what is none that CSS writes in numbers is black."""
    text = text.strip()
    if found := _HEX.fullmatch(text):
        return _from_hex(found[1])
    if found := _FUNCTION.fullmatch(text):
        opacity = _part(found[5], 1) if found[5] else 1.0
        if found[1].lower() == "hsl":
            hue = float(found[2].lower().removesuffix("deg").removesuffix("%"))
            return (*_from_hsl(hue % 360, _part(found[3], 100), _part(found[4], 100)), opacity)
        red, green, blue = (_part(found[place].lower().removesuffix("deg"), 255) for place in (2, 3, 4))
        return (red, green, blue, opacity)
    return _OPAQUE_BLACK


def _from_hex(digits: str) -> Colour:
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in range(0, len(digits), 2)]
    red, green, blue, opacity = (*parts, 1.0)[:4]
    return (red, green, blue, opacity)


def _part(text: str, whole: float) -> float:
    value = float(text[:-1]) / 100 if text.endswith("%") else float(text) / whole
    return min(max(value, 0.0), 1.0)


def _from_hsl(hue: float, saturation: float, lightness: float) -> tuple[float, float, float]:
    chroma = saturation * min(lightness, 1 - lightness)

    def channel(turn: int) -> float:
        place = (turn + hue / 30) % 12
        return lightness - chroma * max(-1.0, min(place - 3, 9 - place, 1.0))

    return channel(0), channel(8), channel(4)


def _written(value: float) -> str:
    """As PHP writes a number: at most 14 digits."""
    return f"{round(value, 14):.14G}" if value else "0"
