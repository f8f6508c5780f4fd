"""Where the styles of a block apply: its own selectors, those of its features and of elements inside of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from engine.content.blocks.types import css_selector
from engine.content.json_values import at, string
from engine.content.styles.elements import ELEMENTS
from engine.content.styles.selectors import below, split, with_end

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.content.blocks.types import BlockType

Features = Mapping[str, "str | Mapping[str, str]"]
"""A selector by feature, or selectors by its parts, `root` for the rest of it."""

# Groups of supports whose declaration may name a selector of their own, in older blocks.
_GROUPS: Final = {
    "__experimentalBorder": "border",
    "color": "color",
    "dimensions": "dimensions",
    "spacing": "spacing",
    "typography": "typography",
}


@dataclass(frozen=True, slots=True)
class BlockSelectors:
    """The selectors of a block."""

    root: str
    features: Features = field(default_factory=dict)
    elements: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    duotone: str = ""


def selectors_of(block_type: BlockType) -> BlockSelectors:
    """The selectors of a type of blocks."""
    root = css_selector(block_type)
    return BlockSelectors(
        root,
        _features(block_type, root),
        {name: _inside(root, selector) for name, selector in ELEMENTS.items()},
        _texts(at(block_type.selectors, "states")),
        _duotone(block_type, root),
    )


def in_state(features: Features, state: str) -> Features:
    """The selectors of features, each in a state."""
    return _each(features, lambda selector: with_end(selector, state))


def scoped(features: Features, scope: str) -> Features:
    """The selectors of features below another selector."""
    return _each(features, lambda selector: below(scope, selector))


def _each(features: Features, change: Callable[[str], str]) -> Features:
    return {
        name: change(one) if isinstance(one, str) else {part: change(own) for part, own in one.items()}
        for name, one in features.items()
    }


def _features(block_type: BlockType, root: str) -> Features:
    if block_type.selectors:
        return {
            name: _texts(value) if isinstance(value, Mapping) else value
            for name, value in block_type.selectors.items()
            if isinstance(value, str | Mapping) and name != "states"
        }
    found = {
        feature: string(block_type.supports, group, "__experimentalSelector")
        for group, feature in _GROUPS.items()
    }
    own = {feature: {"root": below(root, selector)} for feature, selector in found.items() if selector}
    return {"root": root, **own}


def _texts(value: object) -> dict[str, str]:
    return (
        {key: one for key, one in value.items() if isinstance(one, str)} if isinstance(value, Mapping) else {}
    )


def _inside(root: str, element: str) -> str:
    """The element within each of the block's selectors; no more than itself where the block is that element."""
    roots = split(root)
    if element in roots:
        return element
    return ",".join(", ".join(f"{one} {inner.strip()}" for inner in split(element)) for one in roots)


def _duotone(block_type: BlockType, root: str) -> str:
    older = string(block_type.supports, "color", "__experimentalDuotone")
    return css_selector(block_type, "filter", "duotone") or (below(root, older) if older else "")
