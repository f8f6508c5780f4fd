"""Tickets: data kept under a secret for a while, each used once or until it expires."""

from pypika_tortoise.queries import QueryBuilder

from engine.store import tables
from engine.store.connection import Database
from engine.store.statements import Shape


async def put(db: Database, secret: str, data: str, *, now: int, expires_at: int) -> None:
    """Keep data under the hash of a secret, instead of what was there; what has expired is dropped on the way."""

    async def work() -> None:
        await tables.Tickets.filter(expires_at__lt=now).delete()
        await tables.Tickets.filter(secret=secret).delete()
        await tables.Tickets.create(secret=secret, data=data, expires_at=expires_at)

    await db.atomically(work)


async def read(db: Database, secret: str, *, now: int) -> str | None:
    """What is kept under the hash of a secret; None where nothing is, or no longer."""
    rows = await db.fetch(_data, secret=secret, now=now)
    return str(rows[0][0]) if rows else None


async def take(db: Database, secret: str, *, now: int) -> str | None:
    """The same, and it is gone: of several who take at once, one gets it."""

    async def work() -> str | None:
        row = await tables.Tickets.filter(secret=secret, expires_at__gte=now).select_for_update().first()
        # Who deletes the row has it, also where rows cannot be held.
        return row.data if row and await tables.Tickets.filter(secret=secret).delete() else None

    return await db.atomically(work)


def _data(shape: Shape) -> QueryBuilder:
    tickets = shape.table("tympan_tickets")
    query = shape.query.from_(tickets).select(tickets.data).where(tickets.secret == shape.one("secret"))
    return query.where(tickets.expires_at >= shape.one("now"))
