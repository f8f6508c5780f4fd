"""Scripts and styles of the engine's own, small enough to be read; under the address that pages have of them browsers keep them for good."""

import hashlib
from functools import cache
from importlib import resources
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from engine.domain.context import Context

FOLDER: Final = "/tympan/"
NAMES: Final = frozenset({"blocks.css", "comment-form.js", "window.js"})

_FOREVER: Final = "public, max-age=31536000, immutable"
_A_WHILE: Final = "public, max-age=300"


def address(ctx: Context, name: str) -> str:
    """The address of a script, which changes when its content does."""
    return path(ctx.home, name)


def path(base: str, name: str) -> str:
    """The address of a script below the site's."""
    return f"{base}{FOLDER}{name}?ver={_read(name)[1]}"


def answer(request: Request, name: str) -> Response:
    """A script."""
    if request.method not in {"GET", "HEAD"}:
        return Response(status_code=405, headers={"Allow": "GET, HEAD"})
    content, version = _read(name)
    known = request.query_params.get("ver") == version
    headers = {
        "Cache-Control": _FOREVER if known else _A_WHILE,
        "ETag": f'"{version}"',
        "X-Content-Type-Options": "nosniff",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    media_type = "text/css" if name.endswith(".css") else "text/javascript"
    return Response(content, media_type=media_type, headers=headers)


@cache
def _read(name: str) -> tuple[bytes, str]:
    content = resources.files(__name__).joinpath(name).read_bytes()
    return content, hashlib.sha256(content).hexdigest()[:12]
