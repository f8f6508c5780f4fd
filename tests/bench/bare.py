"""The limit: Starlette routes that answer at once with bytes recorded from a contestant."""

import os
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOLDER = "TYMPAN_BENCH_ANSWERS"


def answer_file(method: str, target: str) -> str:
    """File name for the answer to a request target (path and query)."""
    return f"{method}-{quote(target, safe='')}"


def application() -> Starlette:
    """Answers every recorded request; read once, served from memory."""
    folder = Path(os.environ[FOLDER])
    answers = {path.name: path.read_bytes() for path in folder.iterdir()}

    async def answer(request: Request) -> Response:
        await request.body()
        query = request.url.query
        target = f"{request.url.path}?{query}" if query else request.url.path
        content = answers[answer_file(request.method, target)]
        kind = "text/html" if content.startswith(b"<") else "application/json"
        return Response(content, 201 if request.method == "POST" else 200, media_type=kind)

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
