"""Blocks to text: delimiters and attributes as the editor writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.blocks.attributes import encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.content.blocks.block import Block


def serialize(blocks: Iterable[Block]) -> str:
    """WordPress's `serialize_blocks`: the text that parses to these blocks; linear, any depth."""
    output: list[str] = []
    waiting: list[Block | str] = [*blocks]
    waiting.reverse()
    while waiting:
        current = waiting.pop()
        if isinstance(current, str):
            output.append(current)
        else:
            waiting.extend(reversed(_pieces(current)))
    return "".join(output)


def _pieces(block: Block) -> list[Block | str]:
    """The block's own text with its inner blocks still whole."""
    inner = iter(block.inner)
    content = [next(inner) if piece is None else piece for piece in block.content]
    if block.name is None:
        return content
    name = block.name.removeprefix("core/")
    attributes = f"{encode(block.written)} " if block.written else ""
    if not block.inner and block.html in {"", "0"}:  # PHP's empty()
        return [f"<!-- wp:{name} {attributes}/-->"]
    return [f"<!-- wp:{name} {attributes}-->", *content, f"<!-- /wp:{name} -->"]
