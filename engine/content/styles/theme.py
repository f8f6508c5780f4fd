"""What a theme settles for rendering: settings and styles merged from WordPress, theme, variation and user."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Final

from engine.content.json_values import at, is_empty, mapping

if TYPE_CHECKING:
    from engine.content.json_values import JsonObject, JsonValue

ORIGINS: Final = ("default", "theme", "custom")

_PRESETS: Final = (
    ("color", "palette"),
    ("color", "gradients"),
    ("color", "duotone"),
    ("dimensions", "aspectRatios"),
    ("dimensions", "dimensionSizes"),
    ("border", "radiusSizes"),
    ("spacing", "spacingSizes"),
    ("typography", "fontSizes"),
    ("typography", "fontFamilies"),
    ("shadow", "presets"),
)
_APPEARANCE_TOOLS: Final = (
    ("background", "backgroundImage"),
    ("background", "backgroundSize"),
    ("background", "gradient"),
    ("border", "color"),
    ("border", "radius"),
    ("border", "style"),
    ("border", "width"),
    ("color", "link"),
    ("color", "heading"),
    ("color", "button"),
    ("color", "caption"),
    ("dimensions", "aspectRatio"),
    ("dimensions", "height"),
    ("dimensions", "minHeight"),
    ("dimensions", "minWidth"),
    ("dimensions", "width"),
    ("position", "sticky"),
    ("spacing", "blockGap"),
    ("spacing", "margin"),
    ("spacing", "padding"),
    ("typography", "lineHeight"),
    ("typography", "textColumns"),
)
_DEFAULT_VIEWPORTS: Final = {"mobile": "480px", "tablet": "782px"}


@dataclass(frozen=True)
class Theme:
    """The merged theme.json of a site."""

    settings: JsonObject = field(default_factory=dict)
    styles: JsonObject = field(default_factory=dict)
    has_theme_json: bool = True
    """Whether the theme brings a theme.json; classic themes get older markup around groups and images."""

    @cached_property
    def viewports(self) -> dict[str, str]:
        """The media query of each named viewport, as `@mobile`."""
        return viewport_queries(self.settings.get("viewport"))


def merge(*layers: JsonObject, has_theme_json: bool = True) -> Theme:
    """Merge theme.json documents, the core defaults first; presets stay apart by origin.

    The layers are the theme's, its style variation's and the user's: `merge(core_theme_json(), theme, user)`.
    """
    merged: JsonObject = {}
    for index, layer in enumerate(layers):
        origin = ORIGINS[min(index, len(ORIGINS) - 1)]
        merged = _merged(merged, _with_origins(_with_appearance_tools(layer), origin))
    return Theme(mapping(merged, "settings"), mapping(merged, "styles"), has_theme_json)


@cache
def core_theme_json() -> JsonObject:
    """The theme.json that WordPress 7.1 puts below every theme."""
    text = resources.files("engine.content.styles").joinpath("core.json").read_text("utf-8")
    found: JsonObject = json.loads(text)
    return found


def preset(theme: Theme, path: tuple[str, str], slug: str, *, block: str = "") -> JsonObject:
    """A preset by its slug, the user's before the theme's before WordPress's; empty where there is none."""
    for settings in (mapping(theme.settings, "blocks", block), theme.settings):
        presets = at(settings, *path)
        for origin in reversed(ORIGINS):
            entries = at(presets, origin)
            for entry in entries if isinstance(entries, list) else []:
                if at(entry, "slug") == slug:
                    return mapping(entry)
    return {}


def viewport_queries(settings: JsonValue, *, with_desktop: bool = False) -> dict[str, str]:
    """The media query per viewport name; a theme may set other widths in px, em or rem."""
    widths = _viewport_widths(settings)
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


def _viewport_widths(settings: JsonValue) -> dict[str, str]:
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


def _with_appearance_tools(layer: JsonObject) -> JsonObject:
    """`appearanceTools` switches on what the layer does not set itself, for the site and for single blocks."""
    settings = mapping(layer, "settings")
    opened = _opened(settings)
    blocks = {name: _opened(mapping(value)) for name, value in mapping(settings, "blocks").items()}
    if blocks:
        opened = {**opened, "blocks": blocks}
    return {**layer, "settings": opened}


def _opened(settings: JsonObject) -> JsonObject:
    if is_empty(settings.get("appearanceTools")):
        return settings
    opened: dict[str, JsonValue] = dict(settings)
    for group, feature in _APPEARANCE_TOOLS:
        values = mapping(opened, group)
        if feature not in values:
            opened[group] = {**values, feature: True}
    del opened["appearanceTools"]
    return opened


def _with_origins(layer: JsonObject, origin: str) -> JsonObject:
    settings = _presets_by_origin(mapping(layer, "settings"), origin)
    blocks = {
        name: _presets_by_origin(mapping(value), origin)
        for name, value in mapping(settings, "blocks").items()
    }
    if blocks:
        settings = {**settings, "blocks": blocks}
    return {**layer, "settings": settings}


def _presets_by_origin(settings: JsonObject, origin: str) -> JsonObject:
    changed: dict[str, JsonValue] = dict(settings)
    for group, name in _PRESETS:
        presets = at(changed, group, name)
        if isinstance(presets, list):
            changed[group] = {**mapping(changed, group), name: {origin: presets}}
    return changed


def _merged(below: JsonObject, above: JsonObject) -> JsonObject:
    """Objects merge key by key, lists and plain values are replaced."""
    merged = dict(below)
    for key, value in above.items():
        own = merged.get(key)
        merged[key] = (
            _merged(own, value) if isinstance(own, Mapping) and isinstance(value, Mapping) else value
        )
    return merged
