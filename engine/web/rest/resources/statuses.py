"""``/wp/v2/statuses``: the post statuses that this actor may know of."""

from typing import Any

from engine.domain.capabilities import can
from engine.model.types import PostStatus
from engine.web.rest.errors import RestError, authorization_status
from engine.web.rest.links import Link
from engine.web.rest.resource import CONTEXTS, Operation, Resource
from engine.web.rest.resources.keyed import keyed
from engine.web.rest.routes import Answer, Call, Param
from engine.web.rest.serialize import EDIT, SHOWN, Field, View

_BOOLEAN = {"type": "boolean"}
_STRING = {"type": "string"}
_EVERYWHERE = ("embed", "view", "edit")


def _readonly(name: str, schema: dict[str, Any], get: Any, context: tuple[str, ...]) -> Field[PostStatus]:
    return Field(name, schema, get, context, readonly=True)


FIELDS: tuple[Field[PostStatus], ...] = (
    _readonly("name", _STRING, lambda _v, s: s.label, _EVERYWHERE),
    _readonly("private", _BOOLEAN, lambda _v, s: s.private, EDIT),
    _readonly("protected", _BOOLEAN, lambda _v, s: s.protected, EDIT),
    _readonly("public", _BOOLEAN, lambda _v, s: s.public, SHOWN),
    _readonly("queryable", _BOOLEAN, lambda _v, s: s.publicly_queryable, SHOWN),
    _readonly("show_in_list", _BOOLEAN, lambda _v, s: s.show_in_admin_all_list, EDIT),
    _readonly("slug", _STRING, lambda _v, s: s.name, _EVERYWHERE),
    _readonly("date_floating", _BOOLEAN, lambda _v, s: s.date_floating, SHOWN),
)


def _posts(_view: View[PostStatus], status: PostStatus) -> str:
    return "/wp/v2/posts" if status.name == "publish" else f"/wp/v2/posts?status={status.name}"


def _edits_any(call: Call) -> bool:
    kinds = call.ctx.types.post_types.values()
    return any(kind.show_in_rest and can(call.ctx, kind.capabilities["edit_posts"]) for kind in kinds)


def _may_know(call: Call, status: PostStatus) -> bool:
    if status.public:
        return True
    return (not status.internal or status.name == "trash") and _edits_any(call)


async def _may_list(call: Call) -> None:
    if call.context == "edit" and not _edits_any(call):
        raise RestError("rest_cannot_view", "You may not manage statuses.", authorization_status(call.ctx))


async def _list(call: Call) -> Answer:
    statuses = call.ctx.types.statuses.items()
    return await keyed(call, RESOURCE, {name: one for name, one in statuses if _may_know(call, one)})


async def _may_read(call: Call) -> None:
    status = call.ctx.types.statuses.get(call["status"])
    if status is None:
        raise RestError("rest_status_invalid", "There is no such status.", 404)
    if not _may_know(call, status):
        raise RestError("rest_cannot_read_status", "You may not see it.", authorization_status(call.ctx))


async def _read(call: Call) -> PostStatus:
    return call.ctx.types.statuses[call["status"]]


_CONTEXT = (Param("context", {"type": "string", "default": "view", "enum": list(CONTEXTS)}, early=True),)
_NO_PAGES = tuple(Param(name, {}) for name in ("page", "per_page", "search"))

RESOURCE: Resource[PostStatus] = Resource(
    name="status",
    base="statuses",
    fields=FIELDS,
    key=r"(?P<status>[\w-]+)",
    key_params=(Param("status", {"type": "string"}),),
    identity=lambda status: status.name,
    links=(Link("archives", _posts),),
    listing=Operation(_may_list, _list, (*_CONTEXT, *_NO_PAGES)),
    reading=Operation(_may_read, _read, _CONTEXT),
)
