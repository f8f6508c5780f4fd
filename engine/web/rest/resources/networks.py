"""``/tympan/v1/networks``: the networks that readers log in with. Secrets are taken, and never told."""

from typing import Any

from engine.domain import networks
from engine.domain.capabilities import require
from engine.web.auth import sign_in
from engine.web.auth.providers.configured import providers
from engine.web.rest.resources.own import own_route
from engine.web.rest.routes import EDIT, READ, Answer, Call, Endpoint, Param, Route

_STRING = {"type": "string"}


def routes() -> list[Route]:
    """The route."""
    params = tuple(Param(name, _STRING) for name in networks.NAMES)
    endpoints = (Endpoint(READ, _read, _may), Endpoint(EDIT, _change, _may, params))
    listed = {"type": "array", "items": {"type": "object"}}
    return [own_route("/networks", *endpoints, title="networks", networks=listed)]


async def _may(call: Call) -> None:
    require(call.ctx, "manage_options")


async def _read(call: Call) -> Answer:
    offered = providers(networks.effective(call.ctx))
    shown = [
        {
            "slug": slug,
            "is_offered": slug in offered,
            "callback": f"{call.ctx.home}{sign_in.FOLDER}{slug}/callback",
            "fields": [_field(one) for one in entries],
        }
        for slug, entries in networks.entries(call.ctx).items()
    ]
    return Answer({"networks": shown})


def _field(one: networks.Entry) -> dict[str, Any]:
    return {
        "name": one.name,
        "value": one.value,
        "is_secret": one.is_secret,
        "is_set": one.is_set,
        "is_fixed": one.is_fixed,
    }


async def _change(call: Call) -> Answer:
    call.ctx = await networks.change(
        call.ctx, {name: call.params[name] for name in networks.NAMES if call.given(name)}
    )
    return await _read(call)
