"""Files that readers fetch: what was uploaded, and what belongs to the theme."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from engine.config.settings import Settings
from engine.content import files
from engine.model.extensions import InstalledTheme
from engine.theme.loader import Theme, fingerprint

# Types that a browser only shows or plays. Anything else is offered for saving, where no script of it can run here.
_SHOWN: Final = frozenset({
    "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon", "image/tiff",
    "image/heic", "audio/mpeg", "audio/ogg", "audio/wav", "audio/flac", "audio/aac", "audio/midi", "video/mp4",
    "video/ogg", "video/webm", "video/quicktime", "video/x-m4v", "text/plain", "text/csv", "text/vtt",
    "application/pdf",
})  # fmt: skip
_ASSETS: Final = {
    ".css": "text/css; charset=UTF-8", ".woff2": "font/woff2", ".woff": "font/woff", ".png": "image/png",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".gif": "image/gif",
    ".svg": "image/svg+xml", ".ico": "image/x-icon", ".js": "text/javascript; charset=UTF-8",
    ".json": "application/json",
}  # fmt: skip
_FOREVER: Final = "public, max-age=31536000, immutable"
_A_WHILE: Final = "public, max-age=300"
_SAFE: Final = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}


def upload(request: Request, settings: Settings, path: str) -> Response:
    """An uploaded file by its path below the uploads folder; ranges and conditional requests are honoured.

    Hidden files and what is no file of that folder are not there. The type follows from the name, never from the
    content, and browsers are told not to guess.
    """
    file = _within(settings.uploads_dir, unquote(path))
    if file is None:
        return missing()
    kind = files.check_filetype(file.name, files.allowed_types())
    media_type = kind[1] if kind else "application/octet-stream"
    headers = dict(_SAFE)
    if media_type == "application/pdf":
        # The sandbox would keep the browser's own viewer from opening it.
        headers.pop("Content-Security-Policy")
    if media_type not in _SHOWN:
        headers["Content-Disposition"] = "attachment"
    return _sent(request, file, media_type, headers)


def asset(request: Request, theme: Theme, others: Mapping[str, InstalledTheme], path: str) -> Response:
    """A file of a theme; under the address that templates have of it, it may be kept for ever."""
    slug, _, name = unquote(path).partition("/")
    owner = next((one for one in theme.line if one.slug == slug), None)
    if owner is None and slug in others:
        owner = Theme(slug, others[slug].name, others[slug].version, others[slug].folder)
    file = owner.asset(name) if owner and name else None
    if file is None or file.suffix not in _ASSETS:
        return missing()
    known = request.query_params.get("ver") == fingerprint(file)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": _FOREVER if known else _A_WHILE}
    return _sent(request, file, _ASSETS[file.suffix], headers)


def asset_address(theme: Theme, base: str, name: str) -> str:
    """The address of a theme's file, which changes when its content does; raises KeyError for a file that is missing."""
    file = theme.asset(name)
    if file is None:
        raise KeyError(name)
    owner = next(one for one in theme.line if file.is_relative_to(one.folder))
    return f"{base}/wp-content/themes/{owner.slug}/{name}?ver={fingerprint(file)}"


def missing() -> Response:
    """There is no such file."""
    return PlainTextResponse("There is no such file.", 404, {"X-Content-Type-Options": "nosniff"})


def _within(folder: Path, path: str) -> Path | None:
    if "\0" in path or "\\" in path or any(part.startswith(".") for part in path.split("/")):
        return None
    root = folder.resolve()
    file = (root / path.lstrip("/")).resolve()
    return file if file.is_relative_to(root) and file.is_file() else None


def _sent(request: Request, file: Path, media_type: str, headers: dict[str, str]) -> Response:
    if request.method not in {"GET", "HEAD"}:
        return PlainTextResponse("Files are only read here.", 405, {"Allow": "GET, HEAD"})
    state = file.stat()
    # As nginx writes it, so that a reader's copy stays good when the server before us changes.
    headers["ETag"] = f'"{int(state.st_mtime):x}-{state.st_size:x}"'
    response = FileResponse(file, media_type=media_type, headers=headers, stat_result=state)
    response.headers["Content-Type"] = media_type
    if _is_known(request, headers["ETag"], int(state.st_mtime)):
        kept = {name: response.headers[name] for name in ("etag", "last-modified")}
        return Response(status_code=304, headers=kept | {"Cache-Control": headers.get("Cache-Control", "")})
    return response


def _is_known(request: Request, etag: str, modified: int) -> bool:
    """Whether the reader's copy is this state of the file."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        return modified <= parsedate_to_datetime(since).timestamp()
    except ValueError:
        return False
