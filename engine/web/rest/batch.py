"""``/batch/v1``: several writing requests in one, each checked, permitted and run by its own route."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from engine.web.http.php import parse
from engine.web.rest.dispatch import allowed_methods, dispatch, refusal, understood
from engine.web.rest.embed import plain
from engine.web.rest.errors import RestError
from engine.web.rest.routes import CREATE, Answer, Call, Endpoint, Param, Route, no_route, public
from engine.web.rest.serialize import Wanted, wanted

MAX_REQUESTS = 25

_REQUEST = {
    "type": "object",
    "properties": {
        "method": {"type": "string", "enum": ["POST", "PUT", "PATCH", "DELETE"], "default": "POST"},
        "path": {"type": "string", "required": True},
        "body": {"type": "object", "properties": [], "additionalProperties": True},
        "headers": {
            "type": "object",
            "properties": [],
            "additionalProperties": {"type": ["string", "array"], "items": {"type": "string"}},
        },
    },
}
_PARAMS = (
    Param("validation", {"type": "string", "enum": ["require-all-validate", "normal"], "default": "normal"}),
    Param("requests", {"type": "array", "maxItems": MAX_REQUESTS, "items": _REQUEST}, required=True),
)


def route() -> Route:
    """The route; it takes part in no namespace and cannot be in a batch itself."""
    return Route("/batch/v1", (Endpoint(CREATE, _run, public, _PARAMS),), namespace="")


async def _run(call: Call) -> Answer:
    """All requests in turn; with `require-all-validate` none, unless all have valid arguments."""
    calls = [_part(call, asked) for asked in call["requests"]]
    errors = [await _error(part) for part in calls]
    if call["validation"] == "require-all-validate" and any(errors):
        shown = [_enveloped(refusal(error)) if error else None for error in errors]
        return Answer({"failed": "validation", "responses": shown}, status=207)
    answers = [await _answer(part, error) for part, error in zip(calls, errors, strict=True)]
    return Answer({"responses": answers}, status=207)


def _part(call: Call, asked: dict[str, Any]) -> Call:
    """One of the requests as a call of its own, by the same actor; of an address only path and query count."""
    try:
        parts = urlsplit(asked["path"])
    except ValueError:
        parts = urlsplit("")
    headers = {str(name).lower(): _header(value) for name, value in (asked.get("headers") or {}).items()}
    return Call(
        call.ctx,
        call.api,
        asked.get("method", "POST"),
        parts.path.rstrip("/") or "/",
        {},
        parse(parts.query),
        asked.get("body") or {},
        headers,
        address=call.address,
    )


def _header(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else value


async def _error(call: Call) -> RestError | None:
    """Why a request cannot be run: no route of its own, one that is not for batches, or wrong arguments."""
    try:
        call.matched, call.path = call.api.match(call.route)
        endpoint = call.matched.endpoint(call.method)
        if endpoint is None:
            call.matched = None
            return no_route()
        if not endpoint.batch:
            return RestError("rest_batch_not_allowed", "This route does not take part in batches.", 400)
        await understood(call, endpoint)
    except RestError as error:
        return error
    return None


async def _answer(call: Call, error: RestError | None) -> dict[str, Any]:
    """What the request answers; it sees what those before it have written."""
    ctx = await call.ctx.site.begin(call.ctx.actor, uri=call.ctx.uri)
    call = replace(call, ctx=ctx)
    if error is None:
        return _enveloped(await dispatch(call), wanted(call.query.get("_fields")))
    answer = refusal(error)
    allowed = await allowed_methods(call, call.matched) if call.matched else []
    if allowed:
        answer.headers["Allow"] = ", ".join(allowed)
    return _enveloped(answer)


def _enveloped(answer: Answer, tree: Wanted = None) -> dict[str, Any]:
    headers = dict(answer.headers)
    if answer.link_header:
        headers["Link"] = ", ".join(answer.link_header)
    return {"body": plain(answer, tree), "status": answer.status, "headers": headers or []}
