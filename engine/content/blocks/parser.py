"""Text to blocks: WordPress's delimiter grammar, read once from front to back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from engine.content.blocks.attributes import decode
from engine.content.blocks.block import Block
from engine.content.remembering import remembering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.content.json_values import JsonValue

_SPACE = r"[ \t\n\r\f\v]"
_OPENING = re.compile(
    rf"<!--{_SPACE}++(?P<closes>/)?wp:"
    rf"(?P<namespace>[a-z][a-z0-9_-]*+/)?(?P<name>[a-z][a-z0-9_-]*+){_SPACE}++(?:(?P<void>/)?(?P<end>-->)|(?={{))"
)
_ATTRIBUTES_END = re.compile(rf"\}}{_SPACE}++(?P<void>/)?-->")

MAX_UNCLOSED = 32
"""Blocks never closed that get the text up to the end, as in WordPress; the others stay empty, for each copies it."""


class _Kind(Enum):
    OPENS = auto()
    CLOSES = auto()
    STANDS_ALONE = auto()


class _Delimiter(NamedTuple):
    kind: _Kind
    name: str
    written: JsonValue
    start: int
    end: int


@dataclass(slots=True)
class _Open:
    """A block whose closing delimiter has not come yet."""

    delimiter: _Delimiter
    outside: int
    """Where the text before the block begins, for a block that stands in no other."""
    position: int
    inner: list[Block] = field(default_factory=list)
    content: list[str | None] = field(default_factory=list)

    def add_text(self, text: str) -> None:
        # PHP's empty(): WordPress drops a piece that is "0", too.
        if text not in {"", "0"}:
            self.content.append(text)

    def add_block(self, block: Block, *, before: str, position: int) -> None:
        self.add_text(before)
        self.content.append(None)
        self.inner.append(block)
        self.position = position

    def closed(self) -> Block:
        return Block(self.delimiter.name, self.delimiter.written, tuple(self.inner), tuple(self.content))


@remembering
def parse(text: str) -> tuple[Block, ...]:
    """WordPress's `parse_blocks`: never raises, linear in the length of the text."""
    return _Parser(text).blocks()


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._open: list[_Open] = []
        self._blocks: list[Block] = []

    def blocks(self) -> tuple[Block, ...]:
        for delimiter in _delimiters(self._text):
            if delimiter.kind is _Kind.CLOSES and not self._open:
                break  # nothing to close: WordPress takes the rest for text
            self._take(delimiter)
            self._position = delimiter.end
        if self._open:
            self._close_all()
        else:
            self._add_text(self._text[self._position :])
        return tuple(self._blocks)

    def _take(self, delimiter: _Delimiter) -> None:
        match delimiter.kind:
            case _Kind.OPENS:
                self._open.append(_Open(delimiter, self._position, delimiter.end))
            case _Kind.STANDS_ALONE:
                self._add(Block(delimiter.name, delimiter.written), delimiter.start, delimiter.end)
            case _Kind.CLOSES:
                self._close(delimiter)

    def _add(self, block: Block, start: int, end: int) -> None:
        if self._open:
            parent = self._open[-1]
            parent.add_block(block, before=self._text[parent.position : start], position=end)
        else:
            self._add_text(self._text[self._position : start])
            self._blocks.append(block)

    def _close(self, delimiter: _Delimiter) -> None:
        closing = self._open.pop()
        text = self._text[closing.position : delimiter.start]
        if self._open:
            closing.content.append(text)
            self._add(closing.closed(), closing.delimiter.start, delimiter.end)
        else:
            closing.add_text(text)
            self._add_outermost(closing)

    def _close_all(self) -> None:
        """Blocks left open at the end become siblings, the innermost first, each with the text before it and up to the end."""
        for count in range(len(self._open)):
            closing = self._open.pop()
            if count < MAX_UNCLOSED:
                closing.add_text(self._text[closing.position :])
            self._add_outermost(closing)

    def _add_outermost(self, closing: _Open) -> None:
        self._add_text(self._text[closing.outside : closing.delimiter.start])
        self._blocks.append(closing.closed())

    def _add_text(self, text: str) -> None:
        if text:
            self._blocks.append(Block(None, content=(text,)))


def _delimiters(text: str) -> Iterator[_Delimiter]:
    """All delimiters in order. Both searches only move forward, so hostile text costs no more than its length."""
    position = 0
    end: re.Match[str] | None = None
    exhausted = False
    while found := _OPENING.search(text, position):
        position = found.end()
        if found["end"]:
            yield _delimiter(found, found["void"], written=(), end=position)
            continue
        if not exhausted and (end is None or end.start() <= position):
            end = _ATTRIBUTES_END.search(text, position + 1)
            exhausted = end is None
        if end is not None:
            written = decode(text[position : end.start() + 1])
            yield _delimiter(found, end["void"], written=written, end=end.end())
            position = end.end()


def _delimiter(found: re.Match[str], void: str | None, *, written: JsonValue, end: int) -> _Delimiter:
    closes, namespace, name = found.group("closes", "namespace", "name")
    kind = _Kind.STANDS_ALONE if void else _Kind.CLOSES if closes else _Kind.OPENS
    return _Delimiter(kind, (namespace or "core/") + name, written, found.start(), end)
