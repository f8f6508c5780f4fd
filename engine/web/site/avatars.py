"""``/tympan/avatars/N``: the picture of whoever wrote comment N, fetched by the site so that readers ask nobody else.

The address says nothing of the person: no e-mail address, no hash of one.
"""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from engine.domain import avatar_copies, comments
from engine.domain.context import Context
from engine.model.errors import DomainError
from engine.web.auth import identity

FOLDER: Final = "/tympan/avatars/"

_A_DAY: Final = "public, max-age=86400"
_SAFE: Final = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}


def number(path: str) -> int:
    """The comment that a path is about; 0 for none."""
    rest = path.removeprefix(FOLDER)
    return (
        int(rest) if path.startswith(FOLDER) and rest.isascii() and rest.isdecimal() and len(rest) < 19 else 0
    )


async def answer(request: Request, ctx: Context) -> Response:
    """The picture; a letter where there is none."""
    if request.method not in {"GET", "HEAD"}:
        return Response(status_code=405, headers={"Allow": "GET, HEAD"})
    ctx = await identity.visitor(request, ctx)
    try:
        comment = await comments.get(ctx, number(request.url.path))
    except DomainError:
        return Response(status_code=404)
    if not comments.is_readable(ctx, comment):
        return Response(status_code=404)
    picture = await avatar_copies.of_comment(ctx, comment)
    return Response(
        picture.content, media_type=picture.media_type, headers={"Cache-Control": _A_DAY, **_SAFE}
    )
