"""Copies all rows of a site into the empty tables of another database, and compares them there."""

import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pypika_tortoise.enums import Order
from pypika_tortoise.functions import Count
from pypika_tortoise.queries import QueryBuilder, Table
from pypika_tortoise.terms import Criterion

from engine.model.errors import Conflict, Invalid
from engine.model.places import CopyStep
from engine.store.apart import Apart, Column, reason
from engine.store.drivers import DRIVER_ERRORS
from engine.store.presence import TABLES, UNFINISHED
from engine.store.statements import Dialect, Row, Shape
from engine.store.texts import storable

BATCH: Final = 500

# Each database keeps these for itself.
_OWN: Final = (UNFINISHED, "tympan_migrations", "tympan_changes")


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of a table's rows and the sum of their hashes, which their order does not change."""

    rows: int = 0
    checksum: int = 0

    def plus(self, rows: Iterable[Sequence[Any]]) -> "Tally":
        """This and more rows."""
        hashes = [_hash(row) for row in rows]
        return Tally(self.rows + len(hashes), (self.checksum + sum(hashes)) % 2**256)


async def prepare(target: Apart, origin: str) -> None:
    """Mark the target, whose tables exist, as receiving a copy of `origin`.

    Raises Conflict when it holds anything else, be it the unfinished copy of another site.
    """
    if UNFINISHED in await target.tables():
        marks = await target.fetch(_marks)
        if [tuple(mark) for mark in marks] != [(origin,)]:
            raise Conflict("the target holds the unfinished copy of another site")
        return
    for table in TABLES:
        if await target.has_rows(table):
            raise Conflict(f"the target is not empty: {target.prefix}{table} has rows")
    async with target.transaction():
        await target.rows(f"CREATE TABLE {target.quoted(UNFINISHED)} (origin varchar(2000) NOT NULL)")
        await target.write(_mark, rows=[[origin]])


async def copy(source: Apart, target: Apart, left_out: list[str]) -> AsyncIterator[CopyStep]:
    """Copy what the target does not have yet, then compare all of it, and note the rows that it has no place for.

    Raises Invalid where the target cannot hold a row, and Conflict where the two differ in the end.
    """
    tables = [await _table(source, target, name, left_out) for name in await _names(source, target)]
    for table in tables:
        async for step in table.copy():
            yield step
    for table in tables:
        yield await table.verify()
    await target.rows(f"DROP TABLE {target.quoted(UNFINISHED)}")


async def total(source: Apart, target: Apart) -> int:
    """The number of rows that a copy is of."""
    return sum([await count(source, name) for name in await _names(source, target)])


async def left_out(source: Apart, target: Apart) -> list[str]:
    """The source's tables, and columns as table.column, that a copy leaves out, because the target has none of the name."""
    known = await _names(source, target)
    tables = [name for name in await source.tables() if name not in known and name not in _OWN]
    columns: list[str] = []
    for name in known:
        there = {column.name for column in await target.columns(name)}
        columns += [f"{name}.{one.name}" for one in await source.columns(name) if one.name not in there]
    return tables + columns


async def count(database: Apart, table: str) -> int:
    """The number of rows in a table."""
    ((rows,),) = await database.fetch(_count, table)
    return int(rows)


async def _names(source: Apart, target: Apart) -> list[str]:
    there = await target.tables()
    return [name for name in await source.tables() if name in there and name not in _OWN]


async def _table(source: Apart, target: Apart, name: str, left_out: list[str]) -> "_Table":
    there = {column.name for column in await target.columns(name)}
    columns = [column for column in await source.columns(name) if column.name in there]
    double = await _double(source) if name == "options" else {}
    return _Table(source, target, name, columns, double=double, left_out=left_out)


