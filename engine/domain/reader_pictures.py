"""Pictures of readers: a small square copy of what their network shows, so that nobody who reads asks the network."""

import asyncio
import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.backends.fetch import Ask
from engine.backends.images import Output, Step
from engine.domain import queue
from engine.domain.context import Context
from engine.model.errors import Invalid, Unavailable
from engine.model.jobs import Job
from engine.model.readers import Reader
from engine.store import readers as store


@dataclass(frozen=True, slots=True)
class ReaderNumber:
    """The reader that a job is about."""

    reader: int


FETCH: Final = Job("fetch_reader_picture", ReaderNumber, tries=3)

_FOLDER: Final = "tympan-readers"
_SIDE: Final = 96  # pixels
_QUALITY: Final = 82
_LARGEST: Final = 2 * 1024 * 1024
_SUFFIXES: Final = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/gif": ".gif"}


async def fetch_later(ctx: Context, reader: Reader) -> None:
    """Have the picture copied, unless the copy is of this very picture."""
    if reader.picture and not reader.avatar.startswith(_mark(reader)):
        await queue.add(ctx, FETCH, ReaderNumber(reader.id), key=str(reader.id))


async def fetch(ctx: Context, job: ReaderNumber) -> None:
    """Copy a reader's picture; one that cannot be had, or is none, leaves things as they are."""
    reader = await store.by_id(ctx.db, job.reader)
    if reader is None or not reader.picture:
        return
    with tempfile.TemporaryDirectory(prefix="tympan-") as folder:
        source = Path(folder) / "picture"
        try:
            made = await _small(ctx, reader, source)
        except (Invalid, Unavailable):
            return
        if made is None:
            return
        target = _folder(ctx) / f"{_mark(reader)}{made.suffix}"
        await asyncio.to_thread(_keep, made, target)
    await remove(ctx, reader)
    await store.set_avatar(ctx.db, reader.id, target.name)


async def _small(ctx: Context, reader: Reader, source: Path) -> Path | None:
    with source.open("wb") as file:
        answer = await ctx.site.outside.fetch(Ask(url=reader.picture, most=_LARGEST, into=file))
    if not answer.ok or answer.cut:
        return None
    looked = await ctx.site.outside.images.look(source)
    suffix = _SUFFIXES.get(looked.media_type)
    if suffix is None:
        return None
    side = min(looked.width, looked.height)
    crop = Step("crop", ((looked.width - side) // 2, (looked.height - side) // 2, side, side))
    made = source.with_name(f"small{suffix}")
    steps = (crop, Step("resize", (_SIDE, _SIDE)))
    await ctx.site.outside.images.make(source, (Output(str(made), _QUALITY, steps),))
    return made


def _keep(made: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made.read_bytes())


async def remove(ctx: Context, reader: Reader) -> None:
    """Delete the copy of a reader's picture."""
    if reader.avatar:
        await asyncio.to_thread((_folder(ctx) / reader.avatar).unlink, missing_ok=True)


def address(ctx: Context, reader: Reader) -> str:
    """Where the copy is; '' where there is none."""
    return f"{ctx.site_url}/{ctx.uploads_path}/{_FOLDER}/{reader.avatar}" if reader.avatar else ""


def _folder(ctx: Context) -> Path:
    return ctx.site.settings.uploads_dir / _FOLDER


def _mark(reader: Reader) -> str:
    """A name that tells one picture from another, and nothing about whose it is."""
    return hashlib.sha256(f"{reader.id}\0{reader.subject}\0{reader.picture}".encode()).hexdigest()[:24]
