"""Writing what is imported: many rows a statement, ids of the other site kept where they are free.

A batch of posts with all that hangs on it, and the memory of what it was there, is one transaction: an import that is
stopped goes on where the last batch ended.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from pypika_tortoise.queries import QueryBuilder

from engine.model.comments import Comment
from engine.model.posts import Post
from engine.store import comments as comment_store
from engine.store import dates
from engine.store import posts as post_store
from engine.store import terms as term_store
from engine.store.connection import Database
from engine.store.statements import Dialect, Shape

# Values that one statement asks for.
_ROWS: Final = 512
_IMPORTS: Final = "tympan_imports"

PARENT: Final = "parent"
"""What a post waits for whose parent did not come yet."""


@dataclass(frozen=True, slots=True)
class ImportedComment:
    """A comment to write; `parent` is the place of another one in the same tuple, None for none."""

    comment: Comment
    wished: int
    parent: int | None
    meta: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something of a post that leads to what is not there yet: its kind, and their id of that."""

    kind: str
    theirs: str


@dataclass(frozen=True, slots=True)
class ImportedPost:
    """A post to write: their id, the id it wishes for (0 for any), and all that hangs on it."""

    theirs: str
    post: Post
    wished: int
    meta: tuple[tuple[str, str], ...]
    places: tuple[int, ...]
    comments: tuple[ImportedComment, ...]
    waiting: tuple[Waiting, ...] = ()


def _known(shape: Shape) -> QueryBuilder:
    rows = shape.table(_IMPORTS)
    query = shape.query.from_(rows).select(rows.theirs, rows.ours)
    query = query.where(rows.source == shape.one("source")).where(rows.kind == shape.one("kind"))
    return query.where(rows.theirs.isin(shape.many("ids")))


async def known(db: Database, source: str, kind: str, ids: Iterable[str]) -> dict[str, int]:
    """Our ids of what was imported from a source before, by theirs."""
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        return {}
    rows = await db.fetch(_known, source=source, kind=kind, ids=wanted)
    return {str(theirs): int(ours) for theirs, ours in rows}


async def remember(db: Database, source: str, kind: str, ids: Mapping[str, int]) -> None:
    """Note our ids of what was imported."""
    if ids:

        async def work() -> None:
            await db.insert(
                _IMPORTS, _NOTED, [(source, kind, theirs, ours, "") for theirs, ours in ids.items()]
            )

        await db.atomically(work)


_NOTED: Final = ("source", "kind", "theirs", "ours", "waits")


async def write(db: Database, source: str, batch: Sequence[ImportedPost]) -> dict[str, int]:
    """Write posts with all that hangs on them; answers our ids by theirs."""

    async def work() -> dict[str, int]:
        ids = await _ids(db, "posts", "ID", [one.wished for one in batch])
        rows = [_post(identity, one.post) for identity, one in zip(ids, batch, strict=True)]
        await db.insert("posts", _POST_COLUMNS, rows)
        meta = [(ours, *pair) for ours, one in zip(ids, batch, strict=True) for pair in one.meta]
        await db.insert("postmeta", ("post_id", "meta_key", "meta_value"), meta)
        related = [(ours, place, 0) for ours, one in zip(ids, batch, strict=True) for place in one.places]
        await db.insert("term_relationships", ("object_id", "term_taxonomy_id", "term_order"), related)
        await _write_comments(db, ids, batch)
        made = {one.theirs: ours for ours, one in zip(ids, batch, strict=True)}
        noted = [(source, "post", theirs, ours, "") for theirs, ours in made.items()]
        noted += [
            (source, waiting.kind, one.theirs, made[one.theirs], waiting.theirs)
            for one in batch
            for waiting in one.waiting
        ]
        await db.insert(_IMPORTS, _NOTED, noted)
        return made

    return await db.atomically(work)


async def _write_comments(db: Database, ids: Sequence[int], batch: Sequence[ImportedPost]) -> None:
    flat = [(ours, one) for ours, post in zip(ids, batch, strict=True) for one in post.comments]
    if not flat:
        return
    own = await _ids(db, "comments", "comment_ID", [one.wished for _, one in flat])
    rows, meta, start = [], [], 0
    for ours, post in zip(ids, batch, strict=True):
        for place, one in enumerate(post.comments):
            identity = own[start + place]
            parent = 0 if one.parent is None else own[start + one.parent]
            rows.append(_comment(identity, one.comment, ours, parent))
            meta += [(identity, *pair) for pair in one.meta]
        start += len(post.comments)
    await db.insert("comments", _COMMENT_COLUMNS, rows)
    await db.insert("commentmeta", ("comment_id", "meta_key", "meta_value"), meta)


