"""``/tympan/avatars/``: pictures of people, so that readers ask nobody else for them.

``N`` is that of whoever wrote comment N, fetched by the site; ``4b-217.svg`` a letter on a ground of a hue. The address says
nothing of the person: no e-mail address, no hash of one.
"""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from engine.domain import avatar_copies, comments
from engine.domain.avatar_copies import Picture
from engine.domain.avatars import FOLDER, Letter
from engine.domain.context import Context
from engine.model.errors import DomainError
from engine.web.auth import identity

_A_DAY: Final = "public, max-age=86400"
_FOREVER: Final = "public, max-age=31536000, immutable"
_SAFE: Final = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}


def is_picture(path: str) -> bool:
    """Whether a path is that of a picture of somebody."""
    return path.startswith(FOLDER) and bool(_number(path) or Letter.named(path.removeprefix(FOLDER)))


def _number(path: str) -> int:
    """The comment that a path is about; 0 for none."""
    rest = path.removeprefix(FOLDER)
    return int(rest) if rest.isascii() and rest.isdecimal() and len(rest) < 19 else 0


async def answer(request: Request, ctx: Context) -> Response:
    """The picture; a letter where there is none."""
    if request.method not in {"GET", "HEAD"}:
        return Response(status_code=405, headers={"Allow": "GET, HEAD"})
    if letter := Letter.named(request.url.path.removeprefix(FOLDER)):
        return _sent(avatar_copies.letter(letter), _FOREVER)
    ctx = await identity.visitor(request, ctx)
    try:
        comment = await comments.get(ctx, _number(request.url.path))
    except DomainError:
        return Response(status_code=404)
    if not comments.is_readable(ctx, comment):
        return Response(status_code=404)
    return _sent(await avatar_copies.of_comment(ctx, comment), _A_DAY)


def _sent(picture: Picture, kept: str) -> Response:
    return Response(picture.content, media_type=picture.media_type, headers={"Cache-Control": kept, **_SAFE})
