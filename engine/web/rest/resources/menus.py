"""Classic menus: ``/wp/v2/menus``, terms with the places where they are."""

from typing import Any

from engine.domain import menus
from engine.domain.registrations import Registrations
from engine.model.errors import DomainError, Invalid
from engine.model.menus import MenuDraft
from engine.model.terms import Term
from engine.web.rest.errors import RestError, renamed
from engine.web.rest.links import Link
from engine.web.rest.resource import Resource
from engine.web.rest.resources import post_checks
from engine.web.rest.resources.terms import TermResource
from engine.web.rest.routes import Answer, Call
from engine.web.rest.serialize import SHOWN, Field, View

_STRING = {"type": "string"}
_EVERYWHERE = ("view", "embed", "edit")


def resource(types: Registrations) -> Resource[Term]:
    """The declaration."""
    return MenuResource(types.taxonomies[menus.TAXONOMY]).resource()


class MenuResource(TermResource):
    """Menus are for those who write, and are removed with their items."""

    def fields(self) -> tuple[Field[Term], ...]:
        """A menu's fields: not all that terms have, and its places."""
        locations = {"type": "array", "items": _STRING}
        return (
            Field("id", {"type": "integer"}, lambda _v, t: t.id, _EVERYWHERE, readonly=True),
            Field("description", _STRING, lambda _v, t: t.description, SHOWN, sets="description"),
            Field("name", _STRING, lambda _v, t: t.name, _EVERYWHERE, required=True, sets="name"),
            Field("slug", _STRING, lambda _v, t: t.slug, _EVERYWHERE, sets="slug"),
            Field("meta", {"type": "object", "properties": {}}, lambda _v, _t: [], SHOWN, free=True, check=post_checks.meta),
            Field("locations", locations, lambda v, t: menus.locations_of(v.ctx, t.id), SHOWN,
                  sets="locations", check=_locations),
            Field("auto_add", {"type": "boolean"}, lambda v, t: menus.takes_new_pages(v.ctx, t.id), SHOWN,
                  sets="auto_add"),
        )  # fmt: skip

    def links(self) -> tuple[Link[Term], ...]:
        """The links of a term, and the places where the menu is."""
        return (*super().links(), Link("wp:menu-location", _locations_of, embeddable=True))

    async def may_list(self, call: Call) -> None:
        """Whether the actor may see menus."""
        await super().may_list(call)
        menus.require_reading(call.ctx)

    async def may_read(self, call: Call) -> None:
        """Whether the actor may see this menu."""
        await super().may_read(call)
        menus.require_reading(call.ctx)

    async def create(self, call: Call) -> Term:
        """Add a menu."""
        try:
            return await menus.create(call.ctx, _draft(call))
        except DomainError as error:
            raise _refused(error) from error

    async def update(self, call: Call) -> Term:
        """Change a menu."""
        try:
            return await menus.update(call.ctx, await self.term(call), _draft(call))
        except DomainError as error:
            raise _refused(error) from error

    async def delete(self, call: Call) -> Answer:
        """Remove a menu and its items."""
        menu = await self.term(call)
        if not call["force"]:
            raise RestError("rest_trash_not_supported", "Menus have no trash: say force=true.", 501)
        before = await self.resource().item_answer(call, menu)
        await menus.delete(call.ctx, menu)
        return Answer({"deleted": True, "previous": before.data})


def _locations(call: Call, value: list[str]) -> list[str]:
    try:
        menus.require_locations(call.ctx, tuple(value))
    except Invalid as error:
        refusal = renamed(error)
        refusal.data = dict(error.data)
        raise refusal from error
    return value


def _locations_of(view: View[Term], menu: Term) -> list[str]:
    return [f"/wp/v2/menu-locations/{name}" for name in menus.locations_of(view.ctx, menu.id)]


def _draft(call: Call) -> MenuDraft:
    locations: Any = call["locations"]
    return MenuDraft(
        name=call["name"],
        description=call["description"],
        locations=None if locations is None else tuple(locations),
        auto_add=call["auto_add"],
    )


def _refused(error: DomainError) -> RestError:
    """A name that is taken is told with the menu that has it, twice, as WordPress does."""
    refusal = renamed(error, **error.data)
    if error.code == "menu_exists":
        refusal.additional = [error.data["term_id"]]
    return refusal
