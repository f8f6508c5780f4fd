"""Numbers that plugins count: added to all at once, so that no count is lost between processes."""

from collections.abc import Iterable, Mapping

from pypika_tortoise.queries import QueryBuilder
from tortoise.expressions import F

from engine.store import tables
from engine.store.connection import Database
from engine.store.statements import Shape


async def add(db: Database, owner: str, numbers: Mapping[str, int]) -> None:
    """Add to numbers; those that are not there yet begin at 0."""
    if not numbers:
        return

    async def work() -> None:
        # Everybody in the same order, so that nobody waits for each other in a circle.
        names = sorted(numbers)
        fresh = [tables.Tallies(owner=owner, name=name, number=0) for name in names]
        await tables.Tallies.bulk_create(fresh, ignore_conflicts=True)
        for amount in sorted({*numbers.values()}):
            chosen = [name for name in names if numbers[name] == amount]
            await tables.Tallies.filter(owner=owner, name__in=chosen).update(number=F("number") + amount)

    await db.atomically(work)


async def read(db: Database, owner: str, names: Iterable[str]) -> dict[str, int]:
    """The numbers of these names, of those that were counted."""
    wanted = tuple(dict.fromkeys(names))
    if not wanted:
        return {}
    rows = await db.fetch(_numbers, owner=owner, names=wanted)
    return {str(name).strip(): int(number) for name, number in rows}


def _numbers(shape: Shape) -> QueryBuilder:
    kept = shape.table("tympan_tallies")
    query = shape.query.from_(kept).select(kept.name, kept.number).where(kept.owner == shape.one("owner"))
    return query.where(kept.name.isin(shape.many("names")))
