"""A block as it would be shown: ``/wp/v2/block-renderer``."""

from typing import Any

from engine.content.blocks.published import is_dynamic
from engine.domain import block_rendering, post_rights, posts
from engine.domain.capabilities import can
from engine.model.posts import Post
from engine.web.rest.errors import RestError, forbidden
from engine.web.rest.resource import Resource
from engine.web.rest.routes import Answer, Call, Endpoint, Param, Route
from engine.web.rest.schema import sanitize, validate
from engine.web.rest.serialize import Field

_PATH = "/wp/v2/block-renderer/(?P<name>[a-z0-9-]+/[a-z0-9-]+)"
_METHODS = ("GET", "POST")


def _context(_call: Call, value: Any) -> Any:
    """Only to edit is a block shown so; as in WordPress, saying nothing is saying otherwise."""
    if value != "edit":
        raise RestError("rest_not_in_enum", "context is not edit.")
    return value


def _attributes(call: Call, value: Any) -> Any:
    """What a block declares; those of a block that does not exist are as good as any."""
    kind = call.ctx.types.block_types.get(call.path["name"])
    if kind is None:
        return value or {}
    schema = {"type": "object", "properties": dict(kind.attributes), "additionalProperties": False}
    validate(value, schema, "")
    return sanitize(value, schema)


async def _may_render(call: Call) -> None:
    post = await _post(call)
    if call["post_id"]:
        if post is None or not can(call.ctx, "edit_post", post):
            raise forbidden(call.ctx, "block_cannot_read", "You may not read blocks of this post.")
    elif not post_rights.writes_anything(call.ctx):
        raise forbidden(call.ctx, "block_cannot_read", "You may not read blocks.")


async def _post(call: Call) -> Post | None:
    # Who may do what else here is asked before the arguments are sound.
    identity = call["post_id"] if isinstance(call["post_id"], int) else 0
    return (await posts.by_ids(call.ctx, (identity,))).get(identity)


async def _render(call: Call) -> Answer:
    kind = call.ctx.types.block_types.get(call.path["name"])
    if kind is None or not is_dynamic(kind):
        raise RestError("block_invalid", "There is no such block that is made when it is shown.", 404)
    html = await block_rendering.block(call.ctx, kind.name, call["attributes"] or {}, await _post(call))
    return Answer({"rendered": html})


RESOURCE: Resource[str] = Resource(
    name="rendered-block",
    base="block-renderer",
    fields=(Field("rendered", {"type": "string"}, lambda _v, html: html, ("edit",), required=True),),
    extra_schema={"$schema": "http://json-schema.org/schema#"},
)


def routes() -> list[Route]:
    """The one route there is."""
    params = (
        Param("name", {"type": "string"}),
        Param(
            "context",
            {"type": "string", "default": "view", "enum": ["edit"]},
            free=True,
            check=_context,
            early=True,
        ),
        Param("attributes", {"type": "object", "default": []}, free=True, check=_attributes, early=True),
        Param("post_id", {"type": "integer"}),
    )
    return [Route(_PATH, (Endpoint(_METHODS, _render, _may_render, params),), schema=RESOURCE.schema)]
