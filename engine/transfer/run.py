"""Runs an import: entries from a reader go to the domain batch by batch, and files come after the posts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Literal, Protocol

from engine.domain.context import Context
from engine.domain.importing import BATCH, Choices, Import
from engine.model.errors import Invalid
from engine.model.transfer import (
    Entry,
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


class Source(Protocol):
    """An export of another program; `position` of `size` tells how far it was read."""

    size: int
    position: int

    def entries(self) -> Iterator[Entry]:
        """What is in it, in its order; raises Invalid for what cannot be read."""
        ...


def open_source(path: Path, format: Format | None = None) -> Source:
    """The reader of an export; its format is told by its look, where nobody says it. Raises Invalid."""
    if not path.exists():
        raise Invalid(f"There is no {path}.", code="no_export")
    return FORMATS[format or guessed(path)](path)


def guessed(path: Path) -> Format:
    """The format that a file or folder has by its look."""
    if path.is_dir() or path.suffix.lower() in {".md", ".markdown"}:
        return "markdown"
    return "ghost" if path.suffix.lower() == ".json" else "wxr"


async def run(
    ctx: Context, source: Source, choices: Choices, progress: Callable[[Source], None] = lambda _source: None
) -> tuple[Import, ImportReport]:
    """Import everything but files; `progress` is called after each batch."""
    importing = Import(ctx, choices)
    importing.begin(TransferSite(""))
    batch: list[TransferPost] = []
    weight = 0
    for entry in source.entries():
        if isinstance(entry, TransferPost):
            batch.append(entry)
            weight += len(entry.content) + sum(len(one.content) for one in entry.comments)
            if len(batch) >= BATCH or weight > _WEIGHT:
                await importing.posts(batch)
                batch, weight = [], 0
                progress(source)
        else:
            await _take(importing, entry)
    if batch:
        await importing.posts(batch)
    await importing.finish()
    progress(source)
    return importing, importing.report


async def _take(importing: Import, entry: Entry) -> None:
    if isinstance(entry, TransferSite):
        importing.begin(entry)
    elif isinstance(entry, TransferAuthor):
        await importing.author(entry)
    elif isinstance(entry, TransferTerm):
        await importing.term(entry)
    elif isinstance(entry, LeftOut):
        importing.report.left_out.append(entry)
