"""The files of imported attachments: fetched from the other site, or taken from a folder that holds its uploads."""

import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from engine.backends.fetch import Ask
from engine.domain import uploads
from engine.domain.importing import Import
from engine.domain.uploads import NewFile
from engine.model.errors import DomainError, Invalid
from engine.model.posts import Post

_LARGEST: Final = 256 * 1024 * 1024
_SECONDS: Final = 120
_UPLOADS: Final = "/uploads/"


async def take_files(importing: Import, folder: Path | None) -> None:
    """Give every attachment that has none its file, from a folder or else by fetching it; failures are noted.

    What failed is tried again by the next import of the same site.
    """
    after = ""
    while rows := await importing.waiting_files(after):
        for theirs, post, url in rows:
            try:
                await _take(importing, post, url, folder)
                await importing.file_came(theirs, post)
            except (DomainError, OSError) as error:
                importing.report.leave_out("file", url, str(error))
        after = rows[-1][0]


async def _take(importing: Import, post: Post, url: str, folder: Path | None) -> None:
    if folder:
        path = _within(folder, url)
        await uploads.receive(importing.ctx, post, NewFile(path.name, path))
        return
    with tempfile.TemporaryDirectory(prefix="tympan-") as place:
        path = Path(place) / "file"
        with path.open("wb") as into:
            ask = Ask(url=url, most=_LARGEST, seconds=_SECONDS, into=into)
            answer = await importing.ctx.site.outside.fetch(ask)
        if answer.cut:
            raise Invalid("the file is too large")
        if not answer.ok:
            raise Invalid("the other site says %s", values=(str(answer.status),))
        await uploads.receive(importing.ctx, post, NewFile(_name(url), path))


def _within(folder: Path, url: str) -> Path:
    """Where a file lies in the folder: by its path below the uploads, or by its name; raises Invalid outside of it."""
    path = unquote(urlsplit(url).path)
    root = folder.resolve()
    wishes = [path.rpartition(_UPLOADS)[2].lstrip("/"), path.lstrip("/"), _name(url)]
    for wish in wishes if "://" in url else wishes[1:]:
        found = (root / wish).resolve()
        if found.is_relative_to(root) and found.is_file():
            return found
    raise Invalid("the folder has no such file")


def _name(url: str) -> str:
    return unquote(urlsplit(url).path).rpartition("/")[2]
