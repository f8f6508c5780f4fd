"""Runs an import: entries from a reader go to the domain batch by batch, and files come after the posts."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Literal, Protocol

from engine.domain.context import Context
from engine.domain.importing import BATCH, Import
from engine.model.errors import Invalid
from engine.model.transfer import (
    Entry,
    ImportChoices,
    ImportReport,
    LeftOut,
    TransferAuthor,
    TransferPost,
    TransferSite,
    TransferTerm,
)
from engine.transfer.ghost import GhostFile
from engine.transfer.markdown import MarkdownFolder
from engine.transfer.wxr_reader import WxrFile

Format = Literal["wxr", "ghost", "markdown"]
FORMATS: Final[dict[Format, Callable[[Path], "Source"]]] = {
    "wxr": WxrFile, "ghost": GhostFile, "markdown": MarkdownFolder,
}  # fmt: skip
_WEIGHT: Final = 2_000_000
_MOST: Final = 4 * BATCH


class Source(Protocol):
    """An export of another program; `position` of `size` tells how far it was read."""

    size: int
    position: int

    @property
    def folder(self) -> Path | None:
        """Where files lie that its posts name by a path; None where all have addresses."""
        ...

    def entries(self) -> Iterator[Entry]:
        """What is in it, in its order; raises Invalid for what cannot be read."""
        ...


def open_source(path: Path, format: Format | None = None) -> Source:
    """The reader of an export; its format is told by its look, where nobody says it. Raises Invalid."""
    if not path.exists():
        raise Invalid("There is no %s.", values=(str(path),), code="no_export")
    return FORMATS[format or guessed(path)](path)


def guessed(path: Path) -> Format:
    """The format that a file or folder has by its look."""
    if path.is_dir() or path.suffix.lower() in {".md", ".markdown"}:
        return "markdown"
    return "ghost" if path.suffix.lower() == ".json" else "wxr"


async def run(
    ctx: Context,
    source: Source,
    choices: ImportChoices,
    progress: Callable[[Source], None] = lambda _source: None,
) -> tuple[Import, ImportReport]:
    """Import everything but files; `progress` is called after each batch."""
    importing = Import(ctx, choices)
    importing.begin(TransferSite(""))
    reading = _portions(source.entries())
    ahead = asyncio.create_task(asyncio.to_thread(next, reading, None))
    while portion := await ahead:
        # The next portion is read while the database writes this one.
        ahead = asyncio.create_task(asyncio.to_thread(next, reading, None))
        try:
            await _take_all(importing, portion)
        except BaseException:
            await asyncio.gather(ahead, return_exceptions=True)
            raise
        progress(source)
    await importing.finish()
    return importing, importing.report


def _portions(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    """Entries by the batch: so many posts, or so much text."""
    portion: list[Entry] = []
    number = weight = 0
    for entry in entries:
        portion.append(entry)
        if isinstance(entry, TransferPost):
            number += 1
            weight += len(entry.content) + sum(len(one.content) for one in entry.comments)
        if number >= BATCH or weight > _WEIGHT or len(portion) >= _MOST:
            yield portion
            portion, number, weight = [], 0, 0
    if portion:
        yield portion


async def _take_all(importing: Import, portion: list[Entry]) -> None:
    """Take entries over, terms and posts in one go: posts come last, for they name all the others."""
    for entry in portion:
        if isinstance(entry, TransferSite):
            importing.begin(entry)
        elif isinstance(entry, TransferAuthor):
            await importing.author(entry)
        elif isinstance(entry, LeftOut):
            importing.report.left_out.append(entry)
    await importing.take_terms([entry for entry in portion if isinstance(entry, TransferTerm)])
    if batch := [entry for entry in portion if isinstance(entry, TransferPost)]:
        await importing.posts(batch)
