"""Calls to the API from within the process, for pages that bring its answers along."""

from collections.abc import Mapping
from typing import Any

from engine.domain.context import Context
from engine.web.http.php import parse
from engine.web.rest.dispatch import dispatch
from engine.web.rest.routes import Api, Call
from engine.web.rest.server import finish


async def ask(ctx: Context, method: str, path: str, *, api: Api) -> tuple[Any, Mapping[str, str]] | None:
    """What the API answers the actor at a path with its query, and the headers that clients read; None if it refuses."""
    address, _, query = path.partition("?")
    call = Call(ctx, api, method, address, {}, parse(query))
    made = await dispatch(call)
    if made.status >= 400:
        return None
    await finish(call, made, call.query)
    headers = dict(made.headers)
    if made.link_header:
        headers["Link"] = ", ".join(made.link_header)
    return made.data, headers
