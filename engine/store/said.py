"""What was said on a post already: of its latest comments the database knows, of all before them this process does.

A post may have thousands of comments, and a new one must not have the text of any. So their texts are remembered, as
far as the collation tells them apart, for as long as comments are only added.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from pypika_tortoise.queries import QueryBuilder

from engine.store.collation import equality_key
from engine.store.connection import Database
from engine.store.recall import rewritten
from engine.store.statements import Dialect, Shape

# Whoever got a number so much lower than one that is known has ended its transaction, too.
_SETTLED: Final = 64
# How many numbers have to be new for their texts to be read, and how many texts are read in one go.
_WORTHWHILE: Final = 128
_AT_ONCE: Final = 256
# Posts that are remembered at most, and texts of all of them together.
_POSTS: Final = 256
MOST: Final = 100_000

_COLLATION: Final = "utf8mb4_unicode_520_ci"
_COLLATION_SQL: Final = """
    SELECT collation_name FROM information_schema.columns
    WHERE table_schema = DATABASE() AND table_name = %s AND column_name = %s"""


@dataclass(slots=True)
class _Texts:
    """Of one post: the number of its latest comment, the one up to which its texts are known, and these."""

    latest: int = 0
    known_to: int = 0
    texts: set[int] = field(default_factory=set)


async def unlike(db: Database, post: int, text: str) -> int:
    """The number up to which no comment of a post has this text; 0 where nobody knows."""
    kept = await _kept(db)
    # What a transaction has changed so far, nobody is told before its end.
    if kept is None or db.in_transaction:
        return 0
    if len(kept) > _POSTS or sum(len(one.texts) for one in kept.values()) > MOST:
        kept.clear()
    its: _Texts = kept.setdefault(post, _Texts())
    if its.latest - _SETTLED - its.known_to >= _WORTHWHILE:
        await _read_on(db, post, its)
    return 0 if _digest(text) in its.texts else its.known_to


def added(db: Database, post: int, identity: int) -> None:
    """A post has a new comment of this number."""
    kept = db.kept_while(rewritten("comments"))
    if kept and post in kept:
        kept[post].latest = max(kept[post].latest, identity)


async def _kept(db: Database) -> dict[Any, Any] | None:
    """What is known by post, where the database compares texts as this process does."""
    kept = db.kept_while(rewritten("comments"))
    if kept is None or db.dialect is Dialect.POSTGRES:
        return None
    if db.dialect is Dialect.MYSQL:
        facts = db.kept_while()
        if facts is not None and "collation" not in facts:
            rows = await db.run(_COLLATION_SQL, [f"{db.prefix}comments", "comment_content"])
            facts["collation"] = rows[0][0] if rows else ""
        if facts is None or facts["collation"] != _COLLATION:
            return None
    return kept


async def _read_on(db: Database, post: int, its: _Texts) -> None:
    settled = its.latest - _SETTLED
    rows = await db.fetch(_next_texts, post=post, known=its.known_to, settled=settled, limit=_AT_ONCE)
    its.texts.update(_digest(text) for _, text in rows)
    its.known_to = int(rows[-1][0]) if len(rows) == _AT_ONCE else settled


def _digest(text: str) -> int:
    return hash(equality_key(text))


def _next_texts(shape: Shape) -> QueryBuilder:
    comments = shape.table("comments")
    query = shape.query.from_(comments).select(comments.comment_ID, comments.comment_content)
    query = query.where(comments.comment_post_ID == shape.one("post"))
    query = query.where(comments.comment_ID > shape.one("known"))
    query = query.where(comments.comment_ID <= shape.one("settled"))
    return query.orderby(comments.comment_ID).limit(shape.one("limit"))
