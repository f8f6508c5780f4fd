"""WordPress's own translations of its packages, where they are installed: all of a locale's files as one catalogue."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from engine.config.settings import Settings

PREFIX: Final = "/wp-admin/translations/"

_NAME: Final = re.compile(r"([a-z]{2,3}(?:_[A-Z]{2}(?:_[a-z0-9]+)?)?)\.json")
_LARGEST: Final = 4 * 1024 * 1024
_MOST: Final = 400


def answer(request: Request, settings: Settings) -> Response:
    """The catalogue of a locale, in the form that WordPress's packages take; it may be kept for a day."""
    found = _NAME.fullmatch(request.url.path.removeprefix(PREFIX))
    folder = settings.languages_dir
    if found is None or folder is None or not folder.is_dir():
        return PlainTextResponse(
            "There are no such translations.", 404, {"X-Content-Type-Options": "nosniff"}
        )
    content = _catalogue(folder, found[1], folder.stat().st_mtime_ns)
    headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
    return Response(content, 200, {**headers, "Content-Type": "application/json"})


@lru_cache(maxsize=4)
def _catalogue(folder: Path, locale: str, _modified: int) -> bytes:
    merged: dict[str, Any] = {}
    for file in sorted(folder.glob(f"{locale}-*.json"))[:_MOST]:
        if file.is_file() and file.stat().st_size <= _LARGEST:
            merged |= _strings(file)
    return orjson.dumps(merged)


def _strings(file: Path) -> dict[str, Any]:
    """The strings of one file, with the rule for plurals under ''; nothing of what is no catalogue."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        found = read["locale_data"]["messages"]
    except (ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
