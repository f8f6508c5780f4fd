"""theme.json as the editor asks for it: WordPress's, the blocks' and the theme's settings and styles in one."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from engine.content.blocks.types import core_types
from engine.content.json_values import at, is_empty, mapping
from engine.content.styles.theme import core_theme_json, merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.content.blocks.types import BlockType
    from engine.content.json_values import JsonObject, JsonValue

# Presets, and the setting by which a theme lets WordPress's own stand beside its own: then none may have their slugs.
_BESIDE_DEFAULTS = (
    ("color", "palette", "defaultPalette"),
    ("color", "gradients", "defaultGradients"),
    ("color", "duotone", "defaultDuotone"),
    ("dimensions", "aspectRatios", "defaultAspectRatios"),
    ("spacing", "spacingSizes", "defaultSpacingSizes"),
    ("typography", "fontSizes", "defaultFontSizes"),
    ("shadow", "presets", "defaultPresets"),
)
# The parts of a document that mean something to WordPress.
_KNOWN = (
    "blockTypes", "customTemplates", "description", "patterns", "settings", "slug", "styles", "templateParts", "title",
    "version",
)  # fmt: skip
_MOST_STEPS = 100


@lru_cache(maxsize=8)
def published(theme_json: str) -> tuple[JsonObject, JsonObject]:
    """Settings and styles of a theme, whose theme.json is '' where it has none."""
    theme = json.loads(theme_json) if theme_json else {}
    merged = merge(_with_blocks(_with_scale(core_theme_json(), "default")), _with_scale(theme, "theme"))
    settings = {"appearanceTools": False, **merged.settings}
    for group, name, shown in _BESIDE_DEFAULTS:
        presets = mapping(settings, group, name)
        if not is_empty(at(settings, group, shown)) and "theme" in presets:
            kept = _without_slugs(presets["theme"], presets.get("default"))
            settings[group] = {**mapping(settings, group), name: {**presets, "theme": kept}}
    return settings, merged.styles


def of_user(config: JsonObject) -> tuple[JsonObject, JsonObject]:
    """Settings and styles that somebody made for a site: presets of theirs stand apart by their origin."""
    origins = merge({}, {}, _known(config))
    return origins.settings, origins.styles


def variation(document: JsonObject, name: str) -> dict[str, JsonValue]:
    """A theme's style variation as it is offered; one without a title goes by its file's name."""
    shown = dict(_known(document))
    if "settings" in shown:
        shown["settings"] = merge({}, {"settings": shown["settings"]}).settings
    return {**shown, "title": shown.get("title") or name}


def _known(document: JsonObject) -> JsonObject:
    return {key: value for key, value in document.items() if key in _KNOWN}


def _with_blocks(document: JsonObject) -> JsonObject:
    """What blocks declare of their own looks; a gap of theirs is only marked, for its value is the layout's."""
    styles = mapping(document, "styles")
    blocks = dict(mapping(styles, "blocks"))
    for kind in core_types():
        own = _own_style(kind)
        if own:
            blocks[kind.name] = {**own, **mapping(blocks, kind.name)}
    return {**document, "styles": {**styles, "blocks": blocks}}


def _own_style(kind: BlockType) -> dict[str, JsonValue]:
    style = dict(mapping(kind.supports, "__experimentalStyle"))
    if at(kind.supports, "spacing", "blockGap", "__experimentalDefault") is not None:
        style["spacing"] = {"blockGap": None, **mapping(style, "spacing")}
    return style


def _without_slugs(presets: JsonValue, taken: JsonValue) -> list[JsonValue]:
    slugs = {at(one, "slug") for one in _listed(taken)}
    return [one for one in _listed(presets) if at(one, "slug") not in slugs]


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


# Sizes of spacing by a rule.


def _with_scale(document: JsonObject, origin: str) -> JsonObject:
    """The scale under its origin, and the sizes that it makes, unless there are sizes already."""
    spacing = mapping(document, "settings", "spacing")
    scale = mapping(spacing, "spacingScale")
    if not scale:
        return document
    made: dict[str, Any] = {**spacing, "spacingScale": {origin: scale}}
    if "spacingSizes" not in spacing:
        made["spacingSizes"] = list(_sizes(scale))
    return {**document, "settings": {**mapping(document, "settings"), "spacing": made}}


def _sizes(scale: Mapping[str, Any]) -> Iterator[dict[str, JsonValue]]:
    """As many sizes as the scale has steps, named like shirts, the medium one in their middle."""
    steps, increment, medium = (scale.get(name) for name in ("steps", "increment", "mediumStep"))
    numbers = [one for one in (steps, increment, medium) if isinstance(one, int | float)]
    unit = scale.get("unit")
    if len(numbers) < 3 or unit not in {"px", "em", "rem", "%", "vh", "vw", "svw", "lvw", "dvw"}:
        return
    count = min(int(numbers[0]), _MOST_STEPS)
    middle = (count + 1) // 2
    adds = scale.get("operator") == "+"
    for step in range(1, count + 1):
        away = step - middle
        size = numbers[2] + away * numbers[1] if adds else numbers[2] * numbers[1] ** away
        yield {"name": _shirt(away), "slug": str(50 + 10 * away), "size": f"{_rounded(size)}{unit}"}


def _rounded(size: float) -> str:
    return f"{size + 1e-9:.2f}".rstrip("0").rstrip(".")


def _shirt(away: int) -> str:
    if not away:
        return "Medium"
    side = "Large" if away > 0 else "Small"
    times = abs(away) - 1
    return side if not times else f"X-{side}" if times == 1 else f"{times}X-{side}"
