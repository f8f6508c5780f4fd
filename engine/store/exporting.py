"""Posts for an export: in windows of ids, so that the thousandth page costs what the first does."""

from dataclasses import replace

from pypika_tortoise.queries import QueryBuilder
from pypika_tortoise.terms import Field

from engine.model.posts import Post, PostQuery
from engine.store import posts
from engine.store.conditions import AllOf, Bound, Condition
from engine.store.connection import Database
from engine.store.statements import Shape


def _behind(shape: Shape, conditions: tuple[Condition, ...]) -> QueryBuilder:
    rows = shape.table("posts")
    query = shape.query.from_(rows).select(rows.ID).where(AllOf(conditions).on(shape, rows))
    query = query.where(shape.one("after") < rows.ID).orderby(rows.ID)
    return query.limit(shape.one("limit"))


async def page(db: Database, asked: PostQuery, *, after: int, limit: int) -> list[Post]:
    """The next posts of a query behind an id, in the order of ids."""
    bound = Bound()
    conditions = tuple(posts.conditions_of(db, replace(asked, include=()), bound))
    rows = await db.fetch(_behind, conditions, **bound.values, after=after, limit=limit)
    found = await posts.by_ids(db, [int(one) for (one,) in rows])
    return [found[one] for one in sorted(found)]


def _authors(shape: Shape, conditions: tuple[Condition, ...]) -> QueryBuilder:
    rows = shape.table("posts")
    query = shape.query.from_(rows).select(Field("post_author", table=rows)).distinct()
    return query.where(AllOf(conditions).on(shape, rows))


async def authors(db: Database, asked: PostQuery) -> list[int]:
    """The ids of everybody who wrote one of these posts."""
    bound = Bound()
    conditions = tuple(posts.conditions_of(db, asked, bound))
    return sorted(int(one) for (one,) in await db.fetch(_authors, conditions, **bound.values))
