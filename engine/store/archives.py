"""Published posts counted by the time of their publication."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from pypika_tortoise.enums import Order
from pypika_tortoise.functions import Count
from pypika_tortoise.queries import QueryBuilder, Table
from pypika_tortoise.terms import Term

from engine.store import dates
from engine.store.conditions import characters
from engine.store.connection import Database
from engine.store.statements import Shape

Unit = Literal["year", "month", "day"]

# How many characters of a date name its year, its month and its day.
_LENGTHS: dict[Unit, int] = {"year": 4, "month": 7, "day": 10}


async def counts(db: Database, kind: str, unit: Unit) -> list[tuple[tuple[int, ...], int]]:
    """The years, months or days that have published posts of a type, with their numbers, latest first."""
    rows = await db.fetch(_counts, _LENGTHS[unit], type=kind, status="publish")
    return [(tuple(map(int, str(row[0]).split("-"))), int(row[1])) for row in rows]


async def days(db: Database, kind: str, first: datetime, last: datetime) -> list[int]:
    """The days of a month on which posts of a type were published."""
    rows = await db.fetch(
        _days, type=kind, status="publish", first=dates.write(first), last=dates.write(last)
    )
    return [int(str(row[0])[-2:]) for row in rows]


async def neighbours(
    db: Database, kind: str, first: datetime, last: datetime
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The months with published posts next before one moment and next after another."""
    before = await db.fetch(_nearest, True, type=kind, status="publish", bound=dates.write(first), limit=1)
    after = await db.fetch(_nearest, False, type=kind, status="publish", bound=dates.write(last), limit=1)
    return _month(before), _month(after)


def _month(rows: Sequence[Sequence[object]]) -> tuple[int, int] | None:
    if not rows:
        return None
    year, month = str(rows[0][0]).split("-")[:2]
    return int(year), int(month)


def _counts(shape: Shape, length: int) -> QueryBuilder:
    posts = shape.table("posts")
    period = _characters(shape, posts, length)
    return (
        shape.query.from_(posts)
        .select(period, Count("*"))
        .where((posts.post_type == shape.one("type")) & (posts.post_status == shape.one("status")))
        .groupby(period)
        .orderby(period, order=Order.desc)
    )


def _days(shape: Shape) -> QueryBuilder:
    posts = shape.table("posts")
    day = _characters(shape, posts, _LENGTHS["day"])
    return (
        shape.query.from_(posts)
        .select(day)
        .where((posts.post_type == shape.one("type")) & (posts.post_status == shape.one("status")))
        .where((posts.post_date >= shape.one("first")) & (posts.post_date <= shape.one("last")))
        .groupby(day)
        .orderby(day)
    )


def _nearest(shape: Shape, is_before: bool) -> QueryBuilder:
    posts = shape.table("posts")
    bound = shape.one("bound")
    within = posts.post_date < bound if is_before else posts.post_date > bound
    return (
        shape.query.from_(posts)
        .select(_characters(shape, posts, _LENGTHS["month"]))
        .where((posts.post_type == shape.one("type")) & (posts.post_status == shape.one("status")) & within)
        .orderby(posts.post_date, order=Order.desc if is_before else Order.asc)
        .limit(shape.one("limit"))
    )


def _characters(shape: Shape, posts: Table, length: int) -> Term:
    """The date's first characters, under a name by which rows can be grouped."""
    return characters(shape, posts.post_date, 1, length).as_("period")
