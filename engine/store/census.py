"""Counts that WordPress keeps beside its rows, held against the rows; charsets of its tables."""

from collections.abc import Sequence
from typing import Final

from pypika_tortoise.enums import JoinType
from pypika_tortoise.functions import Count
from pypika_tortoise.queries import QueryBuilder

from engine.store.connection import Database
from engine.store.presence import TABLES
from engine.store.statements import Dialect, Shape


async def wrong_term_counts(db: Database, taxonomy: str, post_types: Sequence[str]) -> list[int]:
    """The terms, by term_taxonomy id, that do not count as many published posts of these types as have them."""
    return [
        int(row[0])
        for row in await db.fetch(_terms, taxonomy=taxonomy, types=list(post_types), status="publish")
    ]


async def wrong_comment_counts(db: Database) -> list[int]:
    """The posts, by id, that do not count as many comments as are approved; notes do not count."""
    return [int(row[0]) for row in await db.fetch(_posts, approved="1", note="note")]


async def old_charsets(db: Database) -> dict[str, str]:
    """WordPress's tables, without their prefix, that have text in a charset which does not know every character."""
    if db.dialect is not Dialect.MYSQL:
        return {}
    names = [db.prefix + table for table in TABLES]
    rows = await db.run(_CHARSETS + f" AND table_name IN ({', '.join(['%s'] * len(names))})", names)
    return {str(table).removeprefix(db.prefix): str(charset) for table, charset in rows}


async def is_narrow(db: Database, table: str) -> bool:
    """Whether a table has texts in MySQL's utf8 of old, which ends with character 65,535; asked once, where anything is remembered."""
    known = db.kept_while()
    charsets = None if known is None else known.get("charsets")
    if charsets is None:
        charsets = await old_charsets(db)
        if known is not None:
            known["charsets"] = charsets
    return charsets.get(table) in {"utf8", "utf8mb3"}


_CHARSETS: Final = (
    "SELECT DISTINCT table_name, character_set_name FROM information_schema.columns"
    " WHERE table_schema = DATABASE() AND character_set_name <> 'utf8mb4'"
)


def _terms(shape: Shape) -> QueryBuilder:
    places, relations, posts = (
        shape.table(name) for name in ("term_taxonomy", "term_relationships", "posts")
    )
    counted = (relations.object_id == posts.ID) & (posts.post_status == shape.one("status"))
    counted &= posts.post_type.isin(shape.many("types"))
    return (
        shape.query.from_(places)
        .join(relations, JoinType.left_outer)
        .on(relations.term_taxonomy_id == places.term_taxonomy_id)
        .join(posts, JoinType.left_outer)
        .on(counted)
        .select(places.term_taxonomy_id)
        .where(places.taxonomy == shape.one("taxonomy"))
        .groupby(places.term_taxonomy_id, places["count"])
        .having(places["count"] != Count(posts.ID))
    )


def _posts(shape: Shape) -> QueryBuilder:
    posts, comments = shape.table("posts"), shape.table("comments")
    counted = (comments.comment_post_ID == posts.ID) & (comments.comment_approved == shape.one("approved"))
    counted &= comments.comment_type != shape.one("note")
    return (
        shape.query.from_(posts)
        .join(comments, JoinType.left_outer)
        .on(counted)
        .select(posts.ID)
        .groupby(posts.ID, posts.comment_count)
        .having(posts.comment_count != Count(comments.comment_ID))
    )
