"""The supports in WordPress's order: what changes a block before it is rendered, and its HTML afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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

_BEFORE: Final[tuple[Callable[[Instance, Rendering], Instance], ...]] = (
    galleries.prepare,
    elements.prepare,
    variations.prepare,
    custom_css.prepare,
)

_AFTER: Final[tuple[Renderer, ...]] = (
    typography.apply,
    notes.apply,
    settings.apply,
    elements.apply,
    layout.apply,
    position.apply,
    dimensions.apply,
    duotone.apply,
    background.apply,
    variations.apply,
    visibility.apply,
    custom_css.apply,
    states.apply,
)


# What counts for a block whose delimiter says nothing, as that of most paragraphs: all others read its attributes.
_AFTER_PLAIN: Final[tuple[Renderer, ...]] = (notes.apply, layout.apply, duotone.apply)


def before_rendering(instance: Instance, rendering: Rendering) -> Instance:
    """The block with what supports add to its attributes (`render_block_data`)."""
    for prepare in _BEFORE:
        instance = prepare(instance, rendering)
    return instance


def after_rendering(instance: Instance, html: str, rendering: Rendering) -> str:
    """The HTML with the classes and styles of the supports (`render_block`)."""
    for apply in _AFTER if instance.written else _AFTER_PLAIN:
        html = apply(instance, html, rendering)
    return html
