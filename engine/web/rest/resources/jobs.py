"""``/tympan/v1/jobs``: background work, without its arguments, in which there may be anything: mails, keys."""

from datetime import UTC, datetime
from typing import Any

from engine.domain import queue
from engine.model.jobs import StoredJob
from engine.web.rest.resources.own import own_route
from engine.web.rest.routes import CREATE, READ, Answer, Call, Endpoint, Param, Route

_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_MOST = 1000
_IDS = {
    "type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1, "maxItems": _MOST, "uniqueItems": True,
}  # fmt: skip


def routes() -> list[Route]:
    """The routes: what there is, and doing it again or forgetting it."""
    listed = (
        Param("failed", {"type": "boolean", "default": False}),
        Param("kind", {**_STRING, "default": ""}),
    )
    ids = (Param("ids", _IDS, required=True),)
    fields = {"id": _INTEGER, "kind": _STRING, "state": _STRING, "attempts": _INTEGER, "error": _STRING}
    fields |= {"due": _STRING, "added": _STRING}
    return [
        own_route("/jobs", Endpoint(READ, _list, _may, listed), title="job", lists=True, **fields),
        own_route("/jobs/retry", Endpoint(CREATE, _retry, _may, ids), title="retried-jobs", count=_INTEGER),
        own_route(
            "/jobs/discard", Endpoint(CREATE, _discard, _may, ids), title="discarded-jobs", count=_INTEGER
        ),
    ]


async def _may(call: Call) -> None:
    queue.require_managing(call.ctx)


async def _list(call: Call) -> Answer:
    now = int(call.ctx.now.timestamp())
    return Answer(
        [_shown(one, now) for one in await queue.every(call.ctx, failed=call["failed"], kind=call["kind"])]
    )


def _shown(job: StoredJob, now: int) -> dict[str, Any]:
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state(now),
        "attempts": job.attempts,
        "error": job.error,
        "due": _moment(job.due_at),
        "added": _moment(job.added_at),
    }


async def _retry(call: Call) -> Answer:
    return Answer({"count": await queue.retry(call.ctx, tuple(call["ids"]))})


async def _discard(call: Call) -> Answer:
    return Answer({"count": await queue.discard(call.ctx, tuple(call["ids"]))})


def _moment(stamp: int) -> str:
    return datetime.fromtimestamp(stamp, UTC).isoformat()
