"""The files of the admin's front-end application: named after their content, compressed when they were built."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from engine.model.errors import Unavailable

FOLDER: Final = Path(__file__).parent / "app" / "dist"
PREFIX: Final = "/wp-admin/app/"

_ENTRY: Final = "src/admin.tsx"
_TYPES: Final = {
    ".js": "text/javascript; charset=UTF-8", ".css": "text/css; charset=UTF-8", ".svg": "image/svg+xml",
    ".woff2": "font/woff2", ".png": "image/png", ".json": "application/json",
}  # fmt: skip
_FOREVER: Final = "public, max-age=31536000, immutable"
_ENCODINGS: Final = (("br", ".br"), ("gzip", ".gz"))


class NotBuilt(Unavailable):
    """The application was not built: this is a checkout in which `make` has not run."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page has to load before anything else, and the hashes of the scripts that may run without being files."""

    script: str
    styles: tuple[str, ...]
    preloads: tuple[str, ...]
    inline: tuple[str, ...] = ()


@cache
def entry(folder: Path = FOLDER) -> Entry:
    """The application's entry, as its build wrote it down; raises NotBuilt where there is none."""
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        inline: list[str] = json.loads((folder / "scripts.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise NotBuilt("The admin cannot be shown: its front end was not built; `make` does it.") from error
    first = manifest[_ENTRY]
    imported = [manifest[name] for name in first.get("imports", ())]
    styles = [*first.get("css", ()), *(style for one in imported for style in one.get("css", ()))]
    preloads = tuple(one["file"] for one in imported)
    return Entry(first["file"], tuple(dict.fromkeys(styles)), preloads, tuple(inline))


@cache
def words_of_screens(folder: Path = FOLDER) -> frozenset[str]:
    """What the screens say, of all that the packages could, as the build found it; nothing where there is none."""
    try:
        return frozenset(json.loads((folder / "words.json").read_text(encoding="utf-8")))
    except OSError:
        return frozenset()


def encodings(request: Request) -> set[str]:
    """How an answer may be compressed."""
    return {one.split(";")[0].strip() for one in request.headers.get("accept-encoding", "").split(",")}


def answer(request: Request, folder: Path = FOLDER) -> Response:
    """A file of the application, in the best encoding that the browser takes; it may be kept for ever."""
    name = request.url.path.removeprefix(PREFIX)
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()) or file.suffix not in _TYPES or not file.is_file():
        return PlainTextResponse("There is no such file.", 404, {"X-Content-Type-Options": "nosniff"})
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    accepted = encodings(request)
    media_type = _TYPES[file.suffix]
    for encoding, ending in _ENCODINGS:
        packed = file.with_name(file.name + ending)
        if encoding in accepted and packed.is_file():
            file, headers["Content-Encoding"] = packed, encoding
            break
    response = FileResponse(file, media_type=media_type, headers=headers)
    response.headers["Content-Type"] = media_type
    return response
