"""Widgets: ``/wp/v2/widgets``, and what can be asked of their kinds: ``/wp/v2/widget-types``."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.content.widget_forms import Choices, form
from engine.domain import menus, terms, widget_rendering, widgets
from engine.domain.context import Context
from engine.domain.widget_types import BY_ID
from engine.model.errors import DomainError, NotFound
from engine.model.terms import TermQuery
from engine.model.widgets import INACTIVE, Widget, WidgetType
from engine.web.http.php import parse
from engine.web.rest.errors import RestError, renamed
from engine.web.rest.links import Link
from engine.web.rest.resource import CONTEXTS, Operation, Resource
from engine.web.rest.routes import CREATE, Answer, Call, Endpoint, Param, Route
from engine.web.rest.serialize import ALL, EDIT, Field, View, bare

_STRING = {"type": "string"}
_CONTEXT = Param("context", {"type": "string", "default": "view", "enum": list(CONTEXTS)})
_NO_PAGES = tuple(Param(name, {}) for name in ("page", "per_page", "search"))
_TYPE_KEY = r"(?P<id>[a-zA-Z0-9_-]+)"


async def may_manage(call: Call) -> None:
    """Widgets are for those who design the site."""
    widgets.require_managing(call.ctx)


# Widgets.


def _fields() -> Iterator[Field[Widget]]:
    yield Field("id", _STRING, lambda _v, w: w.id, ALL, sets="id")
    yield Field("id_base", _STRING, lambda _v, w: w.type.id, ALL, sets="id_base")
    sidebar = {"type": "string", "default": INACTIVE}
    yield Field("sidebar", sidebar, lambda _v, w: w.sidebar, ALL, required=True, sets="sidebar")
    yield Field("rendered", _STRING, lambda v, w: v.prepared["rendered"].get(w.id, ""), ALL, readonly=True)
    yield Field("rendered_form", _STRING, lambda v, w: v.prepared["forms"].get(w.id), EDIT, readonly=True)
    yield Field("instance", _INSTANCE, lambda v, w: v.prepared["instances"].get(w.id), EDIT, sets="instance")
    hidden = {**_STRING, "context": []}
    yield Field("form_data", hidden, None, (), sets="form_data", free=True, check=_form_data)


_INSTANCE = {
    "type": "object",
    "default": None,
    "properties": {name: {"type": kind, "context": ["edit"]}
                   for name, kind in (("encoded", "string"), ("hash", "string"), ("raw", "object"))},
}  # fmt: skip


def _form_data(_call: Call, value: Any) -> Any:
    """A form as its query string, or as the object that JSON clients make of it."""
    return parse(value) if isinstance(value, str) else value if isinstance(value, dict) else {}


async def _prepare(call: Call, items: tuple[Widget, ...]) -> dict[str, dict[str, Any]]:
    ctx = call.ctx
    prepared: dict[str, dict[str, Any]] = {"rendered": await widget_rendering.rendered(ctx, items)}
    if call.context == "edit":
        offered = await _choices(ctx)
        prepared["forms"] = {one.id: form(one.type, one.number, one.instance, offered) for one in items}
        prepared["instances"] = {one.id: await _shown(ctx, one.instance) for one in items}
    return prepared


async def _choices(ctx: Context) -> Choices:
    known = (await terms.query(ctx, TermQuery((menus.TAXONOMY,), per_page=0, count=False))).items
    return {
        "menu": {"0": "— Select —"} | {str(menu.id): menu.name for menu in known},
        "taxonomy": {one.name: one.label for one in ctx.types.taxonomies.values() if one.show_tagcloud},
    }


async def _shown(ctx: Context, instance: Mapping[str, Any]) -> dict[str, Any]:
    encoded, signature = await widgets.encoded(ctx, instance)
    return {"encoded": encoded, "hash": signature, "raw": dict(instance)}


async def _list(call: Call) -> Answer:
    asked = call["sidebar"]
    places = [name for name in widgets.arranged(call.ctx) if asked is None or name == asked]
    return Answer(await RESOURCE.items_data(call, tuple(widgets.all_in(call.ctx, places))))


async def _get(call: Call) -> Widget:
    return widgets.get(call.ctx, call["id"])


async def _create(call: Call) -> Answer:
    identity, id_base = call["id"], call["id_base"]
    if identity is not None:
        widget = await _change(call, identity)
        return await _edited(call, widget, status=201)
    if not id_base:
        raise RestError("rest_invalid_widget", "Say which kind of widget, by id_base.", 400)
    kind = BY_ID.get(id_base)
    if kind is None:
        raise RestError("rest_invalid_widget", "Widgets of this kind cannot be made.", 400)
    made = await widgets.create(call.ctx, kind, call["sidebar"], await _settings(call, kind, {}))
    return await _edited(call, made, status=201)


async def _update(call: Call) -> Answer:
    return await _edited(call, await _change(call, call.path["id"]))


async def _change(call: Call, identity: str) -> Widget:
    ctx = call.ctx
    widget = widgets.get(ctx, identity)
    said = call["instance"] is not None or call["form_data"] is not None
    settings = await _settings(call, widget.type, widget.instance) if said else None
    return await widgets.change(ctx, widget, settings, place=call["sidebar"])


async def _settings(call: Call, kind: WidgetType, before: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings sent: raw, signed, or as the fields of the widget's form."""
    said = call["instance"]
    if said:
        if isinstance(said.get("raw"), dict):
            raw: Mapping[str, Any] = said["raw"]
            return raw
        return await _unpacked(call.ctx, said)
    return _of_form(call["form_data"], kind) or before


