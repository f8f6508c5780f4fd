"""Blocks to HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.content.blocks.parser import parse

if TYPE_CHECKING:
    from engine.content.blocks.block import Block


def render(text: str) -> str:
    """The saved HTML of all blocks without their delimiters; any depth."""
    output: list[str] = []
    waiting: list[Block | str] = [*parse(text)]
    waiting.reverse()
    while waiting:
        current = waiting.pop()
        if isinstance(current, str):
            output.append(current)
            continue
        inner = iter(current.inner)
        waiting.extend(reversed([next(inner) if piece is None else piece for piece in current.content]))
    return "".join(output)
