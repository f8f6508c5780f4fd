"""The style engine: a block's style object becomes class names and declarations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.content.json_values import at, is_empty
from engine.content.styles.declarations import Declarations, to_css
from engine.content.styles.definitions import DEFINITIONS, Definition, Kind
from engine.content.styles.names import kebab_case, preset_slug

if TYPE_CHECKING:
    from engine.content.json_values import JsonObject, JsonValue

_BORDER_INDIVIDUAL = {item.path[1]: item.individual for item in DEFINITIONS["border"] if item.individual}


@dataclass(frozen=True, slots=True)
class Styles:
    """What a style object comes to."""

    classes: tuple[str, ...]
    declarations: Declarations

    @property
    def css(self) -> str:
        """The declarations as the text of a style attribute."""
        return to_css(self.declarations)


def compute(style: JsonObject, *, presets_as_classes: bool = False) -> Styles:
    """WordPress's `wp_style_engine_get_styles`; with `presets_as_classes` a preset makes a class and no declaration."""
    classes: list[str] = []
    declarations: dict[str, JsonValue] = {}
    for group, definitions in DEFINITIONS.items():
        given = style.get(group)
        if is_empty(given) or (type(given) is dict and not any(given.values())):
            continue
        for definition in definitions:
            value = at(style, *definition.path)
            if value != "0" and is_empty(value):
                continue
            classes += _classes(value, definition)
            found = _declarations(value, definition, presets_as_classes=presets_as_classes)
            _stack_background(found, declarations)
            declarations.update(found)
    return Styles(tuple(dict.fromkeys(classes)), declarations)


def _stack_background(found: dict[str, JsonValue], declarations: Mapping[str, JsonValue]) -> None:
    """A gradient lies above the image that was declared before it."""
    image = "background-image"
    if isinstance(found.get(image), str) and isinstance(declarations.get(image), str):
        found[image] = f"{found[image]}, {declarations[image]}"


def _classes(value: JsonValue, definition: Definition) -> list[str]:
    if is_empty(value):
        return []
    classes = list(definition.classes)
    if definition.preset_class:
        kind = _class_preset(definition)
        slug = preset_slug(value, kind)
        if slug and slug != "0":
            classes.append(definition.preset_class.format(slug))
    return classes


def _class_preset(definition: Definition) -> str:
    return definition.presets[0] if definition.presets else "color"


def _declarations(
    value: JsonValue, definition: Definition, *, presets_as_classes: bool
) -> dict[str, JsonValue]:
    if definition.kind is Kind.SIDE:
        return _side_declarations(value, definition, presets_as_classes=presets_as_classes)
    if definition.kind is Kind.URL:
        return _url_declaration(value, definition)
    if isinstance(value, str) and "var:" in value:
        preset = "" if presets_as_classes else _preset(value, definition)
        return {definition.property: preset} if preset else {}
    if isinstance(value, Mapping):
        return _individual(value, definition, presets_as_classes=presets_as_classes)
    return {definition.property: value}


def _individual(
    value: JsonObject, definition: Definition, *, presets_as_classes: bool
) -> dict[str, JsonValue]:
    if not definition.individual:
        return {}
    found: dict[str, JsonValue] = {}
    for key, item in value.items():
        given = item
        if isinstance(item, str) and "var:" in item and not presets_as_classes and definition.presets:
            given = _preset(item, definition)
        if given == "0" or not is_empty(given):
            found[definition.individual.format(kebab_case(key))] = given
    return found


def _side_declarations(
    value: JsonValue, definition: Definition, *, presets_as_classes: bool
) -> dict[str, JsonValue]:
    if not isinstance(value, Mapping):
        return {}
    found: dict[str, JsonValue] = {}
    for key, item in value.items():
        if is_empty(item) or key not in _BORDER_INDIVIDUAL:
            continue
        given = item
        if isinstance(item, str) and "var:" in item and not presets_as_classes:
            given = _preset(item, definition)
        found[_BORDER_INDIVIDUAL[key].format(definition.path[1])] = given
    return found


def _url_declaration(value: JsonValue, definition: Definition) -> dict[str, JsonValue]:
    url = at(value, "url")
    if isinstance(url, str) and not is_empty(url):
        return {definition.property: f"url('{url}')"}
    return {definition.property: value} if isinstance(value, str) else {}


def _preset(value: str, definition: Definition) -> str:
    for kind in definition.presets:
        slug = preset_slug(value, kind)
        if slug:
            return f"var(--wp--preset--{kind}--{slug})"
    return ""
