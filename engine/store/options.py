"""Queries of wp_options."""

from pypika_tortoise.queries import QueryBuilder

from engine.store import tables
from engine.store.connection import Database
from engine.store.statements import Shape

# The values of the autoload column that mean yes, since WordPress 6.6 and before.
_AUTOLOAD = ("yes", "on", "auto-on", "auto")


def _autoloaded(shape: Shape) -> QueryBuilder:
    options = shape.table("options")
    query = shape.query.from_(options).select(options.option_name, options.option_value)
    return query.where(options.autoload.isin(shape.many("autoload")))


def _named(shape: Shape) -> QueryBuilder:
    options = shape.table("options")
    query = shape.query.from_(options).select(options.option_name, options.option_value)
    return query.where(options.option_name.isin(shape.many("names")))


async def autoloaded(db: Database) -> dict[str, str]:
    """Every option that a request may need without asking for it by name."""
    return {str(name): str(value) for name, value in await db.fetch(_autoloaded, autoload=_AUTOLOAD)}


async def named(db: Database, names: list[str]) -> dict[str, str]:
    """These options, where they exist."""
    if not names:
        return {}
    return {str(name): str(value) for name, value in await db.fetch(_named, names=names)}


async def put(db: Database, name: str, value: str, *, autoload: str | None = None) -> None:
    """Set an option; `autoload` of None keeps what it was, and is 'auto' for a new one."""

    async def work() -> None:
        changes = {"value": value} if autoload is None else {"value": value, "autoload": autoload}
        # Of a query that only asks whether there is one Tortoise drops the lock.
        found = await tables.Options.filter(name=name).select_for_update().only("id").first()
        if found:
            await tables.Options.filter(name=name).update(**changes)
        else:
            await tables.Options.create(name=name, value=value, autoload=autoload or "auto")

    await db.atomically(work)


async def remove(db: Database, name: str) -> bool:
    """Delete an option; True if it was there."""

    async def work() -> bool:
        return bool(await tables.Options.filter(name=name).delete())

    return await db.atomically(work)
