"""The blocks whose text may stand in an excerpt (excerpt_remove_blocks)."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from engine.content.blocks.block import Block
from engine.content.blocks.parser import parse
from engine.content.blocks.serializer import serialize

_WITH_TEXT: Final = frozenset(
    """
    core/freeform core/heading core/html core/list core/media-text core/paragraph core/preformatted
    core/pullquote core/quote core/table core/verse
    """.split()  # noqa: SIM905  # a table of names reads best as a paragraph
)
_WRAPPERS: Final = frozenset({"core/columns", "core/column", "core/group"})
_MAX_DEPTH: Final = 60

_FOOTNOTE: Final = re.compile(
    r'<sup data-fn="[^"]+" class="[^"]+">\s*<a href="[^"]+" id="[^"]+">[0-9]+</a>\s*</sup>', re.ASCII
)


def excerpt_blocks(text: str, render: Callable[[str], str]) -> str:
    """Return the rendered text blocks of a post; text without blocks stays as it is."""
    if "<!-- wp:" not in text:
        return text
    return "".join(_shown(parse(text), render))


def remove_footnotes(text: str) -> str:
    """Take the marks of footnotes out (excerpt_remove_footnotes)."""
    return _FOOTNOTE.sub("", text) if "data-fn=" in text else text


def _shown(blocks: Iterable[Block], render: Callable[[str], str]) -> Iterable[str]:
    for block in blocks:
        if _is_hidden(block) or not _may_show(block):
            continue
        if block.inner and block.name in _WRAPPERS:
            yield from _inner(block, render, depth=0)
        elif all(_is_plain_text(inner) for inner in block.inner):
            yield render(serialize([block]))


def _inner(block: Block, render: Callable[[str], str], *, depth: int) -> Iterable[str]:
    for inner in block.inner:
        if _is_hidden(inner) or not _may_show(inner) or depth > _MAX_DEPTH:
            continue
        if inner.inner:
            yield from _inner(inner, render, depth=depth + 1)
        else:
            yield render(serialize([inner]))


def _may_show(block: Block) -> bool:
    return block.name is None or block.name in _WITH_TEXT or block.name in _WRAPPERS


def _is_plain_text(block: Block) -> bool:
    return (block.name is None or block.name in _WITH_TEXT) and not block.inner


def _is_hidden(block: Block) -> bool:
    metadata = block.attributes.get("metadata")
    return isinstance(metadata, dict) and metadata.get("blockVisibility") is False
