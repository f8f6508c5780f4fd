"""How the editor's lists and forms begin: ``/wp/v2/view-config``."""

from typing import Any

from engine.domain import labels, post_rights
from engine.domain.capabilities import can
from engine.model.types import PostType
from engine.web.rest.errors import RestError, forbidden
from engine.web.rest.resource import Resource
from engine.web.rest.resources import view_schemas
from engine.web.rest.routes import READ, Answer, Call, Endpoint, Param, Route
from engine.web.rest.serialize import Field, pick, wanted

_STRING = {"type": "string"}
_VERSION = 1

# The views of a list of pages: slug, title, and the status that each keeps to.
_VIEWS = (
    ("published", "Published", "publish"), ("future", "Scheduled", "future"), ("drafts", "Drafts", "draft"),
    ("pending", "Pending", "pending"), ("private", "Private", "private"), ("trash", "Trash", "trash"),
)  # fmt: skip
_AUTHOR_AT_START = {"styles": {"author": {"align": "start"}}}


def _bare(identity: str, position: str = "none") -> dict[str, Any]:
    kind = "panel" if position == "top" else "regular"
    return {"id": identity, "layout": {"type": kind, "labelPosition": position}}


def _group(identity: str, label: str, first: str, *others: str) -> dict[str, Any]:
    return {"id": identity, "label": label, "children": [_bare(first), *others]}


_FORM = {
    "layout": {"type": "panel"},
    "fields": [
        _bare("featured_media"), _bare("post-content-info"), _bare("excerpt", "top"),
        _group("status", "Status", "status", "scheduled_date", "password", "sticky"),
        "date", "slug", "author", "template", _group("discussion", "Discussion", "comment_status", "ping_status"),
        "parent", "format", "revisions",
    ],
}  # fmt: skip


def _view(**more: Any) -> dict[str, Any]:
    usual = {
        "type": "table", "filters": [], "perPage": 20, "sort": {"field": "title", "direction": "asc"},
        "titleField": "title", "fields": ["author", "status"],
    }  # fmt: skip
    return usual | more


def _of_type(kind: PostType) -> dict[str, Any]:
    everything = {"slug": "all", "title": labels.of_post_type(kind)["all_items"]}
    if kind.name != "page":
        return {
            "default_view": _view(),
            "view_list": [everything],
            "default_layouts": _layouts(),
            "form": _FORM,
        }
    return {
        "default_view": _view(type="list", showLevels=True, mediaField="featured_media"),
        "view_list": [everything, *(_kept_to(*one) for one in _VIEWS)],
        "default_layouts": _layouts() | {"table": {"layout": _AUTHOR_AT_START}},
        "form": _FORM,
    }


def _layouts() -> dict[str, Any]:
    return {"table": {}, "grid": {}, "list": {}}


def _kept_to(slug: str, title: str, status: str) -> dict[str, Any]:
    chosen = {"field": "status", "operator": "isAny", "value": status, "isLocked": True}
    view: dict[str, Any] = {"filters": [chosen]}
    if status == "trash":
        view |= {"type": "table", "layout": _AUTHOR_AT_START}
    return {"slug": slug, "title": title, "view": view}


def _anything() -> dict[str, Any]:
    everything = {"slug": "all", "title": "All items"}
    return {"default_view": _view(), "view_list": [everything], "default_layouts": _layouts(), "form": {}}


async def _may_read(call: Call) -> None:
    ctx, kind, name = call.ctx, str(call["kind"]), str(call["name"])
    if kind == "postType":
        found = ctx.types.post_types.get(name)
        if found is None:
            raise _no_entity()
        allowed = can(ctx, found.capabilities["edit_posts"])
    elif kind == "taxonomy":
        taxonomy = ctx.types.taxonomies.get(name)
        if taxonomy is None:
            raise _no_entity()
        allowed = can(ctx, taxonomy.capabilities["assign_terms"])
    else:
        allowed = post_rights.writes_anything(ctx)
    if not allowed:
        raise forbidden(ctx, "rest_cannot_read", "You may not see how this is shown.")


def _no_entity() -> RestError:
    return RestError("rest_view_config_invalid_entity", "There is no such thing to show.", 404)


async def _read(call: Call) -> Answer:
    kind, name = call["kind"], call["name"]
    shown = _of_type(call.ctx.types.post_types[name]) if kind == "postType" else _anything()
    data = {"kind": kind, "name": name, "version": _VERSION, **shown}
    return Answer(pick(data, wanted(call.query.get("_fields"))))


RESOURCE: Resource[Any] = Resource(
    name="view-config",
    base="view-config",
    fields=(
        *(Field(name, _STRING, None, (), readonly=True) for name in ("kind", "name")),
        Field("version", {"type": "integer"}, None, (), readonly=True),
        Field("default_view", view_schemas.VIEW, None, (), readonly=True),
        Field("default_layouts", view_schemas.LAYOUTS, None, (), readonly=True),
        Field("view_list", view_schemas.VIEWS, None, (), readonly=True),
        Field("form", view_schemas.FORM, None, (), readonly=True),
    ),
)


def routes() -> list[Route]:
    """The one route there is."""
    params = (Param("kind", _STRING, required=True), Param("name", _STRING, required=True))
    return [Route(RESOURCE.path, (Endpoint(READ, _read, _may_read, params),), schema=RESOURCE.schema)]
