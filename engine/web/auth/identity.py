"""Who asks: the account behind a request's log-in cookie or its application password."""

import base64
import binascii
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from starlette.requests import Request

from engine.domain import application_passwords, authentication, nonces
from engine.domain.context import Context
from engine.model.errors import DomainError
from engine.web.http import client

_API: Final = "wp_rest"
_NONCE_HEADER: Final = "X-WP-Nonce"
_NONCE_FIELD: Final = "_wpnonce"


class InvalidNonce(DomainError):
    """The nonce of a call to the API is not one that was made for this session."""

    code = "rest_cookie_invalid_nonce"


@dataclass(frozen=True, slots=True)
class Caller:
    """A call to the API as whoever asks it, and headers that its answer has to carry."""

    ctx: Context
    headers: dict[str, str] = field(default_factory=dict)


async def visitor(request: Request, ctx: Context) -> Context:
    """A page asked for by whoever its log-in cookie names, or by nobody."""
    value = request.cookies.get(authentication.cookie_name(ctx, "logged_in"))
    if not value:
        return ctx
    return await authentication.by_cookie(ctx, unquote(value)) or ctx


async def api_caller(request: Request, ctx: Context) -> Caller:
    """A call to the API: a cookie counts only together with a nonce, else an application password does.

    As in WordPress wrong credentials are as good as none. Raises InvalidNonce for a nonce that is not this session's;
    a good one is answered with its successor. The nonce comes in the header or the query string.
    """
    asked = await visitor(request, ctx)
    if not asked.actor.is_logged_in:
        by_password = await _by_application_password(request, ctx)
        if by_password:
            return Caller(by_password)
    nonce = request.query_params.get(_NONCE_FIELD, request.headers.get(_NONCE_HEADER))
    if nonce is None:
        return Caller(ctx)
    if not await nonces.is_valid(asked, nonce, _API):
        raise InvalidNonce("This page is too old. Please load it again.")
    return Caller(asked, {_NONCE_HEADER: await nonces.nonce(asked, _API)})


async def api_nonce(ctx: Context) -> str:
    """The nonce by which a page of this session may call the API."""
    return await nonces.nonce(ctx, _API)


async def _by_application_password(request: Request, ctx: Context) -> Context | None:
    offered = credentials(request.headers.get("authorization", ""))
    if offered is None:
        return None
    login, password = offered
    address = client.address(request, ctx.site.settings)
    return await application_passwords.authenticate(ctx, login, password, address=address)


def credentials(header: str) -> tuple[str, str] | None:
    """The name and password of a Basic authorisation; None if the header is none."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True).decode("utf-8", "surrogateescape")
    except (binascii.Error, ValueError):
        return None
    login, colon, password = decoded.partition(":")
    return (login, password) if colon else None
