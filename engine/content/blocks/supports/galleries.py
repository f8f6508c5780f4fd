"""Images in a gallery, which are told their own attachment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.content.json_values import to_text

if TYPE_CHECKING:
    from engine.content.blocks.block import Block
    from engine.content.blocks.instance import Instance
    from engine.content.blocks.rendering import Rendering


def prepare(instance: Instance, _rendering: Rendering) -> Instance:
    """Give the images of a gallery their `data-id`, as galleries before blocks in blocks had it."""
    if instance.name != "core/gallery":
        return instance
    inner = tuple(_numbered(child) for child in instance.block.inner)
    return replace(instance, block=replace(instance.block, inner=inner))


def _numbered(child: Block) -> Block:
    number = child.attributes.get("id")
    if child.name != "core/image" or number is None or "data-id" in child.attributes:
        return child
    return replace(child, written={**child.attributes, "data-id": to_text(number)})
