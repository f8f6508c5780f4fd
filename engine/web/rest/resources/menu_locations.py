"""The places a theme has for classic menus: ``/wp/v2/menu-locations``."""

from dataclasses import dataclass

from engine.domain import menus
from engine.domain.capabilities import can
from engine.web.rest.errors import RestError, forbidden
from engine.web.rest.links import Link
from engine.web.rest.resource import CONTEXTS, Operation, Resource
from engine.web.rest.resources.keyed import keyed
from engine.web.rest.routes import Answer, Call, Param
from engine.web.rest.serialize import Field, View


@dataclass(frozen=True, slots=True)
class Location:
    """A place, as the theme describes it."""

    name: str
    description: str


_EVERYWHERE = ("embed", "view", "edit")
_STRING = {"type": "string"}


def _menu(view: View[Location], location: Location) -> int:
    return menus.at_location(view.ctx, location.name)


def _menu_link(view: View[Location], location: Location) -> str | None:
    menu = _menu(view, location)
    return f"/wp/v2/menus/{menu}" if menu else None


def _of(call: Call) -> dict[str, Location]:
    return {name: Location(name, text) for name, text in call.ctx.types.menu_locations.items()}


async def _may_see(call: Call) -> None:
    if not can(call.ctx, "edit_theme_options"):
        raise forbidden(call.ctx, "rest_cannot_view", "You may not see menu locations.")


async def _list(call: Call) -> Answer:
    return await keyed(call, RESOURCE, _of(call))


async def _read(call: Call) -> Location:
    found = _of(call).get(call["location"])
    if found is None:
        raise RestError("rest_menu_location_invalid", "The theme has no such menu location.", 404)
    return found


_CONTEXT = Param("context", {"type": "string", "default": "view", "enum": list(CONTEXTS)}, early=True)

RESOURCE: Resource[Location] = Resource(
    name="menu-location",
    base="menu-locations",
    fields=(
        Field("name", _STRING, lambda _v, one: one.name, _EVERYWHERE, readonly=True),
        Field("description", _STRING, lambda _v, one: one.description, _EVERYWHERE, readonly=True),
        Field("menu", {"type": "integer"}, _menu, _EVERYWHERE, readonly=True),
    ),
    key=r"(?P<location>[\w-]+)",
    key_params=(Param("location", {"type": "string"}),),
    identity=lambda one: one.name,
    links=(
        Link("self", lambda _v, one: f"/wp/v2/menu-locations/{one.name}"),
        Link("collection", lambda _v, _one: "/wp/v2/menu-locations"),
        Link("wp:menu", _menu_link, embeddable=True),
    ),
    hints=lambda _view, _one: ("GET",),
    listing=Operation(
        _may_see, _list, (_CONTEXT, *(Param(name, {}) for name in ("page", "per_page", "search")))
    ),
    reading=Operation(_may_see, _read, (_CONTEXT,)),
)