# What a row gets of its place, and what it has of itself.
_POST_FIELDS: Final = tuple(one.name for one in fields(Post) if one.name != "id")
_POST_COLUMNS: Final = ("ID", *(post_store.COLUMN[name] for name in _POST_FIELDS))
_PLACED: Final = ("id", "post", "parent")
_COMMENT_FIELDS: Final = tuple(one.name for one in fields(Comment) if one.name not in _PLACED)
_COMMENT_COLUMNS: Final = tuple(comment_store.COLUMN[name] for name in (*_PLACED, *_COMMENT_FIELDS))
_post_values: Final = attrgetter(*_POST_FIELDS)
_comment_values: Final = attrgetter(*_COMMENT_FIELDS)


def _post(identity: int, post: Post) -> tuple[Any, ...]:
    return (identity, *map(_stored, _post_values(post)))


def _comment(identity: int, comment: Comment, post: int, parent: int) -> tuple[Any, ...]:
    return (identity, post, parent, *map(_stored, _comment_values(comment)))


def _stored(value: Any) -> Any:
    """A value of a post or a comment as its column has it; None is a date there."""
    return dates.write(value) if value is None or isinstance(value, datetime) else value


# Ids.


async def _ids(db: Database, table: str, column: str, wished: Sequence[int]) -> list[int]:
    """An id for each row: the one it wishes for if nobody has it, else a new one."""
    # A write first: from then on nobody else gives ids out on SQLite.
    if db.dialect is Dialect.SQLITE:
        await db.run(f'DELETE FROM "{db.prefix}{_IMPORTS}" WHERE "source" = ?', [""])  # noqa: S608 - our own name
    asked = [one for one in wished if one > 0]
    taken = await _taken(db, table, column, asked)
    given: list[int] = []
    for one in wished:
        free = one > 0 and one not in taken
        given.append(one if free else 0)
        taken.add(one)
    missing = given.count(0)
    fresh = iter(await _reserve(db, table, column, missing, above=max(given, default=0)))
    return [one or next(fresh) for one in given]


async def _taken(db: Database, table: str, column: str, ids: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(ids), _ROWS):
        rows = await db.fetch(_having, table, column, ids=tuple(ids[start : start + _ROWS]))
        found |= {int(one) for (one,) in rows}
    return found


def _having(shape: Shape, table: str, column: str) -> QueryBuilder:
    rows = shape.table(table)
    return shape.query.from_(rows).select(column).where(rows[column].isin(shape.many("ids")))


async def _reserve(db: Database, table: str, column: str, count: int, *, above: int) -> list[int]:
    """New ids that nobody else gets; the counter goes on behind `above`, which is about to be taken."""
    name = db.prefix + table
    if db.dialect is Dialect.POSTGRES:
        sequence = [f'"{name}"', column]
        if above:
            await db.run(
                "SELECT setval(s::regclass, GREATEST(nextval(s::regclass), $3)) FROM pg_get_serial_sequence($1, $2) AS s",
                [*sequence, above],
            )
        rows = await db.run(
            "SELECT nextval(s::regclass) FROM pg_get_serial_sequence($1, $2) AS s, generate_series(1, $3)",
            [*sequence, count],
        )
        return [int(one) for (one,) in rows]
    quoted = f'"{name}"' if db.dialect is Dialect.SQLITE else f"`{name}`"
    lock = " FOR UPDATE" if db.dialect is Dialect.MYSQL else ""
    ((highest,),) = await db.run(f"SELECT MAX({column}) FROM {quoted}{lock}")  # noqa: S608 - our own names
    start = max(int(highest or 0), above) + 1
    return list(range(start, start + count))


# Planning.


async def weigh(db: Database) -> None:
    """Tell the planner how the tables have grown: PostgreSQL would go on as if they were empty."""
    if db.dialect is Dialect.POSTGRES:
        names = ", ".join(f'"{db.prefix}{table}"' for table in _GROWING)
        await db.run(f"ANALYZE {names}")


_GROWING: Final = ("posts", "comments", "postmeta", "term_relationships", _IMPORTS)


# What waits for something that came later.


