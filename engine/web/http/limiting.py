"""Requests counted by what they ask for, and what clients are told of it: RateLimit headers, 429."""

from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from engine.backends.limiter import Allowance
from engine.domain import allowances
from engine.domain.allowances import Kind
from engine.domain.context import Context
from engine.model.errors import TooMany
from engine.web.http import client

_LOGIN: Final = frozenset({"/wp-login.php"})


def headers(left: Allowance | None) -> dict[str, str]:
    """What is left, as draft-ietf-httpapi-ratelimit-headers had it when clients learnt to read it."""
    if left is None:
        return {}
    return {
        "RateLimit-Limit": str(left.limit),
        "RateLimit-Remaining": str(left.remaining),
        "RateLimit-Reset": str(left.reset),
        "RateLimit-Policy": f"{left.limit};w={left.window}",
    }


def refused(error: TooMany) -> dict[str, str]:
    """The headers of a refusal."""
    limit, window = error.data.get("limit", 0), error.data.get("window", 0)
    return {
        "Retry-After": str(error.retry_after),
        "RateLimit-Limit": str(limit),
        "RateLimit-Remaining": "0",
        "RateLimit-Reset": str(error.retry_after),
        "RateLimit-Policy": f"{limit};w={window}",
    }


async def page_refusal(request: Request, ctx: Context) -> Response | None:
    """The refusal of a form or a search of the site's pages, None where it may go on.

    Comments, and log-ins of readers on their way, are counted where what was typed can be kept.
    """
    kind = _kind(request)
    if kind is None:
        return None
    try:
        await allowances.spend(ctx, kind, client.address(request, ctx.site.settings))
    except TooMany as error:
        return PlainTextResponse(error.message, 429, refused(error))
    return None


def _kind(request: Request) -> Kind | None:
    path = request.url.path
    if request.method == "POST":
        return "login" if path in _LOGIN else None
    return "search" if request.query_params.get("s") else None
