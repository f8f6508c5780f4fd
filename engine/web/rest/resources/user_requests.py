"""``/tympan/v1/personal-data-requests``: who has asked for their personal data, or for its removal, and the answers."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from engine.domain import user_requests
from engine.model.privacy import EXPORT, KINDS, STATUSES, PersonalRequest
from engine.web.rest.resources.own import own_route
from engine.web.rest.routes import CREATE, DELETE, READ, Answer, Call, Endpoint, Param, Route

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_SWITCH = {"type": "boolean", "default": False}
_BASE = "/personal-data-requests"
_KEY = rf"{_BASE}/(?P<id>[\d]+)"
_KIND = Param("action_name", {**_STRING, "enum": list(KINDS)}, required=True)


def routes() -> list[Route]:
    """The routes."""
    asked = (
        _KIND,
        Param("status", {**_STRING, "enum": ["", *STATUSES], "default": ""}),
        Param("search", {**_STRING, "default": "", "maxLength": 200}),
        Param("page", {**_INTEGER, "default": 1, "minimum": 1}),
        Param("per_page", {**_INTEGER, "default": 20, "minimum": 1, "maximum": 100}),
    )
    new = (
        _KIND,
        Param("person", {**_STRING, "maxLength": 200}, required=True),
        Param("send_confirmation_email", {"type": "boolean", "default": True}),
    )
    of = Param("id", _INTEGER)
    texts = ("action_name", "email", "status", "requested", "confirmed", "completed", "file")
    fields: dict[str, Any] = {"id": _INTEGER, **dict.fromkeys(texts, _STRING), "user": _INTEGER}
    fields |= {"is_worked_on": {"type": "boolean"}, "outcome": {"type": ["object", "null"]}}
    return [
        own_route(
            _BASE,
            Endpoint(READ, _list, _may, asked),
            Endpoint(CREATE, _create, _may, new),
            title="personal-data-request",
            lists=True,
            **fields,
        ),
        own_route(
            _KEY,
            Endpoint(READ, _read, _may_this, (of,)),
            Endpoint(DELETE, _delete, _may_this, (of,)),
            title="personal-data-request",
            **fields,
        ),
        *(
            own_route(
                f"{_KEY}/{name}",
                Endpoint(CREATE, act, _may_this, (of, *more)),
                title="personal-data-request",
                **fields,
            )
            for name, act, more in (
                ("send", _send, ()),
                ("answer", _answer, (Param("send_as_email", _SWITCH),)),
                ("complete", _complete, ()),
            )
        ),
    ]


async def _may(call: Call) -> None:
    user_requests.require_managing(call.ctx, KINDS.get(str(call["action_name"]), EXPORT))


async def _may_this(call: Call) -> None:
    user_requests.require_managing(call.ctx, EXPORT)
    await _asked(call)


async def _asked(call: Call) -> PersonalRequest:
    return await user_requests.get(call.ctx, call["id"])


async def _list(call: Call) -> Answer:
    found = await user_requests.listed(
        call.ctx,
        KINDS[call["action_name"]],
        status=call["status"],
        search=call["search"],
        page=call["page"],
        per_page=call["per_page"],
    )
    pages = -(-found.total // call["per_page"])
    headers = {"X-WP-Total": str(found.total), "X-WP-TotalPages": str(pages)}
    return Answer([_shown(call, one) for one in found.items], headers=headers)


async def _create(call: Call) -> Answer:
    made = await user_requests.create(
        call.ctx,
        KINDS[call["action_name"]],
        call["person"],
        is_confirmed=not call["send_confirmation_email"],
    )
    return Answer(_shown(call, made), status=201)


async def _read(call: Call) -> Answer:
    return Answer(_shown(call, await _asked(call)))


async def _delete(call: Call) -> Answer:
    request = await _asked(call)
    await user_requests.remove(call.ctx, request)
    return Answer({"deleted": True, "previous": _shown(call, request)})


async def _send(call: Call) -> Answer:
    request = await _asked(call)
    await user_requests.ask_again(call.ctx, request)
    return Answer(_shown(call, request))


async def _answer(call: Call) -> Answer:
    request = await user_requests.start(call.ctx, await _asked(call), mails=call["send_as_email"])
    return Answer(_shown(call, request), status=202)


async def _complete(call: Call) -> Answer:
    return Answer(_shown(call, await user_requests.complete(call.ctx, await _asked(call))))


def _shown(call: Call, one: PersonalRequest) -> dict[str, Any]:
    return {
        "id": one.id,
        "action_name": one.kind,
        "email": one.email,
        "user": one.user,
        "status": one.status,
        "requested": _moment(one.asked_at),
        "confirmed": _moment(one.confirmed_at),
        "completed": _moment(one.completed_at),
        "file": user_requests.file_address(call.ctx, one),
        "is_worked_on": one.is_worked_on,
        "outcome": asdict(one.outcome) if one.outcome else None,
    }


def _moment(stamp: int) -> str:
    return datetime.fromtimestamp(stamp, UTC).isoformat() if stamp else ""
