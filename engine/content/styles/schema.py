"""What theme.json may say: every key that means something to WordPress, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.content.styles.elements import BLOCK_STATES, ELEMENT_STATES, ELEMENTS, OWN_STATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.content.json_values import JsonObject, JsonValue

Keys: TypeAlias = "Mapping[str, Keys | type[bool] | None]"
"""The keys of an object: None takes any value, `bool` a truth, keys in turn an object of those."""

TOP: Final = frozenset(
    """
    blockTypes customTemplates description patterns settings slug styles templateParts title version
    """.split()  # noqa: SIM905  # a table of names reads best as a paragraph
)


def _any(names: str) -> dict[str, None]:
    return dict.fromkeys(names.split())


_BLOCK_SETTINGS: Final[Keys] = {
    **_any("appearanceTools useRootPaddingAwareAlignments custom"),
    "background": _any("backgroundImage backgroundSize gradient"),
    "border": _any("color radius radiusSizes style width"),
    "color": _any(
        "background custom customDuotone customGradient defaultDuotone defaultGradients defaultPalette duotone gradients "
        "link heading button caption palette text"
    ),
    "dimensions": _any(
        "aspectRatio aspectRatios defaultAspectRatios dimensionSizes height minHeight minWidth width"
    ),
    "layout": _any("contentSize wideSize allowEditing allowCustomContentAndWideSize"),
    "lightbox": {"enabled": bool, "allowEditing": bool},
    "position": _any("fixed sticky"),
    "spacing": _any(
        "customSpacingSize defaultSpacingSizes spacingSizes spacingScale blockGap margin padding units"
    ),
    "shadow": _any("presets defaultPresets"),
    "typography": _any(
        "fluid customFontSize defaultFontSizes dropCap fontFamilies fontSizes fontStyle fontWeight letterSpacing "
        "lineHeight textAlign textColumns textDecoration textIndent textTransform writingMode"
    ),
}
_SETTINGS: Final[Keys] = {
    **_BLOCK_SETTINGS,
    "blockVisibility": {"allowEditing": bool},
    "viewport": _any("mobile tablet"),
}
_STYLE: Final[Keys] = {
    "background": _any(
        "backgroundImage backgroundPosition backgroundRepeat backgroundSize backgroundAttachment gradient"
    ),
    "border": _any("color radius style width top right bottom left"),
    "color": _any("background gradient text"),
    "dimensions": _any("aspectRatio height minHeight minWidth width"),
    "filter": _any("duotone"),
    "outline": _any("color offset style width"),
    "shadow": None,
    "spacing": _any("margin padding blockGap"),
    "typography": _any(
        "fontFamily fontSize fontStyle fontWeight letterSpacing lineHeight textAlign textColumns textDecoration "
        "textIndent textShadow textTransform writingMode"
    ),
    "css": None,
}


def known_settings(settings: JsonObject, blocks: Iterable[str]) -> JsonObject:
    """What is known of settings, for the site and for these blocks."""
    return _kept(settings, {**_SETTINGS, "blocks": dict.fromkeys(blocks, _BLOCK_SETTINGS)})


def known_styles(
    styles: JsonObject, blocks: Mapping[str, Iterable[str]], screens: Iterable[str]
) -> JsonObject:
    """What is known of styles; `blocks` has the names of each block's styles, `screens` those of narrow screens."""
    narrow = tuple(screens)
    elements = {name: _element(name, narrow) for name in ELEMENTS}
    plain: dict[str, Keys] = {name: _block(name, elements, narrow) for name in blocks}
    whole: dict[str, Keys] = {
        name: {
            **plain[name],
            "variations": dict.fromkeys(own, _variation(name, elements, plain, narrow)),
        }
        for name, own in blocks.items()
    }
    return _kept(styles, {**_STYLE, "elements": elements, "blocks": whole})


def _element(name: str, screens: tuple[str, ...]) -> Keys:
    return {**_STYLE, **dict.fromkeys((*ELEMENT_STATES.get(name, ()), *screens), _STYLE)}


def _block(name: str, elements: Mapping[str, Keys], screens: tuple[str, ...]) -> Keys:
    states = dict.fromkeys(BLOCK_STATES.get(name, ()), _STYLE)
    return {
        **_STYLE,
        "elements": elements,
        **{screen: {**_STYLE, "elements": elements, **states} for screen in screens},
        **states,
        **{state: {**_STYLE, **states} for state in OWN_STATES.get(name, ())},
    }


def _variation(
    name: str, elements: Mapping[str, Keys], blocks: Mapping[str, Keys], screens: tuple[str, ...]
) -> Keys:
    states = dict.fromkeys(BLOCK_STATES.get(name, ()), _STYLE)
    own: Keys = {**_STYLE, "elements": elements, "blocks": blocks, **states}
    return {**own, **dict.fromkeys(screens, own)}


def _kept(value: JsonObject, keys: Keys) -> JsonObject:
    """The object without keys that are not known, and without objects in which nothing is left."""
    kept: dict[str, JsonValue] = {}
    for key, item in value.items():
        if key not in keys:
            continue
        known = keys[key]
        if known is None or (known is bool and isinstance(item, bool)):
            kept[key] = item
        elif isinstance(known, Mapping) and isinstance(item, Mapping):
            inner = _kept(item, known)
            if inner:
                kept[key] = inner
    return kept
