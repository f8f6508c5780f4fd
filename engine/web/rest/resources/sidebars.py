"""The places for widgets: ``/wp/v2/sidebars``."""

from engine.domain import widgets
from engine.domain.registrations import Sidebar
from engine.model.widgets import INACTIVE
from engine.web.rest.errors import RestError
from engine.web.rest.links import Link
from engine.web.rest.resource import CONTEXTS, Operation, Resource
from engine.web.rest.resources.widgets import may_manage
from engine.web.rest.routes import Answer, Call, Param
from engine.web.rest.serialize import Field, View

_EVERYWHERE = ("embed", "view", "edit")
_STRING = {"type": "string"}
_TEXT = {"type": "string", "default": ""}


def _status(view: View[Sidebar], place: Sidebar) -> str:
    """A theme made of blocks shows no sidebars."""
    shown = place.id != INACTIVE and not view.ctx.types.design.is_block_theme
    return "active" if shown else "inactive"


def _widgets(view: View[Sidebar], place: Sidebar) -> list[str]:
    return widgets.arranged(view.ctx).get(place.id, [])


async def _list(call: Call) -> Answer:
    found = [widgets.sidebar(call.ctx, name) for name in widgets.arranged(call.ctx)]
    return Answer(await RESOURCE.items_data(call, tuple(one for one in found if one)))


async def _get(call: Call) -> Sidebar:
    found = widgets.sidebar(call.ctx, call.path["id"])
    if found is None:
        raise RestError("rest_sidebar_not_found", "The theme has no such sidebar.", 404)
    return found


async def _update(call: Call) -> Answer:
    place = await _get(call)
    if call["widgets"] is not None:
        named = [one.get("id") if isinstance(one, dict) else one for one in call["widgets"]]
        await widgets.fill(call.ctx, place.id, [one for one in named if isinstance(one, str)])
    call.params["context"] = "edit"
    return await RESOURCE.item_answer(call, place)


_CONTEXT = Param("context", {"type": "string", "default": "view", "enum": list(CONTEXTS)})
_LISTED = {"type": "array", "items": {"type": ["object", "string"]}, "default": []}

RESOURCE: Resource[Sidebar] = Resource(
    name="sidebar",
    base="sidebars",
    fields=(
        Field("id", _STRING, lambda _v, s: s.id, _EVERYWHERE, readonly=True),
        Field("name", _STRING, lambda _v, s: s.name, _EVERYWHERE, readonly=True),
        Field("description", _STRING, lambda _v, s: s.description, _EVERYWHERE, readonly=True),
        Field("class", _STRING, lambda _v, s: s.css_class, _EVERYWHERE, readonly=True),
        Field("before_widget", _TEXT, lambda _v, s: s.before_widget, _EVERYWHERE, readonly=True),
        Field("after_widget", _TEXT, lambda _v, s: s.after_widget, _EVERYWHERE, readonly=True),
        Field("before_title", _TEXT, lambda _v, s: s.before_title, _EVERYWHERE, readonly=True),
        Field("after_title", _TEXT, lambda _v, s: s.after_title, _EVERYWHERE, readonly=True),
        Field(
            "status", {"type": "string", "enum": ["active", "inactive"]}, _status, _EVERYWHERE, readonly=True
        ),
        Field("widgets", _LISTED, _widgets, _EVERYWHERE, sets="widgets"),
    ),
    key=r"(?P<id>[\w-]+)",
    key_params=(),
    links=(
        Link("self", lambda _v, s: f"/wp/v2/sidebars/{s.id}"),
        Link("collection", lambda _v, _s: "/wp/v2/sidebars"),
        Link("wp:widget", lambda v, s: f"{v.url('/wp/v2/widgets')}?sidebar={s.id}", embeddable=True),
    ),
    hints=lambda _v, _s: ("GET", "POST", "PUT", "PATCH"),
    listing=Operation(
        may_manage, _list, (_CONTEXT, *(Param(name, {}) for name in ("page", "per_page", "search")))
    ),
    reading=Operation(may_manage, _get, (Param("id", _STRING),)),
    updating=Operation(may_manage, _update),
)