async def _double(source: Apart) -> dict[Any, str]:
    """Rows of options whose name has a later one, by id: without their index there may be two, of which the last counts."""
    last: dict[str, Any] = {}
    found: dict[Any, str] = {}
    for key, name in await source.fetch(_options):
        if (before := last.get(str(name).casefold())) is not None:
            found[before] = f"{name} has a later row"
        last[str(name).casefold()] = key
    return found


class _Table:
    """A table in both databases."""

    def __init__(
        self,
        source: Apart,
        target: Apart,
        name: str,
        columns: Sequence[Column],
        *,
        double: Mapping[Any, str],
        left_out: list[str],
    ) -> None:
        self.name = name
        self._source, self._target = source, target
        self._double, self._left_out = double, left_out
        self._columns = tuple(column.name for column in columns)
        keys = sorted((column for column in columns if column.key), key=lambda column: column.key)
        self._keys = tuple(column.name for column in keys)
        # Only whole numbers are in the same order everywhere: other tables begin again.
        self._is_ordered = bool(keys) and all(column.is_number for column in keys)

    async def copy(self) -> AsyncIterator[CopyStep]:
        """Copy batch after batch, each all or nothing, behind the last row that the target has."""
        total = await count(self._source, self.name)
        after = await self._resume()
        done = await count(self._target, self.name)
        yield CopyStep(self.name, done, total)
        while batch := await self._batch(self._source, after):
            rows = [self._moved(row) for row in batch if not self._obstacle(row)]
            try:
                async with self._target.transaction():
                    if rows:
                        await self._target.write(_insert, self.name, self._columns, rows=rows)
            except DRIVER_ERRORS as error:
                raise Invalid(f"a row of {self.name} cannot be written: {reason(error)}") from error
            done += len(batch)
            after = self._key(batch[-1])
            yield CopyStep(self.name, done, total)
            if not self._is_ordered:
                break
        await self._set_sequence()

    async def verify(self) -> CopyStep:
        """Compare number and content of the rows; raises Conflict when they differ. Notes what was left out."""
        expected = await self._tally(self._source, moved=True)
        found = await self._tally(self._target, moved=False)
        if expected != found:
            raise Conflict(
                f"{self.name} differs after copying: {expected.rows} rows there, {found.rows} here; "
                "was the source written to meanwhile?"
            )
        return CopyStep(self.name, found.rows, expected.rows, verified=True)

    async def _resume(self) -> tuple[Any, ...] | None:
        """The key of the target's last row; a table that has no order is emptied instead."""
        if not self._is_ordered:
            await self._target.fetch(_empty, self.name)
            return None
        rows = await self._target.fetch(_last, self.name, self._keys)
        return tuple(rows[0]) if rows else None

    async def _batch(self, database: Apart, after: tuple[Any, ...] | None) -> list[Row]:
        """The next rows behind a key; of a table that has no order, all."""
        keys = self._keys if self._is_ordered else ()
        values = dict(zip(keys, after or (), strict=False))
        return await database.fetch(_page, self.name, self._columns, keys, after is not None, **values)

    async def _tally(self, database: Apart, *, moved: bool) -> Tally:
        tally, after = Tally(), None
        while batch := await self._batch(database, after):
            tally = tally.plus(self._expected(batch) if moved else batch)
            after = self._key(batch[-1])
            if not self._is_ordered:
                break
        return tally

    def _key(self, row: Row) -> tuple[Any, ...]:
        return tuple(row[self._columns.index(key)] for key in self._keys)

    def _expected(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Rows as the target is to hold them, noting those that it does not."""
        for row in rows:
            if why := self._obstacle(row):
                key = ", ".join(map(str, self._key(row) or row[:1]))
                self._left_out.append(f"{self.name} {key}: {why}")
            else:
                yield self._moved(row)

    def _obstacle(self, row: Row) -> str:
        """Why the target has no place for a row, '' where it has."""
        # PHP's serialised objects have NULs and would not be the same without: plugins keep them in options and meta.
        if self._has_no_nul and self.name.endswith(("options", "meta")) and any(map(_has_nul, row)):
            return "it holds a NUL character, which PostgreSQL cannot store"
        return self._double.get(row[self._columns.index("option_id")], "") if self._double else ""

    @property
    def _has_no_nul(self) -> bool:
        return self._target.dialect is Dialect.POSTGRES

    def _moved(self, row: Row) -> Row:
        """A row as the target holds it: under its own table prefix, where that is part of a name."""
        values = row if not self._has_no_nul else map(storable, row)
        return tuple(
            self._renamed(column, value) for column, value in zip(self._columns, values, strict=True)
        )

    def _renamed(self, column: str, value: Any) -> Any:
        old, new = self._source.prefix, self._target.prefix
        if column == "option_name" and value == f"{old}user_roles":
            return f"{new}user_roles"
        if self.name == "usermeta" and column == "meta_key" and str(value).startswith(old):
            return new + value.removeprefix(old)
        return value

    async def _set_sequence(self) -> None:
        """Let PostgreSQL count on from the largest id that was copied."""
        if self._target.dialect is Dialect.POSTGRES and len(self._keys) == 1 and self._is_ordered:
            place = [self._target.quoted(self.name), self._keys[0]]
            ((sequence,),) = await self._target.rows("SELECT pg_get_serial_sequence($1, $2)", place)
            if sequence is not None:
                await self._target.rows(
                    "SELECT setval($1::text::regclass, $2)", [sequence, await self._largest()]
                )

    async def _largest(self) -> int:
        rows = await self._target.fetch(_last, self.name, self._keys)
        return int(rows[0][0]) if rows else 1


def _has_nul(value: Any) -> bool:
    return isinstance(value, str) and "\0" in value


def _hash(row: Sequence[Any]) -> int:
    text = repr([None if value is None else str(value) for value in row])
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(), "big")


def _marks(shape: Shape) -> QueryBuilder:
    marker = shape.table(UNFINISHED)
    return shape.query.from_(marker).select(marker.origin)


def _mark(shape: Shape) -> QueryBuilder:
    return shape.query.into(shape.table(UNFINISHED)).columns("origin").insert(shape.one("origin"))


def _options(shape: Shape) -> QueryBuilder:
    options = shape.table("options")
    return (
        shape.query.from_(options).select(options.option_id, options.option_name).orderby(options.option_id)
    )


def _count(shape: Shape, table: str) -> QueryBuilder:
    return shape.query.from_(shape.table(table)).select(Count("*"))


def _empty(shape: Shape, table: str) -> QueryBuilder:
    return shape.query.from_(shape.table(table)).delete()


def _insert(shape: Shape, table: str, columns: tuple[str, ...]) -> QueryBuilder:
    values = [shape.one(column) for column in columns]
    return shape.query.into(shape.table(table)).columns(*columns).insert(*values)


def _last(shape: Shape, name: str, keys: tuple[str, ...]) -> QueryBuilder:
    table = shape.table(name)
    query = shape.query.from_(table).select(*(table.field(key) for key in keys))
    for key in keys:
        query = query.orderby(table.field(key), order=Order.desc)
    return query.limit(1)


def _page(
    shape: Shape, name: str, columns: tuple[str, ...], keys: tuple[str, ...], behind: bool
) -> QueryBuilder:
    table = shape.table(name)
    query = shape.query.from_(table).select(*(table.field(column) for column in columns))
    if not keys:
        return query
    if behind:
        query = query.where(_behind(shape, table, keys))
    for key in keys:
        query = query.orderby(table.field(key))
    return query.limit(BATCH)


def _behind(shape: Shape, table: Table, keys: tuple[str, ...]) -> Criterion:
    """(a, b) > (x, y), spelled so that every database uses its index."""
    first, *rest = keys
    beyond: Criterion = table.field(first) > shape.one(first)
    if not rest:
        return beyond
    return beyond | ((table.field(first) == shape.one(first)) & _behind(shape, table, tuple(rest)))
