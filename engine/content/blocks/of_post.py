"""Whether blocks of a text show the post they stand in, seen before they are rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.content.blocks.parser import parse
from engine.content.remembering import remembering

if TYPE_CHECKING:
    from engine.content.blocks.types import BlockTypes

_BLOCK_START: Final = "<!-- wp:"


def has_blocks_of_post(text: str, types: BlockTypes) -> bool:
    """Whether there are blocks that are sure to ask for the post in their context."""
    return _BLOCK_START in text and _has_blocks_of_post(text, types)


@remembering
def _has_blocks_of_post(text: str, types: BlockTypes) -> bool:
    blocks = list(parse(text))
    for block in blocks:
        block_type = types.get(block.name)
        if block_type is not None and block_type.shows_post:
            return True
        blocks.extend(block.inner)
    return False