def _waiting(shape: Shape) -> QueryBuilder:
    rows = shape.table(_IMPORTS)
    query = shape.query.from_(rows).select(rows.theirs, rows.ours, rows.waits)
    query = query.where(rows.source == shape.one("source")).where(rows.kind == shape.one("kind"))
    return query.where(rows.theirs > shape.one("after")).orderby(rows.theirs).limit(shape.one("limit"))


async def waiting(
    db: Database, source: str, kind: str, *, after: str, limit: int
) -> list[tuple[str, int, str]]:
    """Rows of a kind behind one: their id of a post, ours, and what it waits for."""
    rows = await db.fetch(_waiting, source=source, kind=kind, after=after, limit=limit)
    return [(str(theirs), int(ours), str(waits)) for theirs, ours, waits in rows]


async def lead(db: Database, source: str, kind: str, rows: Sequence[tuple[str, int, int | None]]) -> None:
    """Lead what waited to its end: their ids of posts, ours, and where they lead; None where that did not come along.

    It is the parent of a post, or the meta named like the kind; a file that came is only forgotten.
    """
    led = [{"post": post, "to": to} for _, post, to in rows if to is not None]
    astray = [{"post": post, "key": kind} for _, post, to in rows if to is None]

    async def work() -> None:
        if kind.startswith("_"):
            await db.each(
                _lead_meta, rows=[{"post": one["post"], "to": str(one["to"]), "key": kind} for one in led]
            )
            # Their id would name another post here.
            await db.each(_drop_meta, rows=astray)
        elif kind == PARENT:
            await db.each(_lead_parent, rows=led)
        await db.each(
            _forget, rows=[{"source": source, "kind": kind, "theirs": theirs} for theirs, _, _ in rows]
        )

    await db.atomically(work)


async def rewrite(db: Database, texts: Mapping[int, str]) -> None:
    """Give posts other texts, by id."""

    async def work() -> None:
        await db.each(_rewrite, rows=[{"post": one, "content": text} for one, text in texts.items()])

    await db.atomically(work)


async def rename(db: Database, post: int, name: str) -> None:
    """Give a post another slug."""

    async def work() -> None:
        await db.each(_rename, rows=[{"post": post, "name": name}])

    await db.atomically(work)


def _rename(shape: Shape) -> QueryBuilder:
    posts = shape.table("posts")
    query = shape.query.update(posts).set(posts.post_name, shape.one("name"))
    return query.where(shape.one("post") == posts.ID)


def _rewrite(shape: Shape) -> QueryBuilder:
    posts = shape.table("posts")
    query = shape.query.update(posts).set(posts.post_content, shape.one("content"))
    return query.where(shape.one("post") == posts.ID)


def _lead_parent(shape: Shape) -> QueryBuilder:
    posts = shape.table("posts")
    return (
        shape.query.update(posts).set(posts.post_parent, shape.one("to")).where(shape.one("post") == posts.ID)
    )


def _lead_meta(shape: Shape) -> QueryBuilder:
    meta = shape.table("postmeta")
    query = shape.query.update(meta).set(meta.meta_value, shape.one("to"))
    return query.where(meta.post_id == shape.one("post")).where(meta.meta_key == shape.one("key"))


def _drop_meta(shape: Shape) -> QueryBuilder:
    meta = shape.table("postmeta")
    query = shape.query.from_(meta).delete()
    return query.where(meta.post_id == shape.one("post")).where(meta.meta_key == shape.one("key"))


def _forget(shape: Shape) -> QueryBuilder:
    rows = shape.table(_IMPORTS)
    query = shape.query.from_(rows).delete().where(rows.source == shape.one("source"))
    return query.where(rows.kind == shape.one("kind")).where(rows.theirs == shape.one("theirs"))


# Counts.


def _places(shape: Shape) -> QueryBuilder:
    rows, relations = shape.table(_IMPORTS), shape.table("term_relationships")
    query = shape.query.from_(rows).join(relations).on(relations.object_id == rows.ours)
    query = query.select(relations.term_taxonomy_id).distinct()
    return query.where(rows.source == shape.one("source")).where(rows.kind == "post")


async def recount(db: Database, source: str) -> None:
    """Count the posts of every term anew that something of the source has."""
    places = sorted(int(one) for (one,) in await db.fetch(_places, source=source))

    async def work() -> None:
        for start in range(0, len(places), _ROWS):
            await term_store.recount(db, places[start : start + _ROWS])

    await db.atomically(work)
