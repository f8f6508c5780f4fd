"""The supports in WordPress's order: what changes a block before it is rendered, and its HTML afterwards."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.content.blocks.supports import (
    background,
    custom_css,
    dimensions,
    duotone,
    elements,
    galleries,
    layout,
    notes,
    position,
    settings,
    states,
    typography,
    variations,
    visibility,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Renderer, Rendering

_Prepare: TypeAlias = "Callable[[Instance, Rendering], Instance]"

# Each with the attributes that it reads of the delimiter, `_ALWAYS` where it looks at every block: most say nothing.
_ALWAYS: Final[frozenset[str]] = frozenset()

_BEFORE: Final[tuple[tuple[_Prepare, frozenset[str]], ...]] = (
    (galleries.prepare, _ALWAYS),
    (elements.prepare, frozenset({"style"})),
    (variations.prepare, frozenset({"className"})),
    (custom_css.prepare, frozenset({"style"})),
)

_AFTER: Final[tuple[tuple[Renderer, frozenset[str]], ...]] = (
    (typography.apply, frozenset({"style", "fitText"})),
    (notes.apply, _ALWAYS),
    (settings.apply, frozenset({"settings"})),
    (elements.apply, frozenset({"className"})),
    (layout.apply, _ALWAYS),
    (position.apply, frozenset({"style"})),
    (dimensions.apply, frozenset({"style", "minHeight"})),
    (duotone.apply, _ALWAYS),
    (background.apply, frozenset({"style"})),
    (variations.apply, frozenset({"className"})),
    (visibility.apply, frozenset({"metadata"})),
    (custom_css.apply, frozenset({"className"})),
    (states.apply, frozenset({"style"})),
)
_READ: Final = frozenset[str]().union(*(names for _, names in (*_BEFORE, *_AFTER)))


@cache
def _before(written: frozenset[str]) -> tuple[_Prepare, ...]:
    return tuple(prepare for prepare, names in _BEFORE if names is _ALWAYS or names & written)


@cache
def _after(written: frozenset[str]) -> tuple[Renderer, ...]:
    return tuple(apply for apply, names in _AFTER if names is _ALWAYS or names & written)


def before_rendering(instance: Instance, rendering: Rendering) -> Instance:
    """The block with what supports add to its attributes (`render_block_data`)."""
    for prepare in _before(_READ.intersection(instance.written)):
        instance = prepare(instance, rendering)
    return instance


def after_rendering(instance: Instance, html: str, rendering: Rendering) -> str:
    """The HTML with the classes and styles of the supports (`render_block`)."""
    for apply in _after(_READ.intersection(instance.written)):
        html = apply(instance, html, rendering)
    return html
