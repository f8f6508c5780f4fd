"""Which style of a block makes which CSS property and class: the style engine's table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class Kind(Enum):
    """How a style's value is read."""

    VALUE = auto()
    """A text, or an object of sides where the property has an individual form."""
    SIDE = auto()
    """An object of border properties of one side."""
    URL = auto()
    """A text or an object with a URL."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One style: where it stands in the style object and what it becomes."""

    path: tuple[str, ...]
    property: str
    individual: str = ""
    presets: tuple[str, ...] = ()
    """Kinds of presets that may stand as `var:preset|kind|slug`."""
    classes: tuple[str, ...] = ()
    """Classes that are added for any value."""
    preset_class: str = ""
    kind: Kind = Kind.VALUE


def _side(name: str) -> Definition:
    return Definition(("border", name), "", presets=("color",), kind=Kind.SIDE)


DEFINITIONS: Final[dict[str, tuple[Definition, ...]]] = {
    "background": (
        Definition(("background", "backgroundImage"), "background-image", kind=Kind.URL),
        Definition(("background", "backgroundPosition"), "background-position"),
        Definition(("background", "backgroundRepeat"), "background-repeat"),
        Definition(("background", "backgroundSize"), "background-size"),
        Definition(("background", "backgroundAttachment"), "background-attachment"),
        Definition(
            ("background", "gradient"), "background-image", presets=("gradient",), classes=("has-background",)
        ),
    ),
    "color": (
        Definition(
            ("color", "text"),
            "color",
            presets=("color",),
            classes=("has-text-color",),
            preset_class="has-{}-color",
        ),
        Definition(
            ("color", "background"),
            "background-color",
            presets=("color",),
            classes=("has-background",),
            preset_class="has-{}-background-color",
        ),
        Definition(
            ("color", "gradient"),
            "background",
            presets=("gradient",),
            classes=("has-background",),
            preset_class="has-{}-gradient-background",
        ),
    ),
    "border": (
        Definition(
            ("border", "color"),
            "border-color",
            "border-{}-color",
            classes=("has-border-color",),
            preset_class="has-{}-border-color",
        ),
        Definition(("border", "radius"), "border-radius", "border-{}-radius", presets=("border-radius",)),
        Definition(("border", "style"), "border-style", "border-{}-style"),
        Definition(("border", "width"), "border-width", "border-{}-width"),
        _side("top"),
        _side("right"),
        _side("bottom"),
        _side("left"),
    ),
    "shadow": (Definition(("shadow",), "box-shadow", presets=("shadow",)),),
    "dimensions": (
        Definition(("dimensions", "aspectRatio"), "aspect-ratio", classes=("has-aspect-ratio",)),
        Definition(("dimensions", "height"), "height", presets=("dimension",)),
        Definition(("dimensions", "minHeight"), "min-height", presets=("dimension",)),
        Definition(("dimensions", "minWidth"), "min-width", presets=("dimension",)),
        Definition(("dimensions", "objectFit"), "object-fit"),
        Definition(("dimensions", "width"), "width", presets=("dimension",)),
    ),
    "spacing": (
        Definition(("spacing", "padding"), "padding", "padding-{}", presets=("spacing",)),
        Definition(("spacing", "margin"), "margin", "margin-{}", presets=("spacing",)),
    ),
    "typography": (
        Definition(
            ("typography", "fontSize"), "font-size", presets=("font-size",), preset_class="has-{}-font-size"
        ),
        Definition(
            ("typography", "fontFamily"),
            "font-family",
            presets=("font-family",),
            preset_class="has-{}-font-family",
        ),
        Definition(("typography", "fontStyle"), "font-style"),
        Definition(("typography", "fontWeight"), "font-weight"),
        Definition(("typography", "lineHeight"), "line-height"),
        Definition(("typography", "textColumns"), "column-count"),
        Definition(("typography", "textDecoration"), "text-decoration"),
        Definition(("typography", "textIndent"), "text-indent"),
        Definition(("typography", "textTransform"), "text-transform"),
        Definition(("typography", "letterSpacing"), "letter-spacing"),
        Definition(("typography", "writingMode"), "writing-mode"),
    ),
}
