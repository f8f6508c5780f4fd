"""``/tympan/v1/comments/moderate``: the same done to many comments, beside WordPress's routes and in no index."""

from typing import Any

from engine.domain import moderation_queue
from engine.domain.context import Context
from engine.domain.moderation_queue import Outcome
from engine.web.rest.errors import from_domain
from engine.web.rest.resources.comment_fields import status
from engine.web.rest.routes import CREATE, Answer, Call, Endpoint, Param, Route

_PARAMS = (
    Param("action", {"type": "string", "enum": list(moderation_queue.ACTIONS)}, required=True),
    Param(
        "ids",
        {
            "type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1, "maxItems": moderation_queue.MOST,
        },
        required=True,
    ),
)  # fmt: skip
_SCHEMA = {
    "title": "moderated-comments",
    "type": "object",
    "properties": {
        "results": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "integer"},
                    "status": {"type": "string"},
                    "deleted": {"type": "boolean"},
                    "error": {"type": "object"},
                },
            },
        }
    },
}


def routes() -> list[Route]:
    """The route."""
    endpoint = Endpoint(CREATE, _moderate, _may_moderate, _PARAMS)
    return [
        Route(
            "/tympan/v1/comments/moderate",
            (endpoint,),
            "tympan/v1",
            schema=lambda _ctx: _SCHEMA,
            in_index=False,
        )
    ]


async def _may_moderate(call: Call) -> None:
    moderation_queue.require(call.ctx)


async def _moderate(call: Call) -> Answer:
    """The outcome for each comment, in the order of the ids."""
    done = await moderation_queue.moderate(call.ctx, call["action"], call["ids"])
    return Answer({"results": [_shown(call.ctx, one) for one in done]})


def _shown(ctx: Context, outcome: Outcome) -> dict[str, Any]:
    if outcome.error:
        return {"id": outcome.id, "error": from_domain(ctx, outcome.error).body()}
    if outcome.comment is None:
        return {"id": outcome.id, "deleted": True}
    return {"id": outcome.id, "status": status(outcome.comment)}
