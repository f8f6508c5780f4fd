"""Imports that somebody began by sending a file: done in the background, with their progress to be seen meanwhile."""

import asyncio
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from engine.content.files import sanitize_file_name
from engine.domain import queue, tickets, users
from engine.domain.capabilities import require
from engine.domain.context import Context
from engine.domain.tickets import Kind
from engine.model.errors import DomainError, Invalid, NotFound
from engine.model.jobs import Job, Nothing
from engine.model.transfer import ImportChoices, ImportReport
from engine.transfer.files import take_files
from engine.transfer.run import Source, open_source, run

# Below the uploads, where every process of the site looks; nothing that begins with a dot is given to readers.
_FOLDER: Final = ".imports"
_ENDINGS: Final = frozenset({".xml", ".json", ".md", ".markdown", ".zip"})
_MOST_FILES: Final = 20_000
_MOST_BYTES: Final = 512 * 1024 * 1024
_NAMED: Final = 500
_NOTED_EVERY: Final = 1.0
_STATE: Final = Kind("import", timedelta(days=30))

Status = Literal["waiting", "reading", "files", "done", "failed"]


@dataclass(frozen=True, slots=True)
class ImportFile:
    """An import to do: its id, who began it, the file's name, and whether files and accounts come along."""

    id: str
    user: int
    name: str
    takes_files: bool
    makes_accounts: bool


IMPORT: Final = Job("import", ImportFile, tries=3)

# Removes the files of imports that were never done.
SWEEP: Final = Job("sweep_imports", Nothing)


@dataclass(frozen=True, slots=True)
class State:
    """How far an import is; `position` of `size` in units of its source."""

    id: str
    name: str
    status: Status
    position: int
    size: int
    report: Mapping[str, Any]
    error: str


async def begin(
    ctx: Context, file: BinaryIO, name: str, *, takes_files: bool = True, makes_accounts: bool = True
) -> State:
    """Have a file imported; raises Forbidden for who may not import, Invalid for what is no export by its name."""
    require(ctx, "import")
    clean = sanitize_file_name(Path(name).name).lower()
    if Path(clean).suffix not in _ENDINGS:
        raise Invalid(
            "Send an export of WordPress (.xml), of Ghost (.json), or Markdown (.md, or many in a .zip).",
            code="no_export",
        )
    wanted = ImportFile(tickets.new_secret(), ctx.actor.id, clean, takes_files, makes_accounts)
    folder = _folder(ctx, wanted)
    await asyncio.to_thread(_keep, file, folder / clean)
    state = await _note(ctx, wanted, "waiting")

    async def work() -> None:
        await queue.add(ctx, IMPORT, wanted)

    await ctx.db.atomically(work)
    return state


async def state(ctx: Context, identity: str) -> State:
    """How far an import is; raises Forbidden for who may not import, NotFound for none, or one of long ago."""
    require(ctx, "import")
    found = await tickets.read(ctx, _STATE, identity)
    if found is None:
        raise NotFound("There is no such import.", code="no_such_import")
    return State(**found)


async def perform(ctx: Context, wanted: ImportFile) -> None:
    """Do an import, as who began it; what cannot be read is told in its state."""
    folder = _folder(ctx, wanted)
    try:
        account = await users.get(ctx, wanted.user)
        await _take_over(await users.act_as(ctx, account, via="cli"), wanted, folder)
    except DomainError as error:
        await _note(ctx, wanted, "failed", error=error.message)
    await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


async def sweep(ctx: Context, _: Nothing) -> None:
    """Remove what was sent for imports that nobody can ask for any more: their work was discarded, or failed."""
    before = ctx.now - _STATE.lifetime
    await asyncio.to_thread(_remove_older, ctx.site.settings.uploads_dir / _FOLDER, before.timestamp())


async def _take_over(ctx: Context, wanted: ImportFile, folder: Path) -> None:
    source = await asyncio.to_thread(_opened, folder, wanted.name)
    choices = ImportChoices(makes_accounts=wanted.makes_accounts, takes_files=wanted.takes_files)
    noting = asyncio.create_task(_keep_noting(ctx, wanted, source))
    try:
        importing, report = await run(ctx, source, choices)
    finally:
        noting.cancel()
        await asyncio.gather(noting, return_exceptions=True)
    if wanted.takes_files:
        await _note(ctx, wanted, "files", source, report=report)
        await take_files(importing, None)
    await _note(ctx, wanted, "done", source, report=report)


async def _keep_noting(ctx: Context, wanted: ImportFile, source: Source) -> None:
    while True:
        await _note(ctx, wanted, "reading", source)
        await asyncio.sleep(_NOTED_EVERY)


async def _note(
    ctx: Context,
    wanted: ImportFile,
    status: Status,
    source: Source | None = None,
    *,
    report: ImportReport | None = None,
    error: str = "",
) -> State:
    said = asdict(report) if report else {}
    if report:
        said |= {"left_out": said["left_out"][:_NAMED], "left_out_count": len(report.left_out)}
    reached = (source.position, source.size) if source else (0, 0)
    made = State(wanted.id, wanted.name, status, *reached, said, error)
    await tickets.issue(ctx, _STATE, asdict(made), secret=wanted.id)
    return made


def _folder(ctx: Context, wanted: ImportFile) -> Path:
    return ctx.site.settings.uploads_dir / _FOLDER / wanted.id


def _keep(file: BinaryIO, path: Path) -> None:
    path.parent.mkdir(parents=True, mode=0o700)
    with path.open("wb") as into:
        shutil.copyfileobj(file, into)


def _remove_older(folder: Path, before: float) -> None:
    for one in folder.iterdir() if folder.is_dir() else ():
        if one.stat().st_mtime < before:
            shutil.rmtree(one, ignore_errors=True)


def _opened(folder: Path, name: str) -> Source:
    path = folder / name
    if not path.exists():
        raise NotFound("The file that was sent is gone: please send it again.", code="no_export")
    return open_source(_unpacked(path) if path.suffix == ".zip" else path)


def _unpacked(archive: Path) -> Path:
    """The folder that is in an archive, laid beside it under its name; raises Invalid for what is too much."""
    target = archive.with_suffix("")
    try:
        with zipfile.ZipFile(archive) as packed:
            members = [one for one in packed.infolist() if not one.is_dir()]
            if len(members) > _MOST_FILES or sum(one.file_size for one in members) > _MOST_BYTES:
                raise Invalid("There is too much in this archive.", code="invalid_export")
            for member in members:
                packed.extract(member, target)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise Invalid("This archive cannot be opened.", code="invalid_export") from error
    return target
