"""Documents of theme.json: one of them cleaned, and several laid over each other (WP_Theme_JSON)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from engine.content.json_values import at, is_empty, mapping, string
from engine.content.styles.presets import PRESETS
from engine.content.styles.schema import TOP, known_settings, known_styles
from engine.content.styles.spacing_scale import with_sizes
from engine.content.styles.viewports import viewport_queries, viewport_widths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.content.json_values import JsonObject, JsonValue
    from engine.content.styles.presets import Presets

VERSION: Final = 3
ORIGINS: Final = ("default", "blocks", "theme", "custom")
"""Who says something, the least first: WordPress, the blocks, the theme, the site itself."""

Blocks = Mapping[str, tuple[str, ...]]
"""The blocks that there are, with the names of their block styles."""

# What `appearanceTools` switches on.
_APPEARANCE_TOOLS: Final = {
    "background": ("backgroundImage", "backgroundSize", "gradient"),
    "border": ("color", "radius", "style", "width"),
    "color": ("link", "heading", "button", "caption"),
    "dimensions": ("aspectRatio", "height", "minHeight", "minWidth", "width"),
    "position": ("sticky",),
    "spacing": ("blockGap", "margin", "padding"),
    "typography": ("lineHeight", "textColumns"),
}
_RENAMED_IN_2: Final = (
    ("border", "customRadius", "radius"),
    ("spacing", "customMargin", "margin"),
    ("spacing", "customPadding", "padding"),
    ("typography", "customLineHeight", "lineHeight"),
)
_DEEPEST: Final = 24


def cleaned(document: JsonObject, origin: str, blocks: Blocks) -> JsonObject:
    """A document as WordPress understands it: of today's version, with known keys, presets under their origin."""
    current = _current(document, origin)
    kept: dict[str, JsonValue] = {key: value for key, value in current.items() if key in TOP}
    settings, styles = mapping(current, "settings"), mapping(current, "styles")
    screens = viewport_queries(settings.get("viewport"))
    known = {
        "settings": known_settings(settings, blocks),
        "styles": known_styles(_with_shared_variations(styles, blocks), blocks, screens),
    }
    if "viewport" in settings:
        known["settings"] = {**known["settings"], "viewport": viewport_widths(settings["viewport"])}
    for part, value in known.items():
        kept.pop(part, None)
        if value:
            kept[part] = _with_variables(value, 0)
    settings = mapping(kept, "settings")
    return {**kept, "settings": _arranged(settings, origin)} if settings else kept


def merged(layers: Iterable[JsonObject]) -> JsonObject:
    """Documents that are clean, laid over each other; the last has the last word."""
    whole: JsonObject = {}
    for layer in layers:
        whole = _laid_over(whole, layer)
    return whole


def raw_merged(below: JsonObject, above: JsonObject) -> JsonObject:
    """The documents of a parent theme and its child as one."""
    return joined(_current(below, "theme"), _current(above, "theme"))


# One document.


def _current(document: JsonObject, origin: str) -> JsonObject:
    """The document in today's terms; one that does not say its version says nothing."""
    version = document.get("version")
    if version is None:
        return {"version": VERSION}
    made = dict(document)
    if version == 1 and isinstance(made.get("settings"), Mapping):
        settings = _renamed(mapping(made, "settings"))
        blocks = {name: _renamed(mapping(one)) for name, one in mapping(settings, "blocks").items()}
        made["settings"] = {**settings, "blocks": blocks} if blocks else settings
    if version in {1, 2} and origin != "custom":
        made["settings"] = _alone(mapping(made, "settings"))
    return {**made, "version": VERSION}


def _renamed(settings: JsonObject) -> JsonObject:
    made: dict[str, JsonValue] = dict(settings)
    for group, old, new in _RENAMED_IN_2:
        values = dict(mapping(made, group))
        if values.get(old) is not None:
            made[group] = {**{key: one for key, one in values.items() if key != old}, new: values[old]}
    return made


