"""What a theme supports, as its code registers it (`add_theme_support`), in the terms of theme.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from engine.content.json_values import at, is_numeric, to_text
from engine.content.styles.documents import VERSION

if TYPE_CHECKING:
    from engine.content.json_values import JsonObject, JsonValue

_BORDER: Final = ("color", "radius", "style", "width")
_UNITS: Final = ("px", "em", "rem", "vh", "vw", "%")
# Features with presets: where they stand, and the setting by which WordPress's own are offered beside them.
_PRESETS: Final = (
    ("editor-color-palette", "color", "palette", "defaultPalette", "default-color-palette"),
    ("editor-gradient-presets", "color", "gradients", "defaultGradients", "default-gradient-presets"),
    ("editor-font-sizes", "typography", "fontSizes", "defaultFontSizes", "default-font-sizes"),
    ("editor-spacing-sizes", "spacing", "spacingSizes", "defaultSpacingSizes", "default-spacing-sizes"),
)
# Features that switch something on or off.
_SWITCHES: Final = (
    ("disable-custom-colors", "color", "custom", False),
    ("disable-custom-gradients", "color", "customGradient", False),
    ("disable-custom-font-sizes", "typography", "customFontSize", False),
    ("custom-line-height", "typography", "lineHeight", True),
    ("custom-spacing", "spacing", "padding", True),
)


def document_of(features: Mapping[str, JsonValue], *, has_theme_json: bool) -> JsonObject:
    """A document below the theme's own theme.json; empty where the theme supports nothing that such a one can say."""
    made: dict[str, dict[str, JsonValue]] = {}
    for feature, group, setting, value in _SWITCHES:
        if features.get(feature):
            made.setdefault(group, {})[setting] = value
    for feature, group, setting, beside, keeps in _PRESETS:
        presets = features.get(feature)
        if isinstance(presets, list):
            made.setdefault(group, {})[setting] = [_with_unit(one) for one in presets]
            if not has_theme_json:
                made[group][beside] = bool(features.get(keeps))
    units = features.get("custom-units")
    if units:
        made.setdefault("spacing", {})["units"] = list(_UNITS) if units is True else units
    whole: dict[str, JsonValue] = dict(made)
    if not has_theme_json:
        whole["color"] = {**made.get("color", {}), **_colours_of_classic(features)}
        if features.get("border"):
            whole["border"] = dict.fromkeys(_BORDER, True)
        if features.get("appearance-tools"):
            whole["appearanceTools"] = True
    return {"version": VERSION, "settings": whole} if whole else {}


def _colours_of_classic(features: Mapping[str, JsonValue]) -> JsonObject:
    """What themes without a theme.json say of colours besides: none of them has two-coloured images of its own."""
    return {"defaultDuotone": False, **({"link": True} if features.get("link-color") else {})}


def _with_unit(preset: JsonValue) -> JsonValue:
    """A preset whose size, where it is a mere number, is one of pixels."""
    size = at(preset, "size")
    if isinstance(preset, Mapping) and is_numeric(size):
        return {**preset, "size": f"{to_text(size)}px"}
    return preset
