"""The kinds of presets in theme.json: where they stand, and the CSS variables and classes that they become."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

PRESET_PREFIX: Final = "--wp--preset--"
"""What the custom properties of all presets begin with."""

_VARIABLE: Final = re.compile(rf"{PRESET_PREFIX}([\w-]+)")
_CLASS: Final = re.compile(r"has-[\w-]+")


def variables_in(text: str) -> list[str]:
    """The custom properties of presets that a text names, without what all have in front."""
    return _VARIABLE.findall(text)


def classes_in(html: str) -> list[str]:
    """What may be classes of presets in a page."""
    return _CLASS.findall(html)


@dataclass(frozen=True, slots=True)
class Presets:
    """One kind: its list stands at `settings.group.name`, the value of each entry under `value`."""

    group: str
    name: str
    value: str = ""
    variable: str = ""
    """`--wp--preset--{variable}--{slug}`; empty for what is no value of CSS."""
    classes: tuple[tuple[str, str], ...] = ()
    """Names of classes, with `{}` for the slug, and the property that each sets."""
    beside: str = ""
    """The setting by which WordPress's own stand beside the theme's, which then may not have their slugs."""
    takes_names: bool = False
    """Whether entries without a name have that of WordPress's entry with their slug."""

    def variable_of(self, slug: str) -> str:
        """The custom property of an entry."""
        return f"{PRESET_PREFIX}{self.variable}--{slug}"


PRESETS: Final = (
    Presets("dimensions", "aspectRatios", "ratio", "aspect-ratio", beside="defaultAspectRatios"),
    Presets(
        "color",
        "palette",
        "color",
        "color",
        (
            ("has-{}-color", "color"),
            ("has-{}-background-color", "background-color"),
            ("has-{}-border-color", "border-color"),
        ),
        beside="defaultPalette",
    ),
    Presets(
        "color",
        "gradients",
        "gradient",
        "gradient",
        (("has-{}-gradient-background", "background"),),
        beside="defaultGradients",
    ),
    Presets("color", "duotone", beside="defaultDuotone"),
    Presets(
        "typography",
        "fontSizes",
        "size",
        "font-size",
        (("has-{}-font-size", "font-size"),),
        beside="defaultFontSizes",
        takes_names=True,
    ),
    Presets(
        "typography",
        "fontFamilies",
        "fontFamily",
        "font-family",
        (("has-{}-font-family", "font-family"),),
    ),
    Presets("spacing", "spacingSizes", "size", "spacing", beside="defaultSpacingSizes", takes_names=True),
    Presets("shadow", "presets", "shadow", "shadow", beside="defaultPresets"),
    Presets("border", "radiusSizes", "size", "border-radius"),
    Presets("dimensions", "dimensionSizes", "size", "dimension"),
)
"""All kinds, in the order in which a sheet has their variables."""