def _alone(settings: JsonObject) -> JsonObject:
    """Before version 3, sizes of a theme stood in place of WordPress's, not beside them."""
    made: dict[str, JsonValue] = dict(settings)
    if at(made, "typography", "fontSizes") is not None:
        made["typography"] = {**mapping(made, "typography"), "defaultFontSizes": False}
    spacing = dict(mapping(made, "spacing"))
    if spacing.get("spacingSizes") is not None or spacing.get("spacingScale") is not None:
        spacing["defaultSpacingSizes"] = False
        if spacing.get("spacingSizes") is not None:
            spacing.pop("spacingScale", None)
        made["spacing"] = spacing
    return made


def _with_shared_variations(styles: JsonObject, blocks: Blocks) -> JsonObject:
    """Styles of a block style for all blocks that have one of its name, at each of these blocks."""
    shared = mapping(styles, "variations")
    rest = {key: value for key, value in styles.items() if key != "variations"}
    own: dict[str, JsonValue] = dict(mapping(styles, "blocks"))
    for block, names in blocks.items() if shared else ():
        found = {name: mapping(shared, name) for name in names if mapping(shared, name)}
        if found:
            node = mapping(own, block)
            own[block] = {**node, "variations": joined(found, mapping(node, "variations"))}
    return {**rest, "blocks": own} if own else rest


def _with_variables(value: JsonValue, depth: int) -> JsonValue:
    """Presets as the custom properties that they stand for; what is nested deeper than anything sensible is left out."""
    if isinstance(value, Mapping):
        return (
            {key: _with_variables(one, depth + 1) for key, one in value.items()} if depth < _DEEPEST else {}
        )
    if isinstance(value, list):
        return [_with_variables(one, depth + 1) for one in value] if depth < _DEEPEST else []
    if isinstance(value, str) and value.startswith("var:"):
        return f"var(--wp--{value.removeprefix('var:').replace('|', '--')})"
    return value


def _arranged(settings: JsonObject, origin: str) -> JsonObject:
    """Settings with all that they imply written out, presets under their origin."""
    made = _presets_by_origin(_opened(settings), origin)
    blocks: dict[str, JsonValue] = {
        name: _presets_by_origin(_opened(mapping(one)), origin)
        for name, one in mapping(settings, "blocks").items()
    }
    return _scaled({**made, "blocks": blocks} if blocks else made, origin)


def _scaled(settings: JsonObject, origin: str) -> JsonObject:
    """Settings with the sizes that a scale makes."""
    spacing = mapping(settings, "spacing")
    scale = mapping(spacing, "spacingScale")
    if not scale:
        return settings
    scales = scale if any(name in scale for name in ORIGINS) else {origin: scale}
    sizes = mapping(spacing, "spacingSizes")
    if mapping(scales, origin):
        sizes = {**sizes, origin: with_sizes(mapping(scales, origin), sizes.get(origin))}
    return {**settings, "spacing": {**spacing, "spacingScale": scales, "spacingSizes": sizes}}


def _opened(settings: JsonObject) -> JsonObject:
    """Settings with what `appearanceTools` switches on where they do not say otherwise."""
    if settings.get("appearanceTools") is not True:
        return settings
    opened: dict[str, JsonValue] = {key: one for key, one in settings.items() if key != "appearanceTools"}
    for group, features in _APPEARANCE_TOOLS.items():
        opened[group] = {**dict.fromkeys(features, True), **mapping(opened, group)}
    return opened


def _presets_by_origin(settings: JsonObject, origin: str) -> JsonObject:
    made: dict[str, JsonValue] = dict(settings)
    for kind in PRESETS:
        presets = at(made, kind.group, kind.name)
        if isinstance(presets, list):
            made[kind.group] = {**mapping(made, kind.group), kind.name: {origin: presets}}
    return made


# One over the other.


def joined(below: JsonObject, above: JsonObject) -> dict[str, JsonValue]:
    """Two objects as one: objects in them are joined key by key, lists and plain values replaced."""
    made = dict(below)
    for key, value in above.items():
        own = made.get(key)
        made[key] = joined(own, value) if isinstance(own, Mapping) and isinstance(value, Mapping) else value
    return made


