"""The cookies of readers: a session with another network's word for who they are, and the browser they read with."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from engine.domain import readers, tickets
from engine.domain.context import Context
from engine.model.readers import Profile, Reader
from engine.web.auth import cookies
from engine.web.http import client

_SESSION: Final = "tympan_reader"
# What log-ins under way and forms not sent yet are bound to.
_VISIT: Final = "tympan_visit"
_VISIT_LIFETIME: Final = 24 * 60 * 60
# Whoever logged out is asked again by the network.
_AGAIN: Final = "tympan_ask_again"
_LONGEST: Final = 200


async def current(request: Request, ctx: Context) -> Reader | None:
    """The reader whose session the browser has."""
    return await readers.by_token(ctx, token(request))


def token(request: Request) -> str:
    """The secret of the reader's session; '' for none."""
    return request.cookies.get(_SESSION, "")[:_LONGEST]


async def sign_in(response: Response, request: Request, ctx: Context, profile: Profile) -> Reader:
    """Begin a session of whom a network vouches for; the one that was there ends."""
    if token(request):
        await readers.sign_out(ctx, token(request))
    reader, secret = await readers.sign_in(
        ctx,
        profile,
        address=client.address(request, ctx.site.settings),
        agent=request.headers.get("user-agent", ""),
    )
    _set(response, request, ctx, _SESSION, secret, age=int(readers.LIFETIME.total_seconds()))
    _set(response, request, ctx, _AGAIN, "", age=0)
    return reader


async def sign_out(response: Response, request: Request, ctx: Context) -> None:
    """End the reader's session, here and in the browser."""
    if token(request):
        await readers.sign_out(ctx, token(request))
    _set(response, request, ctx, _SESSION, "", age=0)
    _set(response, request, ctx, _AGAIN, "1", age=_VISIT_LIFETIME)


def asks_again(request: Request) -> bool:
    """Whether the network is to ask who it is even if it knows."""
    return request.cookies.get(_AGAIN) == "1" or request.query_params.get("again") == "1"


def browser(request: Request) -> str:
    """The secret that only this browser has; '' where it has none yet."""
    return request.cookies.get(_VISIT, "")[:_LONGEST]


class Visit:
    """A browser that is told apart from all others; its secret is made if it has none yet."""

    def __init__(self, request: Request, ctx: Context) -> None:
        self._request, self._ctx = request, ctx
        self.secret = browser(request) or tickets.new_secret()

    def remember(self, response: Response) -> None:
        """Have the browser keep its secret for a day."""
        _set(response, self._request, self._ctx, _VISIT, self.secret, age=_VISIT_LIFETIME)


def _set(response: Response, request: Request, ctx: Context, name: str, value: str, *, age: int) -> None:
    secure = client.is_secure(request, ctx.site.settings) or ctx.home.startswith("https://")
    response.set_cookie(
        name, value, max_age=age, path=cookies.path(ctx.home), secure=secure, httponly=True, samesite="lax"
    )
