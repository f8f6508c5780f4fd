"""Narrow screens: their widths, which a theme may choose, and the media query of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from engine.content.json_values import JsonValue

_DEFAULT_VIEWPORTS: Final = {"mobile": "480px", "tablet": "782px"}


def viewport_queries(settings: JsonValue, *, with_desktop: bool = False) -> dict[str, str]:
    """The media query per viewport name; a theme may set other widths in px, em or rem."""
    widths = viewport_widths(settings)
    mobile, tablet = widths.get("mobile"), widths.get("tablet")
    queries = {}
    if mobile:
        queries["@mobile"] = f"@media (width <= {mobile})"
    if tablet:
        queries["@tablet"] = (
            f"@media ({mobile} < width <= {tablet})" if mobile else f"@media (width <= {tablet})"
        )
    if with_desktop:
        queries["@desktop"] = f"@media (width > {tablet or mobile})"
    return queries


def viewport_widths(settings: JsonValue) -> dict[str, str]:
    """The widest mobile and tablet, of those that a theme sets in px, em or rem."""
    if not isinstance(settings, Mapping):
        return _DEFAULT_VIEWPORTS
    widths = {
        name: (text.strip(), _pixels(text))
        for name in _DEFAULT_VIEWPORTS
        if isinstance(text := settings.get(name), str)
    }
    known = {name: (text, pixels) for name, (text, pixels) in widths.items() if pixels}
    if not known:
        return _DEFAULT_VIEWPORTS
    if len(known) == 2 and known["mobile"][1] >= known["tablet"][1]:
        known.pop("tablet")
    return {name: text for name, (text, _) in known.items()}


def _pixels(width: str) -> float:
    for unit, factor in (("px", 1), ("rem", 16), ("em", 16)):
        number = width.strip().removesuffix(unit)
        if number != width.strip() and number.replace(".", "", 1).isdecimal() and number.isascii():
            return float(number) * factor
    return 0
