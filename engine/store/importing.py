"""Writing what is imported: many rows a statement, ids of the other site kept where they are free.

A batch of posts with all that hangs on it, and the memory of what it was there, is one transaction: an import that is
stopped goes on where the last batch ended.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from pypika_tortoise.queries import QueryBuilder

from engine.model.comments import Comment
from engine.model.posts import Post
from engine.store import comments as comment_store
from engine.store import dates, tables
from engine.store import posts as post_store
from engine.store import terms as term_store
from engine.store.connection import Database
from engine.store.statements import Dialect, Shape
from engine.store.texts import storable

# Rows of one statement; what is left over goes in halves of it, so that there are few statements.
_ROWS: Final = 512
_IMPORTS: Final = "tympan_imports"


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
            await _insert(
                db, _IMPORTS, _NOTED, [(source, kind, theirs, ours, "") for theirs, ours in ids.items()]
            )

        await db.atomically(work)


_NOTED: Final = ("source", "kind", "theirs", "ours", "waits")


async def write(db: Database, source: str, batch: Sequence[ImportedPost]) -> dict[str, int]:
    """Write posts with all that hangs on them; answers our ids by theirs."""

    async def work() -> dict[str, int]:
        ids = await _ids(db, "posts", "ID", [one.wished for one in batch])
        rows = [(identity, *_post(one.post)) for identity, one in zip(ids, batch, strict=True)]
        await _insert(db, "posts", _POST_COLUMNS, rows)
        meta = [(ours, *pair) for ours, one in zip(ids, batch, strict=True) for pair in one.meta]
        await _insert(db, "postmeta", ("post_id", "meta_key", "meta_value"), meta)
        related = [(ours, place, 0) for ours, one in zip(ids, batch, strict=True) for place in one.places]
        await _insert(db, "term_relationships", ("object_id", "term_taxonomy_id", "term_order"), related)
        await _write_comments(db, ids, batch)
        made = {one.theirs: ours for ours, one in zip(ids, batch, strict=True)}
        noted = [(source, "post", theirs, ours, "") for theirs, ours in made.items()]
        noted += [
            (source, waiting.kind, one.theirs, made[one.theirs], waiting.theirs)
            for one in batch
            for waiting in one.waiting
        ]
        await _insert(db, _IMPORTS, _NOTED, noted)
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
            rows.append((identity, *_comment(one.comment, ours, parent)))
            meta += [(identity, *pair) for pair in one.meta]
        start += len(post.comments)
    await _insert(db, "comments", _COMMENT_COLUMNS, rows)
    await _insert(db, "commentmeta", ("comment_id", "meta_key", "meta_value"), meta)


_POST_COLUMNS: Final = tuple(post_store.COLUMN[one.name] for one in fields(Post))
_POST_FIELDS: Final = tuple(one.name for one in fields(Post)[1:])
_COMMENT_COLUMNS: Final = tuple(comment_store.COLUMN[one.name] for one in fields(Comment))
_COMMENT_FIELDS: Final = tuple(one.name for one in fields(Comment)[1:])


def _post(post: Post) -> Iterator[Any]:
    own = {
        name: dates.write(getattr(post, name)) for name in ("date", "date_gmt", "modified", "modified_gmt")
    }
    return (own[name] if name in own else getattr(post, name) for name in _POST_FIELDS)


def _comment(comment: Comment, post: int, parent: int) -> Iterator[Any]:
    own: dict[str, Any] = {name: dates.write(getattr(comment, name)) for name in ("date", "date_gmt")}
    own |= {"post": post, "parent": parent}
    return (own[name] if name in own else getattr(comment, name) for name in _COMMENT_FIELDS)


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


# Rows.


async def _insert(db: Database, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    start, size = 0, _ROWS
    while start < len(rows):
        while size > len(rows) - start:
            size //= 2
        chunk = rows[start : start + size]
        values = [storable(value) for row in chunk for value in row]
        await db.run(_statement(db, table, columns, size), values)
        start += size


def _statement(db: Database, table: str, columns: Sequence[str], count: int) -> str:
    quote = "`" if db.dialect is Dialect.MYSQL else '"'
    names = ", ".join(f"{quote}{column}{quote}" for column in columns)
    width = len(columns)
    if db.dialect is Dialect.POSTGRES:
        numbers = (
            f"({', '.join(f'${row * width + one + 1}' for one in range(width))})" for row in range(count)
        )
        slots = ", ".join(numbers)
    else:
        mark = "%s" if db.dialect is Dialect.MYSQL else "?"
        slots = ", ".join([f"({', '.join([mark] * width)})"] * count)
    return f"INSERT INTO {quote}{db.prefix}{table}{quote} ({names}) VALUES {slots}"  # noqa: S608 - our own names


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

    async def work() -> None:
        for theirs, post, to in rows:
            if kind.startswith("_"):
                meta = tables.PostMeta.filter(object=post, key=kind)
                # Their id would name another post here.
                await (meta.update(value=str(to)) if to is not None else meta.delete())
            elif kind == "parent" and to is not None:
                await tables.Posts.filter(id=post).update(parent=to)
            await _forget(db, source, kind, theirs)

    await db.atomically(work)


async def _forget(db: Database, source: str, kind: str, theirs: str) -> None:
    name = f"{db.prefix}{_IMPORTS}"
    quote = "`" if db.dialect is Dialect.MYSQL else '"'
    marks = {Dialect.MYSQL: ("%s",) * 3, Dialect.SQLITE: ("?",) * 3, Dialect.POSTGRES: ("$1", "$2", "$3")}[
        db.dialect
    ]
    where = " AND ".join(
        f"{column} = {mark}" for column, mark in zip(("source", "kind", "theirs"), marks, strict=True)
    )
    await db.run(f"DELETE FROM {quote}{name}{quote} WHERE {where}", [source, kind, theirs])  # noqa: S608 - our own names


async def recount(db: Database, places: Sequence[int]) -> None:
    """Count the posts of terms anew, by term_taxonomy_id."""

    async def work() -> None:
        await term_store.recount(db, places)

    await db.atomically(work)
