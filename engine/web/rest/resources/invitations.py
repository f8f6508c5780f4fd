"""``/tympan/v1/invitations``: an account for somebody who sets its password by a mail."""

from engine.domain import registration
from engine.domain.capabilities import require
from engine.web.rest.resources.own import own_route
from engine.web.rest.routes import CREATE, Answer, Call, Endpoint, Param, Route

_STRING = {"type": "string"}
_PARAMS = (
    Param("username", _STRING, required=True),
    Param("email", {"type": "string", "format": "email"}, required=True),
    Param("role", _STRING, required=True),
)


def routes() -> list[Route]:
    """The route."""
    endpoint = Endpoint(CREATE, _invite, _may, _PARAMS)
    return [own_route("/invitations", endpoint, title="invitation", id={"type": "integer"}, username=_STRING)]


async def _may(call: Call) -> None:
    require(call.ctx, "create_users")


async def _invite(call: Call) -> Answer:
    user = await registration.invite(call.ctx, call["username"], call["email"], role=call["role"])
    return Answer({"id": user.id, "username": user.login}, status=201)
