"""Two-coloured images."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engine.content.blocks.types import css_selector
from engine.content.json_values import at, to_text
from engine.content.markup import add_classes
from engine.content.slugs import sanitize_key
from engine.content.styles.documents import ORIGINS
from engine.content.styles.names import kebab_case

if TYPE_CHECKING:
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering
    from engine.content.blocks.types import BlockType
    from engine.content.json_values import JsonValue
    from engine.content.styles.theme import Theme

_PRESET: Final = re.compile(r"var:preset\|duotone\|(\S+)|var\(--wp--preset--duotone--(\S+)\)")


def apply(instance: Instance, html: str, rendering: Rendering) -> str:
    """Name the filter on the first tag and collect its rule (`WP_Duotone::render_duotone_support`)."""
    if instance.type is None or not instance.type.has_support("filter", "duotone"):
        return html
    value = at(instance.style, "color", "duotone")
    if value is None:
        value = at(rendering.theme.styles, "blocks", instance.name, "filter", "duotone")
    name, effect, colours = _filter(value, rendering)
    if not name:
        return html
    if colours:
        rendering.carried.filters[name] = colours
    selector = ", ".join(f".{name}{part.strip()}" for part in _selector(instance.type).split(","))
    rendering.carried.duotone[selector] = effect
    return add_classes(html, name)


def _selector(block_type: BlockType) -> str:
    own = css_selector(block_type, "filter", "duotone")
    return own or css_selector(block_type)


def _filter(value: JsonValue, rendering: Rendering) -> tuple[str, str, tuple[str, ...]]:
    """The class, the CSS filter and the colours of a preset, a CSS value or a pair of colours."""
    if isinstance(value, str):
        found = _PRESET.search(value)
        slug = (found[1] or found[2]) if found else ""
        presets = _presets(rendering.theme)
        if slug and slug in presets:
            return f"wp-duotone-{slug}", f"var(--wp--preset--duotone--{slug})", presets[slug]
        return f"wp-duotone-{rendering.ids.next(sanitize_key(value + '-'))}", value, ()
    if isinstance(value, list):
        colours = tuple(to_text(colour) for colour in value)
        name = f"wp-duotone-{rendering.ids.next(sanitize_key('-'.join(colours) + '-'))}"
        return name, f"url(#{name})", colours
    return "", "", ()


def _presets(theme: Theme) -> dict[str, tuple[str, ...]]:
    found = (at(theme.settings, "color", "duotone", origin) for origin in ORIGINS)
    return {
        kebab_case(to_text(at(item, "slug"))): tuple(map(to_text, listed))
        for items in found
        if isinstance(items, list)
        for item in items
        if isinstance(listed := at(item, "colors"), list)
    }
