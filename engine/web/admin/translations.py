"""WordPress's own translations of its packages, where they are installed: all of a locale's files as one catalogue."""

import gzip
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from engine.config.settings import Settings
from engine.web.admin import assets

PREFIX: Final = "/wp-admin/translations/"

_NAME: Final = re.compile(r"([a-z]{2,3}(?:_[A-Z]{2}(?:_[a-z0-9]+)?)?)\.json")
_LARGEST: Final = 4 * 1024 * 1024
_MOST: Final = 400


def answer(request: Request, settings: Settings) -> Response:
    """The catalogue of a locale, in the form that WordPress's packages take; it may be kept for a day.

    With `of=screens` it has the words that screens say, without those of the editor, which are most.
    """
    found = _NAME.fullmatch(request.url.path.removeprefix(PREFIX))
    folder = settings.languages_dir
    if found is None or folder is None or not folder.is_dir():
        return PlainTextResponse(
            "There are no such translations.", 404, {"X-Content-Type-Options": "nosniff"}
        )
    known = assets.words_of_screens() if request.query_params.get("of") == "screens" else None
    content = _packed(folder, found[1], folder.stat().st_mtime_ns, known)
    headers = {"Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if "gzip" in assets.encodings(request):
        headers["Content-Encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    headers["Cache-Control"] = "private, max-age=86400"
    return Response(content, 200, {**headers, "Content-Type": "application/json"})


@lru_cache(maxsize=8)
def _packed(folder: Path, locale: str, _modified: int, known: frozenset[str] | None) -> bytes:
    """The files of a locale as one, compressed; of its words those that are `known`, or all."""
    merged: dict[str, Any] = {}
    for file in sorted(folder.glob(f"{locale}-*.json"))[:_MOST]:
        if file.is_file() and file.stat().st_size <= _LARGEST:
            merged |= _strings(file)
    return gzip.compress(
        orjson.dumps({word: said for word, said in merged.items() if known is None or _is_of(word, known)})
    )


def _is_of(word: str, known: frozenset[str]) -> bool:
    """Whether a word is one of these, whatever context it is said in; the rule for plurals is not said."""
    return not word or word.rpartition("\x04")[2] in known


def _strings(file: Path) -> dict[str, Any]:
    """The strings of one file, with the rule for plurals under ''; nothing of what is no catalogue."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        found = read["locale_data"]["messages"]
    except (ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
