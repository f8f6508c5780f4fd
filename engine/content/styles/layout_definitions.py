"""The kinds of layouts: the class of each, and what the whole page's sheet says of it and of its gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

Spaced: TypeAlias = tuple[str, tuple[tuple[str, str | None], ...]]
"""What comes behind the class in a selector, and declarations; None stands for the gap."""


@dataclass(frozen=True, slots=True)
class LayoutKind:
    """A kind of layout (`wp_get_layout_definitions`)."""

    class_name: str
    display: str = ""
    base: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    spacing: tuple[Spaced, ...] = ()
    aligns: bool = False
    """Whether its blocks can stand left, right or centred; classic themes have rules of their own for that."""


_CENTRED: Final = (("margin-left", "auto !important"), ("margin-right", "auto !important"))
_ALIGNED: Final = (
    (
        " > .alignleft",
        (("float", "left"), ("margin-inline-start", "0"), ("margin-inline-end", "2em")),
    ),
    (
        " > .alignright",
        (("float", "right"), ("margin-inline-start", "2em"), ("margin-inline-end", "0")),
    ),
    (" > .aligncenter", _CENTRED),
)
_CONSTRAINED: Final = (
    (
        " > :where(:not(.alignleft):not(.alignright):not(.alignfull))",
        (("max-width", "var(--wp--style--global--content-size)"), *_CENTRED),
    ),
    (" > .alignwide", (("max-width", "var(--wp--style--global--wide-size)"),)),
)
_STACKED: Final[tuple[Spaced, ...]] = (
    (" > :first-child", (("margin-block-start", "0"),)),
    (" > :last-child", (("margin-block-end", "0"),)),
    (" > *", (("margin-block-start", None), ("margin-block-end", "0"))),
)
_GAP: Final[tuple[Spaced, ...]] = (("", (("gap", None),)),)
_NO_MARGIN: Final = (" > :is(*, div)", (("margin", "0"),))

LAYOUT_KINDS: Final = {
    "default": LayoutKind("is-layout-flow", base=_ALIGNED, spacing=_STACKED, aligns=True),
    "constrained": LayoutKind(
        "is-layout-constrained", base=(*_ALIGNED, *_CONSTRAINED), spacing=_STACKED, aligns=True
    ),
    "flex": LayoutKind(
        "is-layout-flex",
        "flex",
        (("", (("flex-wrap", "wrap"), ("align-items", "center"))), _NO_MARGIN),
        _GAP,
    ),
    "grid": LayoutKind("is-layout-grid", "grid", (_NO_MARGIN,), _GAP),
}
"""All kinds by the type of a block's layout, in the order of their rules."""
