"""``/tympan/v1/users/{id}/sessions`` and ``…/identities``: where an account is logged in, and what else it is known as.

``/tympan/v1/roles`` names the roles of the site.
"""

from datetime import UTC, datetime
from typing import Any

from engine.domain import authentication, networks, readers, sessions, users
from engine.domain.capabilities import require
from engine.model.errors import NotFound
from engine.model.readers import Reader
from engine.model.users import User
from engine.web.auth.providers.configured import providers
from engine.web.rest.errors import forbidden
from engine.web.rest.resources.own import own_route
from engine.web.rest.routes import DELETE, READ, Answer, Call, Endpoint, Param, Route

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_SWITCH = {"type": "boolean"}
_USER = r"/users/(?P<id>[\d]+|me)"
_OF = Param("id", _STRING)


def routes() -> list[Route]:
    """The routes."""
    session = {
        "key": _STRING,
        "began": _STRING,
        "expires": _STRING,
        "ip": _STRING,
        "agent": _STRING,
        "is_this": _SWITCH,
    }
    known = {"id": _INTEGER, "network": _STRING, "name": _STRING, "url": _STRING, "last": _STRING}
    return [
        own_route(
            f"{_USER}/sessions",
            Endpoint(READ, _sessions, _may, (_OF,)),
            Endpoint(DELETE, _end_all, _may, (_OF,)),
            title="session",
            lists=True,
            **session,
        ),
        own_route(
            _USER + r"/sessions/(?P<key>[0-9a-f]{64})",
            Endpoint(DELETE, _end, _may, (_OF, Param("key", _STRING))),
            title="ended-session",
            deleted=_SWITCH,
        ),
        own_route(
            "/users/me/identities",
            Endpoint(READ, _identities, _logged_in),
            title="identity",
            lists=True,
            **known,
        ),
        own_route(
            r"/users/me/identities/(?P<identity>[\d]+)",
            Endpoint(DELETE, _unlink, _logged_in, (Param("identity", _INTEGER),)),
            title="unlinked-identity",
            deleted=_SWITCH,
        ),
        own_route(
            "/roles", Endpoint(READ, _roles, _may_list), title="role", lists=True, slug=_STRING, name=_STRING
        ),
    ]


async def _user(call: Call) -> User:
    said = call.path["id"].lower()
    return await users.get(call.ctx, call.ctx.actor.id if said == "me" else int(said[:18]))


async def _may(call: Call) -> None:
    await _logged_in(call)
    require(call.ctx, "edit_user", await _user(call))


async def _logged_in(call: Call) -> None:
    if not call.ctx.actor.is_logged_in:
        raise forbidden(call.ctx, "rest_not_logged_in", "Please log in first.")


async def _may_list(call: Call) -> None:
    users.require_roles(call.ctx)


async def _sessions(call: Call) -> Answer:
    """The newest first."""
    found = await authentication.sessions_of(call.ctx, await _user(call))
    this = sessions.verifier_of(call.ctx.actor.session) if call.ctx.actor.session else ""
    shown = [
        {
            "key": key,
            "began": _moment(details.get("login")),
            "expires": _moment(details.get("expiration")),
            "ip": str(details.get("ip", "")),
            "agent": str(details.get("ua", "")),
            "is_this": key == this,
        }
        for key, details in found.items()
    ]
    return Answer(sorted(shown, key=lambda one: one["began"], reverse=True))


def _moment(stamp: Any) -> str:
    return datetime.fromtimestamp(stamp, UTC).isoformat() if isinstance(stamp, int) else ""


async def _end_all(call: Call) -> Answer:
    """End all sessions of an account, but not the one that asks for it."""
    return Answer({"count": await authentication.end_sessions_of(call.ctx, await _user(call))})


async def _end(call: Call) -> Answer:
    await authentication.end_session_of(call.ctx, await _user(call), call["key"].lower())
    return Answer({"deleted": True})


async def _identities(call: Call) -> Answer:
    labels = {one.slug: one.label for one in providers(networks.effective(call.ctx)).values()}
    return Answer(
        [_identity(one, labels.get(one.provider, one.provider)) for one in await readers.linked(call.ctx)]
    )


def _identity(reader: Reader, network: str) -> dict[str, Any]:
    return {
        "id": reader.id,
        "network": network,
        "name": reader.name,
        "url": reader.url,
        "last": _moment(reader.last_at),
    }


async def _unlink(call: Call) -> Answer:
    if not any(reader.id == call["identity"] for reader in await readers.linked(call.ctx)):
        raise NotFound("There is no such identity.", code="no_such_identity")
    await readers.unlink(call.ctx, call["identity"])
    return Answer({"deleted": True})


async def _roles(call: Call) -> Answer:
    return Answer([{"slug": one.slug, "name": one.name} for one in users.roles(call.ctx).values()])
