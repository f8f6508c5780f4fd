"""``/wp/v2/types``: the post types that the API shows."""

from typing import Any

from engine.domain import labels
from engine.domain.capabilities import can
from engine.domain.post_types import features
from engine.model.types import PostType
from engine.web.rest.errors import RestError, authorization_status
from engine.web.rest.links import Link
from engine.web.rest.resource import CONTEXTS, Operation, Resource
from engine.web.rest.resources.keyed import keyed
from engine.web.rest.routes import Answer, Call, Param
from engine.web.rest.serialize import ALL, EDIT, SHOWN, Field, View

_STRING = {"type": "string"}
_BOOLEAN = {"type": "boolean"}
_LOCK = {"type": ["string", "boolean"], "enum": ["all", "insert", "contentOnly", False]}


def _shown_taxonomies(view: View[PostType], kind: PostType) -> list[str]:
    return [t.name for t in view.ctx.types.taxonomies_of(kind.name) if t.show_in_rest]


def _visibility(_view: View[PostType], kind: PostType) -> dict[str, bool]:
    return {"show_in_nav_menus": kind.show_in_nav_menus, "show_ui": kind.show_ui}


def _readonly(name: str, schema: dict[str, Any], get: Any, context: tuple[str, ...]) -> Field[PostType]:
    return Field(name, schema, get, context, readonly=True)


FIELDS: tuple[Field[PostType], ...] = (
    _readonly("capabilities", {"type": "object"}, lambda _v, t: dict(t.capabilities), EDIT),
    _readonly("description", _STRING, lambda _v, t: t.description, SHOWN),
    _readonly("hierarchical", _BOOLEAN, lambda _v, t: t.hierarchical, SHOWN),
    _readonly("viewable", _BOOLEAN, lambda _v, t: t.is_viewable, EDIT),
    _readonly("labels", {"type": "object"}, lambda _v, t: labels.of_post_type(t), EDIT),
    _readonly("name", _STRING, lambda _v, t: t.label, ALL),
    _readonly("slug", _STRING, lambda _v, t: t.name, ALL),
    _readonly("supports", {"type": "object"}, lambda _v, t: features(t), EDIT),
    _readonly("has_archive", {"type": ["string", "boolean"]}, lambda _v, t: t.archive or False, SHOWN),
    _readonly("taxonomies", {"type": "array", "items": _STRING}, _shown_taxonomies, SHOWN),
    _readonly("rest_base", _STRING, lambda _v, t: t.rest_base or t.name, ALL),
    _readonly("rest_namespace", _STRING, lambda _v, t: t.rest_namespace, ALL),
    _readonly(
        "visibility",
        {"type": "object", "properties": {"show_ui": _BOOLEAN, "show_in_nav_menus": _BOOLEAN}},
        _visibility,
        EDIT,
    ),
    _readonly("icon", {"type": ["string", "null"]}, lambda _v, t: t.icon, ALL),
    _readonly("template", {"type": ["array"]}, lambda _v, t: list(t.template), ALL),
    _readonly("template_lock", _LOCK, lambda _v, t: t.template_lock, ALL),
)


def _items(_view: View[PostType], kind: PostType) -> str:
    return f"/{kind.rest_namespace}/{kind.rest_base or kind.name}"


def _may_edit(call: Call, kind: PostType) -> bool:
    return can(call.ctx, kind.capabilities["edit_posts"])


def _shown(call: Call) -> dict[str, PostType]:
    kinds = {name: kind for name, kind in call.ctx.types.post_types.items() if kind.show_in_rest}
    if call.context == "edit":
        return {name: kind for name, kind in kinds.items() if _may_edit(call, kind)}
    return kinds


async def _may_list(call: Call) -> None:
    if call.context == "edit" and not _shown(call):
        raise RestError("rest_cannot_view", "You may not edit posts.", authorization_status(call.ctx))


async def _list(call: Call) -> Answer:
    return await keyed(call, RESOURCE, _shown(call))


async def _anybody(_call: Call) -> None: ...


async def _read(call: Call) -> PostType:
    kind = call.ctx.types.post_types.get(call["type"])
    if kind is None:
        raise RestError("rest_type_invalid", "There is no such post type.", 404)
    if not kind.show_in_rest:
        raise RestError(
            "rest_cannot_read_type", "This post type is not shown.", authorization_status(call.ctx)
        )
    if call.context == "edit" and not _may_edit(call, kind):
        raise RestError(
            "rest_forbidden_context", "You may not edit this post type.", authorization_status(call.ctx)
        )
    return kind


_CONTEXT = (Param("context", {"type": "string", "default": "view", "enum": list(CONTEXTS)}),)
_NO_PAGES = tuple(Param(name, {}) for name in ("page", "per_page", "search"))

RESOURCE: Resource[PostType] = Resource(
    name="type",
    base="types",
    fields=FIELDS,
    key=r"(?P<type>[\w-]+)",
    key_params=(Param("type", {"type": "string"}),),
    identity=lambda kind: kind.name,
    links=(Link("collection", lambda _v, _t: "/wp/v2/types"), Link("wp:items", _items)),
    listing=Operation(_may_list, _list, (*_CONTEXT, *_NO_PAGES)),
    reading=Operation(_anybody, _read, _CONTEXT),
)
