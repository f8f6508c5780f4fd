"""``/wp/v2/taxonomies``: the taxonomies that the API shows."""

from typing import Any

from engine.domain import labels
from engine.domain.capabilities import can
from engine.model.types import Taxonomy
from engine.web.rest.errors import RestError, authorization_status
from engine.web.rest.links import Link
from engine.web.rest.resource import CONTEXTS, Operation, Resource
from engine.web.rest.resources.keyed import keyed
from engine.web.rest.routes import Answer, Call, Param
from engine.web.rest.serialize import ALL, EDIT, SHOWN, Field, View

_STRING = {"type": "string"}
_BOOLEAN = {"type": "boolean"}
_VISIBILITY = (
    "public", "publicly_queryable", "show_admin_column", "show_in_nav_menus", "show_in_quick_edit", "show_ui",
)  # fmt: skip


def _visibility(_view: View[Taxonomy], taxonomy: Taxonomy) -> dict[str, bool]:
    return {name: getattr(taxonomy, name) for name in _VISIBILITY}


def _readonly(name: str, schema: dict[str, Any], get: Any, context: tuple[str, ...]) -> Field[Taxonomy]:
    return Field(name, schema, get, context, readonly=True)


FIELDS: tuple[Field[Taxonomy], ...] = (
    _readonly("capabilities", {"type": "object"}, lambda _v, t: dict(t.capabilities), EDIT),
    _readonly("description", _STRING, lambda _v, t: t.description, SHOWN),
    _readonly("hierarchical", _BOOLEAN, lambda _v, t: t.hierarchical, SHOWN),
    _readonly("labels", {"type": "object"}, lambda _v, t: labels.of_taxonomy(t), EDIT),
    _readonly("name", _STRING, lambda _v, t: t.label, ALL),
    _readonly("slug", _STRING, lambda _v, t: t.name, ALL),
    _readonly("show_cloud", _BOOLEAN, lambda _v, t: t.show_tagcloud, EDIT),
    _readonly("types", {"type": "array", "items": _STRING}, lambda _v, t: list(t.object_types), SHOWN),
    _readonly("rest_base", _STRING, lambda _v, t: t.rest_base or t.name, ALL),
    _readonly("rest_namespace", _STRING, lambda _v, t: t.rest_namespace, ALL),
    _readonly(
        "visibility",
        {"type": "object", "properties": dict.fromkeys(_VISIBILITY, _BOOLEAN)},
        _visibility,
        EDIT,
    ),
)


def _items(_view: View[Taxonomy], taxonomy: Taxonomy) -> str:
    return f"/{taxonomy.rest_namespace}/{taxonomy.rest_base or taxonomy.name}"


def _may_assign(call: Call, taxonomy: Taxonomy) -> bool:
    return can(call.ctx, taxonomy.capabilities["assign_terms"])


def _of_type(call: Call) -> dict[str, Taxonomy]:
    kind = call.params.get("type")
    return {
        name: taxonomy
        for name, taxonomy in call.ctx.types.taxonomies.items()
        if not kind or kind in taxonomy.object_types
    }


async def _may_list(call: Call) -> None:
    if call.context != "edit":
        return
    if not any(taxonomy.show_in_rest and _may_assign(call, taxonomy) for taxonomy in _of_type(call).values()):
        raise RestError("rest_cannot_view", "You may not manage terms.", authorization_status(call.ctx))


async def _list(call: Call) -> Answer:
    shown = {
        name: taxonomy
        for name, taxonomy in _of_type(call).items()
        if taxonomy.show_in_rest and (call.context != "edit" or _may_assign(call, taxonomy))
    }
    return await keyed(call, RESOURCE, shown)


async def _may_read(call: Call) -> None:
    taxonomy = call.ctx.types.taxonomies.get(call["taxonomy"])
    if taxonomy is None:
        return
    if not taxonomy.show_in_rest:
        raise RestError("rest_forbidden", "This taxonomy is not shown.", authorization_status(call.ctx))
    if call.context == "edit" and not _may_assign(call, taxonomy):
        raise RestError(
            "rest_forbidden_context", "You may not manage its terms.", authorization_status(call.ctx)
        )


async def _read(call: Call) -> Taxonomy:
    taxonomy = call.ctx.types.taxonomies.get(call["taxonomy"])
    if taxonomy is None:
        raise RestError("rest_taxonomy_invalid", "There is no such taxonomy.", 404)
    return taxonomy


_CONTEXT = (Param("context", {"type": "string", "default": "view", "enum": list(CONTEXTS)}),)
_NO_PAGES = tuple(Param(name, {}) for name in ("page", "per_page", "search"))

RESOURCE: Resource[Taxonomy] = Resource(
    name="taxonomy",
    base="taxonomies",
    fields=FIELDS,
    key=r"(?P<taxonomy>[\w-]+)",
    key_params=(Param("taxonomy", {"type": "string"}),),
    identity=lambda taxonomy: taxonomy.name,
    links=(Link("collection", lambda _v, _t: "/wp/v2/taxonomies"), Link("wp:items", _items)),
    listing=Operation(_may_list, _list, (*_CONTEXT, Param("type", _STRING), *_NO_PAGES)),
    reading=Operation(_may_read, _read, _CONTEXT),
)
