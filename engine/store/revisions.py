"""Queries of revisions, the rows of wp_posts that keep what posts were before."""

from collections.abc import Sequence
from dataclasses import dataclass

from pypika_tortoise.analytics import Count, RowNumber
from pypika_tortoise.enums import Order
from pypika_tortoise.queries import QueryBuilder

from engine.model.posts import Post, PostQuery
from engine.store import posts
from engine.store.connection import Database
from engine.store.statements import Shape


@dataclass(frozen=True, slots=True)
class Versions:
    """How many revisions a post has, and the id of the latest (0 for none)."""

    count: int = 0
    latest: int = 0


NONE = Versions()


def _versions(shape: Shape) -> QueryBuilder:
    rows = shape.table("posts")
    rank = RowNumber().over(rows.post_parent).orderby(rows.post_date, order=Order.desc)
    ranked = (
        shape.query.from_(rows)
        .select(
            rows.post_parent.as_("parent"),
            rows.ID.as_("latest"),
            Count(rows.ID).over(rows.post_parent).as_("number"),
            rank.orderby(rows.ID, order=Order.desc).as_("place"),
        )
        .where(rows.post_parent.isin(shape.many("posts")))
        .where(rows.post_type == shape.one("type"))
        .where(rows.post_status == shape.one("status"))
    ).as_("ranked")
    return (
        shape.query.from_(ranked)
        .select(ranked.parent, ranked.number, ranked.latest)
        .where(ranked.place == shape.one("first"))
    )


async def versions(db: Database, of: Sequence[int]) -> dict[int, Versions]:
    """The revisions and autosaves of these posts, counted."""
    if not of:
        return {}
    rows = await db.fetch(_versions, posts=tuple(of), type="revision", status="inherit", first=1)
    return {parent: Versions(number, latest) for parent, number, latest in rows}


async def latest(db: Database, post: int) -> Post | None:
    """The latest revision of a post that is no autosave."""
    query = PostQuery(types=("revision",), statuses=("inherit",), parents=(post,), slugs=(f"{post}-revision-v1",),
                      per_page=1, count=False)  # fmt: skip
    found, _ = await posts.select(db, query)
    return found[0] if found else None
