"""How calls to the networks leave: by the engine's one way out, which keeps them off private networks and in bounds."""

from typing import Final

import httpx2

from engine.backends.fetch import Answer, Ask, Fetch
from engine.domain.context import Context
from engine.model.errors import Invalid, Unavailable

_LARGEST_ANSWER: Final = 512 * 1024
_PATIENCE: Final = 10.0  # seconds
# What the way out sets itself.
_NOT_OURS: Final = frozenset({"host", "content-length", "accept-encoding", "connection", "transfer-encoding"})


class WayOut(httpx2.AsyncBaseTransport):
    """Authlib's clients over the site's own way of asking other sites."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer; a question that got none is asked once more, anything else is not."""
        ask = Ask(
            url=str(request.url),
            method=request.method,
            headers={name: value for name, value in request.headers.items() if name not in _NOT_OURS},
            body=await request.aread(),
            most=_LARGEST_ANSWER,
            seconds=_PATIENCE,
            redirects=0,
        )
        try:
            answer = await self._ask(ask)
        except (Invalid, Unavailable) as error:
            raise httpx2.ConnectError(error.message) from error
        if answer.cut:
            raise httpx2.ReadError("the answer is too large")
        headers = {name: value for name, value in answer.headers.items() if name not in _NOT_OURS}
        return httpx2.Response(answer.status, headers=headers, content=answer.body, request=request)

    async def _ask(self, ask: Ask) -> Answer:
        try:
            return await self._fetch(ask)
        except Unavailable:
            if ask.method != "GET":
                raise
        return await self._fetch(ask)


def transport(ctx: Context) -> httpx2.AsyncBaseTransport:
    """A way out."""
    return WayOut(ctx.site.outside.fetch)
