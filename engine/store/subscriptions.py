"""Queries of subscriptions: who asked to be mailed about what, and who confirmed it."""

from dataclasses import fields

from pypika_tortoise.functions import Count
from pypika_tortoise.queries import QueryBuilder
from pypika_tortoise.terms import Field

from engine.model.subscriptions import Subscription
from engine.store import tables
from engine.store.connection import Database
from engine.store.statements import Row, Shape

_COLUMNS = tuple("post_id" if one.name == "post" else one.name for one in fields(Subscription))


async def ask(db: Database, subject: str, email: str, post: int, *, now: int) -> tuple[Subscription, bool]:
    """The subscription of an address, made if there is none yet; and whether it was made by this."""

    async def work() -> bool:
        if await tables.Subscriptions.filter(subject=subject).exists():
            return False
        fresh = tables.Subscriptions(subject=subject, email=email, post=post, pace="now", asked_at=now)
        await tables.Subscriptions.bulk_create([fresh], ignore_conflicts=True)
        return True

    made = await db.atomically(work)
    (row,) = await db.fetch(_by, "subject", value=subject)
    return _subscription(row), made


async def by_id(db: Database, identity: int) -> Subscription | None:
    """One subscription."""
    rows = await db.fetch(_by, "id", value=identity)
    return _subscription(rows[0]) if rows else None


async def asked_since(db: Database, email: str, since: int) -> int:
    """How many subscriptions of an address were asked for since a time."""
    return int((await db.fetch(_asked, email=email, since=since))[0][0])


async def confirmed(db: Database, post: int, pace: str) -> tuple[Subscription, ...]:
    """Those who want to be mailed about this, at this pace."""
    return tuple(map(_subscription, await db.fetch(_confirmed, post=post, pace=pace, never=0)))


async def change(db: Database, identity: int, **values: object) -> None:
    """Set columns of a subscription."""

    async def work() -> None:
        await tables.Subscriptions.filter(id=identity).update(**values)

    await db.atomically(work)


async def remove(db: Database, identity: int) -> None:
    """End one subscription."""

    async def work() -> None:
        await tables.Subscriptions.filter(id=identity).delete()

    await db.atomically(work)


async def of_address(db: Database, email: str) -> tuple[Subscription, ...]:
    """All that an address has asked to be mailed about."""
    return tuple(map(_subscription, await db.fetch(_by, "email", value=email)))


async def remove_all(db: Database, email: str) -> None:
    """End all subscriptions of an address."""

    async def work() -> None:
        await tables.Subscriptions.filter(email=email).delete()

    await db.atomically(work)


async def remove_unconfirmed(db: Database, *, before: int) -> None:
    """Forget what was asked for long ago and never confirmed."""

    async def work() -> None:
        await tables.Subscriptions.filter(confirmed_at=0, asked_at__lt=before).delete()

    await db.atomically(work)


def _subscription(row: Row) -> Subscription:
    identity, email, post, pace, asked, confirmed_at, told = row
    return Subscription(int(identity), email, int(post), pace, int(asked), int(confirmed_at), int(told))


def _by(shape: Shape, column: str) -> QueryBuilder:
    kept = shape.table("tympan_subscriptions")
    query = shape.query.from_(kept).select(*(Field(name, table=kept) for name in _COLUMNS))
    return query.where(Field(column, table=kept) == shape.one("value"))


def _asked(shape: Shape) -> QueryBuilder:
    kept = shape.table("tympan_subscriptions")
    query = shape.query.from_(kept).select(Count("*")).where(kept.email == shape.one("email"))
    return query.where(kept.asked_at >= shape.one("since"))


def _confirmed(shape: Shape) -> QueryBuilder:
    kept = shape.table("tympan_subscriptions")
    query = shape.query.from_(kept).select(*(Field(name, table=kept) for name in _COLUMNS))
    query = query.where(kept.post_id == shape.one("post")).where(kept.confirmed_at > shape.one("never"))
    return query.where(kept.pace == shape.one("pace")).orderby(kept.id)
