"""Classic menus: terms of nav_menu, filed at the places a theme has for them."""

from dataclasses import replace

from engine.domain import menu_following, menu_items, post_rights, terms, theme_mods
from engine.domain.capabilities import require
from engine.domain.context import Context
from engine.model.errors import Conflict, Forbidden, Invalid
from engine.model.menus import MenuDraft, MenuItem
from engine.model.terms import Term, TermDraft, TermQuery

TAXONOMY = "nav_menu"

# What a theme is set with: the menu at each of its places.
LOCATIONS = "nav_menu_locations"


def require_reading(ctx: Context) -> None:
    """Raise Forbidden unless the actor writes anything at all, or designs the site."""
    if not post_rights.writes_anything(ctx):
        raise Forbidden("You may not see menus.", code="rest_cannot_view")


# Places.


def assigned(ctx: Context) -> dict[str, int]:
    """The menu at each place that ever had one, 0 for none now."""
    stored = theme_mods.all_of(ctx).get(LOCATIONS)
    if not isinstance(stored, dict):
        return {}
    return {str(name): menu for name, menu in stored.items() if isinstance(menu, int)}


def at_location(ctx: Context, location: str) -> int:
    """The menu at a place of the theme; 0 for none."""
    return assigned(ctx).get(location, 0)


def locations_of(ctx: Context, menu: int) -> list[str]:
    """The places where a menu is."""
    return [name for name, its in assigned(ctx).items() if its == menu]


def require_locations(ctx: Context, locations: tuple[str, ...]) -> None:
    """Raise Invalid for a place the theme does not have; its data names it."""
    for location in locations:
        if location not in ctx.types.menu_locations:
            raise Invalid(
                "The theme has no such menu location.", code="rest_invalid_menu_location", location=location
            )


async def _place(ctx: Context, menu: int, locations: tuple[str, ...]) -> None:
    kept = {name: its for name, its in assigned(ctx).items() if its != menu}
    await theme_mods.put(ctx, LOCATIONS, kept | dict.fromkeys(locations, menu))


# New pages join by themselves.


def takes_new_pages(ctx: Context, menu: int) -> bool:
    """Whether pages of the top level join the menu when they are published."""
    return menu in menu_following.taking(ctx)


async def _take_new_pages(ctx: Context, menu: int, *, wanted: bool) -> None:
    taking = [one for one in menu_following.taking(ctx) if one != menu] + ([menu] if wanted else [])
    changed = {**menu_following.options(ctx), "auto_add": taking}
    await ctx.site.options.put(menu_following.OPTIONS, changed)
    ctx.remembered(menu_following.OPTIONS)["values"] = changed


# Menus.


async def create(ctx: Context, draft: MenuDraft) -> Term:
    """Add a menu (wp_update_nav_menu_object); raises Conflict with the other's `term_id` where the name is taken."""
    require(ctx, "edit_theme_options")
    require_locations(ctx, draft.locations or ())
    await _refuse_twin(ctx, draft.name or "", beside=0)

    async def work() -> Term:
        menu = await terms.create(ctx, TAXONOMY, TermDraft(draft.name, None, draft.description or ""))
        await _settle(ctx, menu.id, draft)
        return menu

    return await ctx.atomically(work)


async def update(ctx: Context, menu: Term, changes: MenuDraft) -> Term:
    """Change a menu: its slug follows its name; raises as `create` does."""
    require(ctx, "edit_theme_options")
    require_locations(ctx, changes.locations or ())
    name = menu.name if changes.name is None else changes.name
    await _refuse_twin(ctx, name, beside=menu.id)
    draft = TermDraft(name, "" if changes.name is not None else menu.slug, changes.description or "")

    async def work() -> Term:
        changed = await terms.update(ctx, menu, draft)
        await _settle(ctx, menu.id, changes)
        return changed

    return await ctx.atomically(work)


async def delete(ctx: Context, menu: Term) -> None:
    """Remove a menu with its items (wp_delete_nav_menu); the places where it was are empty then."""
    require(ctx, "edit_theme_options")

    async def work() -> None:
        for item in await menu_items.of_menu(
            ctx, menu.id, statuses=("publish", "draft", "private", "pending")
        ):
            await menu_items.delete(ctx, item.post)
        await terms.delete(ctx, menu)
        held = {name: 0 if its == menu.id else its for name, its in assigned(ctx).items()}
        await theme_mods.put(ctx, LOCATIONS, held)
        if takes_new_pages(ctx, menu.id):
            await _take_new_pages(ctx, menu.id, wanted=False)

    await ctx.atomically(work)


async def _settle(ctx: Context, menu: int, draft: MenuDraft) -> None:
    if draft.locations is not None:
        await _place(ctx, menu, draft.locations)
    if draft.auto_add is not None:
        await _take_new_pages(ctx, menu, wanted=draft.auto_add)


async def _refuse_twin(ctx: Context, name: str, *, beside: int) -> None:
    found = await terms.query(ctx, TermQuery((TAXONOMY,), names=(name,), per_page=0))
    twin = next((term for term in found.items if term.id != beside), None)
    if twin and name:
        raise Conflict("Another menu has this name.", code="menu_exists", term_id=twin.id)


async def shown(ctx: Context, menu: int) -> tuple[MenuItem, ...]:
    """The items of a menu that readers see: published, and pointing at something that is there."""
    found = await menu_items.of_menu(ctx, menu)
    there = {item.id for item in found}
    sound = [item for item in found if not item.invalid]
    return tuple(item if item.parent in there else replace(item, parent=0) for item in sound)
