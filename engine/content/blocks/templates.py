"""The blocks of a template: whose parts it has, and the patterns that stand in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from engine.content.blocks.block import Block
from engine.content.blocks.parser import parse
from engine.content.blocks.serializer import serialize
from engine.model.designs import Pattern

# How deep patterns may stand in patterns.
_DEEPEST: Final = 8


def with_theme(content: str, theme: str) -> str:
    """Parts in a theme's file are that theme's, and said to be so."""

    def named(block: Block) -> Block:
        if block.name != "core/template-part" or "theme" in block.attributes:
            return block
        return replace(block, written={**block.attributes, "theme": theme})

    return serialize(_each(parse(content), named)) if "wp:template-part" in content else content


def without_theme(content: str) -> str:
    """A template whose parts belong to whichever theme it will stand in."""

    def unnamed(block: Block) -> Block:
        if block.name != "core/template-part":
            return block
        return replace(
            block, written={name: one for name, one in block.attributes.items() if name != "theme"}
        )

    return serialize(_each(parse(content), unnamed)) if "wp:template-part" in content else content


def _each(blocks: Iterable[Block], change: Callable[[Block], Block]) -> tuple[Block, ...]:
    return tuple(change(replace(one, inner=_each(one.inner, change)) if one.inner else one) for one in blocks)


def with_patterns(content: str, patterns: Mapping[str, Pattern]) -> str:
    """A template with its pattern blocks replaced by the patterns they name (resolve_pattern_blocks)."""
    if "wp:pattern" not in content:
        return content
    return serialize(_without_patterns(patterns, parse(content), ()))


def _without_patterns(
    patterns: Mapping[str, Pattern], blocks: Iterable[Block], above: tuple[str, ...]
) -> Iterator[Block]:
    """No pattern stands in itself, and none too deep: such ones are left as they are."""
    for block in blocks:
        slug = block.attributes.get("slug") if block.name == "core/pattern" else None
        pattern = patterns.get(slug) if isinstance(slug, str) else None
        if pattern is not None and pattern.name not in above and len(above) < _DEEPEST:
            yield from _without_patterns(patterns, parse(pattern.content), (*above, pattern.name))
        elif block.inner:
            yield _refilled(block, [[*_without_patterns(patterns, (one,), above)] for one in block.inner])
        else:
            yield block


def _refilled(block: Block, inner: list[list[Block]]) -> Block:
    """A block whose inner blocks were each replaced by several or none."""
    waiting = iter(inner)
    content: list[str | None] = []
    for piece in block.content:
        content += [piece] if piece is not None else [None] * len(next(waiting))
    return replace(block, inner=tuple(one for group in inner for one in group), content=tuple(content))
