"""What a site's design settles for rendering: settings and styles of WordPress, blocks, theme and site as one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

from engine.content.json_values import at, mapping
from engine.content.styles.documents import ORIGINS, merged
from engine.content.styles.viewports import viewport_queries

if TYPE_CHECKING:
    from engine.content.json_values import JsonObject


@dataclass(frozen=True)
class Theme:
    """The merged theme.json of a site."""

    settings: JsonObject = field(default_factory=dict)
    styles: JsonObject = field(default_factory=dict)
    has_theme_json: bool = True
    """Whether the theme brings a theme.json; classic themes get older markup around groups and images."""
    has_layouts: bool = True
    """Whether pages carry the rules of layouts; a theme with `disable-layout-styles` has its own."""

    @cached_property
    def viewports(self) -> dict[str, str]:
        """The media query of each named viewport, as `@mobile`."""
        return viewport_queries(self.settings.get("viewport"))

    @property
    def document(self) -> JsonObject:
        """The whole, for references from one place of it to another."""
        return {"settings": self.settings, "styles": self.styles}


def merge(*layers: JsonObject, has_theme_json: bool = True, has_layouts: bool = True) -> Theme:
    """A theme of clean documents, the least of them first."""
    whole = merged(layers)
    return Theme(mapping(whole, "settings"), mapping(whole, "styles"), has_theme_json, has_layouts)


@cache
def core_theme_json() -> JsonObject:
    """The theme.json that WordPress 7.1 puts below every theme."""
    text = resources.files("engine.content.styles").joinpath("core.json").read_text("utf-8")
    found: JsonObject = json.loads(text)
    return found


def preset(theme: Theme, path: tuple[str, str], slug: str, *, block: str = "") -> JsonObject:
    """A preset by its slug, the site's before the theme's before WordPress's; empty where there is none."""
    for settings in (mapping(theme.settings, "blocks", block), theme.settings):
        presets = at(settings, *path)
        for origin in reversed(ORIGINS):
            entries = at(presets, origin)
            for entry in entries if isinstance(entries, list) else []:
                if at(entry, "slug") == slug:
                    return mapping(entry)
    return {}