def _laid_over(below: JsonObject, above: JsonObject) -> JsonObject:
    made = joined(below, above)
    if "settings" in above:
        made["settings"] = _settings_over(mapping(made, "settings"), mapping(above, "settings"))
    if "styles" in made:
        made["styles"] = _with_images(mapping(made, "styles"), mapping(above, "styles"))
    return made


def _settings_over(made: JsonObject, above: JsonObject) -> JsonObject:
    """The settings with the presets of the upper document chosen as it is to be, for the site and for its blocks."""
    above = _rescaled(made, above)
    whole = dict(_chosen(made, above, made))
    blocks = dict(mapping(made, "blocks"))
    for name, own in mapping(above, "blocks").items():
        blocks[name] = _chosen(mapping(blocks, name), mapping(own), made)
    return {**whole, "blocks": blocks} if blocks else whole


def _rescaled(made: JsonObject, above: JsonObject) -> JsonObject:
    """The upper settings with the sizes of its scale, which may leave out what those below it say."""
    spacing = mapping(above, "spacing")
    scales, sizes = mapping(spacing, "spacingScale"), dict(mapping(spacing, "spacingSizes"))
    flat: dict[str, JsonValue] = {}
    for origin in ORIGINS:
        flat |= mapping(made, "spacing", "spacingScale", origin)
        if mapping(scales, origin):
            flat |= mapping(scales, origin)
            sizes[origin] = with_sizes(flat, sizes.get(origin))
    return {**above, "spacing": {**spacing, "spacingSizes": sizes}} if sizes else above


def _chosen(node: JsonObject, above: JsonObject, site: JsonObject) -> JsonObject:
    made: dict[str, JsonValue] = dict(node)
    for kind in PRESETS:
        for origin, presets in mapping(above, kind.group, kind.name).items():
            if not isinstance(presets, list):
                continue
            own = list(_entries(presets, kind, node, site)) if origin == "theme" else presets
            group = mapping(made, kind.group)
            made[kind.group] = {**group, kind.name: {**mapping(group, kind.name), origin: own}}
    return made


def _entries(
    presets: list[JsonValue], kind: Presets, node: JsonObject, site: JsonObject
) -> Iterator[JsonValue]:
    """A theme's presets: beside WordPress's own none may have their slugs, and some have their names."""
    shown = at(node, kind.group, kind.beside)
    beside = not is_empty(at(site, kind.group, kind.beside) if shown is None else shown) and kind.beside
    taken = {at(one, "slug") for one in (*_defaults(site, kind), *_defaults(node, kind))} if beside else set()
    for one in presets:
        if at(one, "slug") is None or (beside and at(one, "slug") in taken):
            continue
        name = string(one, "name")
        if kind.takes_names and name is None:
            default = next((own for own in _defaults(node, kind) if at(own, "slug") == at(one, "slug")), None)
            name = string(default, "name")
            yield {**mapping(one), "name": name} if name else one
        else:
            yield one


def _defaults(settings: JsonObject, kind: Presets) -> list[JsonValue]:
    found = at(settings, kind.group, kind.name, "default")
    return found if isinstance(found, list) else []


def _with_images(styles: JsonObject, above: JsonObject) -> JsonObject:
    """An image behind the page or a block replaces the one below as a whole."""
    made: dict[str, JsonValue] = {**styles, **_image_of(styles, above)}
    blocks = dict(mapping(made, "blocks"))
    for name, own in mapping(above, "blocks").items():
        node = mapping(blocks, name)
        blocks[name] = {**node, **_image_of(node, mapping(own))}
    return {**made, "blocks": blocks} if blocks else made


def _image_of(node: JsonObject, above: JsonObject) -> dict[str, JsonValue]:
    image = at(above, "background", "backgroundImage")
    return {} if image is None else {"background": {**mapping(node, "background"), "backgroundImage": image}}
