"""The old blogroll: links to other sites, by category. New links are no longer made here."""

from engine.domain.context import Context
from engine.model.links import Shelf
from engine.store import links as store


async def shelves(ctx: Context, only: int = 0) -> tuple[Shelf, ...]:
    """The visible links of each category by name, or of one alone."""
    found = await store.by_category(ctx.db)
    return tuple(shelf for shelf in found if not only or shelf.id == only)