async def _unpacked(ctx: Context, said: Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(said.get("encoded"), str) or not isinstance(said.get("hash"), str):
        raise RestError("rest_invalid_widget", "Settings are either raw, or encoded with their hash.", 400)
    return await widgets.decoded(ctx, said["encoded"], said["hash"])


def _of_form(data: Any, kind: WidgetType) -> Mapping[str, Any]:
    """The fields of the one widget that a form is about: ``widget-text[2][title]``."""
    named = data.get(f"widget-{kind.id}") if isinstance(data, dict) else None
    values = list(named.values()) if isinstance(named, dict) else named if isinstance(named, list) else []
    return values[0] if values and isinstance(values[0], dict) else {}


async def _delete(call: Call) -> Answer:
    widget = widgets.get(call.ctx, call.path["id"])
    if not call["force"]:
        await widgets.move(call.ctx, widget.id, INACTIVE)
        return await _edited(call, widgets.get(call.ctx, widget.id))
    before = await _edited(call, widget)
    await widgets.delete(call.ctx, widget)
    return Answer({"deleted": True, "previous": before.data})


async def _edited(call: Call, widget: Widget, *, status: int = 200) -> Answer:
    call.params["context"] = "edit"
    answer = await RESOURCE.item_answer(call, widget, status=status)
    answer.headers.pop("Location", None)
    return answer


def _sidebar(_view: View[Widget], widget: Widget) -> str:
    return f"/wp/v2/sidebars/{widget.sidebar}/"


RESOURCE: Resource[Widget] = Resource(
    name="widget",
    base="widgets",
    fields=tuple(_fields()),
    key=r"(?P<id>[\w\-]+)",
    key_params=(),
    prepare=_prepare,
    links=(
        Link("self", lambda _v, w: f"/wp/v2/widgets/{w.id}"),
        Link("collection", lambda _v, _w: "/wp/v2/widgets"),
        Link("about", lambda _v, w: f"/wp/v2/widget-types/{w.type.id}", embeddable=True),
        Link("wp:sidebar", _sidebar),
    ),
    hints=lambda _v, _w: ("GET", "POST", "PUT", "PATCH", "DELETE"),
    listing=Operation(may_manage, _list, (_CONTEXT, *_NO_PAGES, Param("sidebar", _STRING)), batch=True),
    reading=Operation(may_manage, _get, batch=True),
    creating=Operation(may_manage, _create, batch=True),
    updating=Operation(may_manage, _update, batch=True),
    deleting=Operation(may_manage, _delete, (Param("force", {"type": "boolean"}),), batch=True),
)


# Kinds of widgets.


async def _types(call: Call) -> Answer:
    found = tuple(kind for _, kind in sorted(BY_ID.items()))
    return Answer(await TYPES.items_data(call, found))


async def _type(call: Call) -> WidgetType:
    try:
        return widgets.type_of(call["id"])
    except NotFound as error:
        raise renamed(error, status=404) from error


async def _may_see_type(call: Call) -> None:
    await may_manage(call)
    await _type(call)


TYPES: Resource[WidgetType] = Resource(
    name="widget-type",
    base="widget-types",
    fields=(
        Field("id", _STRING, lambda _v, t: t.id, ("embed", "view", "edit"), readonly=True),
        Field("name", {"type": "string", "default": ""}, lambda _v, t: t.name, ("embed", "view", "edit"),
              readonly=True),
        Field("description", {"type": "string", "default": ""}, lambda _v, t: t.description,
              ("view", "edit", "embed")),
        Field("is_multi", {"type": "boolean"}, lambda _v, _t: True, ("view", "edit", "embed"), readonly=True),
        Field("classname", {"type": "string", "default": ""}, lambda _v, t: t.css_class,
              ("embed", "view", "edit"), readonly=True),
    ),
    key=_TYPE_KEY,
    key_params=(Param("id", _STRING),),
    links=(
        Link("self", lambda _v, t: f"/wp/v2/widget-types/{t.id}"),
        Link("collection", lambda _v, _t: "/wp/v2/widget-types"),
    ),
    hints=lambda _v, _t: ("GET",),
    listing=Operation(may_manage, _types, (_CONTEXT, *_NO_PAGES)),
    reading=Operation(_may_see_type, _type),
)  # fmt: skip


def routes() -> list[Route]:
    """The routes of widgets and of their kinds."""
    identity = Param("id", _STRING, required=True)
    instance = Param("instance", {"type": "object"})
    data = Param("form_data", _STRING, free=True, check=_form_data)
    base = f"{TYPES.path}/{_TYPE_KEY}"
    return [
        *TYPES.routes(),
        Route(f"{base}/encode", (Endpoint(CREATE, _encode, may_manage, (identity, instance, data)),)),
        Route(f"{base}/render", (Endpoint(CREATE, _render, may_manage, (identity, instance)),)),
        *RESOURCE.routes(),
    ]


async def _asked(call: Call) -> Widget:
    """A widget that nobody has placed, with the settings that a client holds."""
    kind = BY_ID.get(call["id"])
    if kind is None:
        raise RestError("rest_invalid_widget", "Widgets of this kind cannot be shown.", 400)
    said = call["instance"] or {}
    try:
        raw = said.get("raw")
        plain: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
        instance = await _unpacked(call.ctx, said) if said.get("encoded") else plain
    except DomainError as error:
        raise renamed(error) from error
    fields = _of_form(call["form_data"], kind) if "form_data" in call else {}
    if fields:
        instance = widgets.cleaned(call.ctx, kind, fields, instance)
    return Widget(kind, -1, dict(instance), "")


async def _encode(call: Call) -> Answer:
    """A widget's form, how it would look, and its settings as a client keeps them."""
    widget = await _asked(call)
    shown = await widget_rendering.previews(call.ctx, (widget,))
    instance = await _shown(call.ctx, widget.instance)
    return Answer({
        "form": form(widget.type, widget.number, widget.instance, await _choices(call.ctx)),
        "preview": shown[widget.id],
        "instance": instance | {"raw": bare(instance["raw"]) if not instance["raw"] else instance["raw"]},
    })  # fmt: skip


async def _render(call: Call) -> Answer:
    """A page with the widget alone, for a frame."""
    widget = await _asked(call)
    shown = await widget_rendering.previews(call.ctx, (widget,))
    page = f"<!doctype html><html><head><meta charset='utf-8'></head><body>{shown[widget.id]}</body></html>"
    return Answer({"preview": page})
