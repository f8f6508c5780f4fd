"""Icons to choose from: ``/wp/v2/icons`` and ``/wp/v2/icon-collections``."""

from engine.content.icons import COLLECTIONS, Icon, IconCollection, icons
from engine.domain import post_rights
from engine.web.rest.errors import RestError, forbidden
from engine.web.rest.links import Link
from engine.web.rest.resource import CONTEXTS, Operation, Resource
from engine.web.rest.routes import READ, Answer, Call, Endpoint, Param, Route
from engine.web.rest.serialize import ALL, Field

_STRING = {"type": "string"}
_SLUG = {"type": "string", "pattern": "^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$"}
_KEY = "[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?"
_ICONS, _COLLECTIONS = "/wp/v2/icons", "/wp/v2/icon-collections"


async def _may_read(call: Call) -> None:
    if not post_rights.writes_anything(call.ctx):
        raise forbidden(call.ctx, "rest_cannot_view", "You may not see the icons.")


# As WordPress's own, the list is never cut into pages.


async def _list(call: Call) -> Answer:
    wanted, collection = str(call["search"] or "").lower(), call["collection"]
    if collection and not any(one.slug == collection for one in COLLECTIONS):
        raise RestError("rest_icon_collection_not_found", "There is no such collection.", 404)
    found = (icon for icon in icons().values() if not collection or icon.collection == collection)
    shown = tuple(icon for icon in found if wanted in icon.name.lower() or wanted in icon.label.lower())
    return Answer(await ICONS.items_data(call, shown))


async def _get(call: Call) -> Icon:
    found = icons().get(call.path["name"])
    if found is None:
        raise RestError("rest_icon_not_found", "There is no such icon.", 404)
    return found


async def _list_collections(call: Call) -> Answer:
    wanted = str(call["search"] or "").lower()
    shown = tuple(one for one in COLLECTIONS if wanted in one.slug or wanted in one.label.lower())
    return Answer(await GROUPS.items_data(call, shown))


async def _get_collection(call: Call) -> IconCollection:
    found = next((one for one in COLLECTIONS if one.slug == call.path["slug"]), None)
    if found is None:
        raise RestError("rest_icon_collection_not_found", "There is no such collection.", 404)
    return found


ICONS: Resource[Icon] = Resource(
    name="icon",
    base="icons",
    fields=(
        Field("name", _STRING, lambda _v, i: i.name, ALL, readonly=True),
        Field("label", _STRING, lambda _v, i: i.label, ALL, readonly=True),
        Field("content", _STRING, lambda _v, i: i.drawing, ALL, readonly=True),
        Field("collection", _STRING, lambda _v, i: i.collection, ALL, readonly=True),
    ),
    key=f"(?P<name>{_KEY}/{_KEY})",
    key_params=(Param("name", _STRING),),
    identity=lambda icon: icon.name,
    links=(
        Link("self", lambda _v, i: f"{_ICONS}/{i.name}"),
        Link("collection", lambda _v, _i: _ICONS),
    ),
    hints=lambda _v, _i: ("GET",),
    listing=Operation(_may_read, _list, (Param("collection", _SLUG),)),
    reading=Operation(_may_read, _get),
)

GROUPS: Resource[IconCollection] = Resource(
    name="icon-collection",
    base="icon-collections",
    fields=(
        Field("slug", _STRING, lambda _v, c: c.slug, ALL, readonly=True),
        Field("label", _STRING, lambda _v, c: c.label, ALL, readonly=True),
        Field("description", _STRING, lambda _v, c: c.description, ALL, readonly=True),
    ),
    key=f"(?P<slug>{_KEY})",
    key_params=(Param("slug", _STRING),),
    identity=lambda group: group.slug,
    links=(
        Link("self", lambda _v, c: f"{_COLLECTIONS}/{c.slug}"),
        Link("collection", lambda _v, _c: _COLLECTIONS),
        Link("icons", lambda _v, c: f"{_ICONS}/{c.slug}"),
    ),
    hints=lambda _v, _c: ("GET",),
    listing=Operation(_may_read, _list_collections),
    reading=Operation(_may_read, _get_collection),
)


def routes() -> list[Route]:
    """All icons, those of a collection, each of them, and the collections."""
    collection, item = ICONS.routes()
    pages = (
        Param("page", {"type": "integer", "default": 1, "minimum": 1}),
        Param("per_page", {"type": "integer", "default": 10, "minimum": 1, "maximum": 100}),
    )
    context = Param("context", {"type": "string", "default": "view", "enum": list(CONTEXTS)})
    params = (Param("collection", _SLUG), context, *pages, Param("search", _STRING))
    of_one = Route(
        f"{_ICONS}/(?P<collection>{_KEY})", (Endpoint(READ, _list, _may_read, params),), schema=ICONS.schema
    )
    return [collection, of_one, item, *GROUPS.routes()]
