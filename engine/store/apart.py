"""A connection beside the site's own: to look at a database without changing it, or to copy one into another."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import aiosqlite
import asyncmy
import asyncpg
from pypika_tortoise.queries import QueryBuilder
from pypika_tortoise.terms import LiteralValue

from engine.config.errors import ConfigError
from engine.model.errors import Unavailable
from engine.model.places import Place
from engine.store.addresses import parse_url
from engine.store.drivers import DRIVER_ERRORS
from engine.store.sqlite import teach
from engine.store.statements import Builder, Dialect, Row, Shape, Statements

CONNECT_TIMEOUT: Final = 10
LOCK_TIMEOUT: Final = 60

_TABLES_SQL: Final = {
    Dialect.SQLITE: "SELECT name FROM sqlite_master WHERE type = 'table'",
    Dialect.MYSQL: "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()",
    Dialect.POSTGRES: "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()",
}
# Name, place in the primary key (0: none) and type of each column.
_COLUMNS_SQL: Final = {
    Dialect.SQLITE: "SELECT name, pk, type FROM pragma_table_info(?)",
    Dialect.MYSQL: """
        SELECT c.column_name, COALESCE(s.seq_in_index, 0), c.data_type FROM information_schema.columns c
        LEFT JOIN information_schema.statistics s ON s.table_schema = c.table_schema
            AND s.table_name = c.table_name AND s.column_name = c.column_name AND s.index_name = 'PRIMARY'
        WHERE c.table_schema = DATABASE() AND c.table_name = %s ORDER BY c.ordinal_position""",
    Dialect.POSTGRES: """
        SELECT a.attname::text, COALESCE(array_position(i.indkey::int2[], a.attnum) + 1, 0), a.atttypid::regtype::text
        FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
        WHERE a.attrelid = to_regclass(quote_ident($1)) AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum""",
}
_NUMBERS: Final = ("int", "bigint", "smallint", "tinyint", "mediumint")


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the database knows it; `key` is its place in the primary key, from 1, or 0."""

    name: str
    key: int
    is_number: bool


class Apart:
    """One connection, kept apart from Tortoise's; statements are made as everywhere in the store."""

    def __init__(self, connection: Any, dialect: Dialect, prefix: str) -> None:
        self.dialect = dialect
        self.prefix = prefix
        self._statements = Statements(dialect, prefix)
        self._connection = connection

    async def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement and read its rows."""
        match self.dialect:
            case Dialect.SQLITE:
                return list(await self._connection.execute_fetchall(sql, values))
            case Dialect.POSTGRES:
                return list(await self._connection.fetch(sql, *values))
            case Dialect.MYSQL:
                async with self._connection.cursor() as cursor:
                    await cursor.execute(sql, list(values) or None)
                    return list(await cursor.fetchall() or ())

    def quoted(self, table: str) -> str:
        """A table's full name as it stands in SQL text."""
        quote = "`" if self.dialect is Dialect.MYSQL else '"'
        return f"{quote}{self.prefix}{table}{quote}"

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """All or nothing for what is written inside; on SQLite nobody else writes meanwhile."""
        await self.rows("BEGIN IMMEDIATE" if self.dialect is Dialect.SQLITE else "BEGIN")
        try:
            yield
        except BaseException:
            await self.rows("ROLLBACK")
            raise
        await self.rows("COMMIT")

    async def fetch(self, build: Builder, *shape: Hashable, **values: Any) -> list[Row]:
        """Run the statement that `build` makes of `shape`, as a site's database does."""
        statement = self._statements.get(build, shape, values)
        return await self.rows(statement.sql, statement.bind(values))

    async def write(self, build: Builder, *shape: Hashable, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement, whose slots are the values of a row in order, for each row."""
        statement = self._statements.get(build, shape, {})
        if self.dialect is Dialect.MYSQL:
            async with self._connection.cursor() as cursor:
                await cursor.executemany(statement.sql, rows)
        else:
            await self._connection.executemany(statement.sql, rows)

    async def tables(self) -> list[str]:
        """The names, without the prefix, of all tables that have it."""
        names = [str(name) for (name,) in await self.rows(_TABLES_SQL[self.dialect])]
        return sorted(name.removeprefix(self.prefix) for name in names if name.startswith(self.prefix))

    async def columns(self, table: str) -> list[Column]:
        """The columns of a table, in order."""
        found = await self.rows(_COLUMNS_SQL[self.dialect], [self.prefix + table])
        return [
            Column(str(name), int(key), str(kind).lower().startswith(_NUMBERS)) for name, key, kind in found
        ]

    async def has_rows(self, table: str) -> bool:
        """Whether anything is in a table."""
        return bool(await self.fetch(_any_row, table))


def _any_row(shape: Shape, table: str) -> QueryBuilder:
    return shape.query.from_(shape.table(table)).select(LiteralValue("1")).limit(1)


@asynccontextmanager
async def open_apart(place: Place, *, read_only: bool = False) -> AsyncIterator[Apart]:
    """Connect, and close again when done; `read_only` leaves an SQLite file as it is and never makes one.

    Raises ConfigError for an address that is none and Unavailable, in one line, where nothing answers.
    """
    dialect, connect = _connector(place.url, read_only=read_only)
    try:
        connection = await connect()
        if dialect is Dialect.SQLITE:
            await teach(connection)
    except DRIVER_ERRORS as error:
        raise Unavailable(f"{without_password(place.url)} does not answer: {reason(error)}") from error
    try:
        yield Apart(connection, dialect, place.prefix)
    finally:
        await (connection.ensure_closed() if dialect is Dialect.MYSQL else connection.close())


def without_password(url: str) -> str:
    """A database address fit for a message."""
    return re.sub(r"//[^/]*@", "//", url.partition("?")[0], count=1)


def _parsed(url: str) -> tuple[Dialect, dict[str, Any]]:
    try:
        return parse_url(url)
    except ValueError as error:
        raise ConfigError(str(error)) from error


def _connector(url: str, *, read_only: bool) -> tuple[Dialect, Callable[[], Awaitable[Any]]]:
    dialect, config = _parsed(url)
    credentials = {
        key: value for key, value in config["credentials"].items() if key not in {"minsize", "maxsize"}
    }
    match dialect:
        case Dialect.SQLITE:
            return dialect, partial(
                _connect_sqlite, _sqlite_uri(credentials["file_path"], read_only=read_only)
            )
        case Dialect.MYSQL:
            return dialect, partial(
                asyncmy.connect, **credentials, connect_timeout=CONNECT_TIMEOUT, autocommit=True
            )
        case Dialect.POSTGRES:
            return dialect, partial(asyncpg.connect, **credentials, timeout=CONNECT_TIMEOUT)


def _sqlite_uri(path: str, *, read_only: bool) -> str:
    absolute = str(Path(path).absolute()).lstrip("/")
    return f"file:/{quote(absolute)}?mode={'ro' if read_only else 'rwc'}"


def is_unmade(url: str) -> bool:
    """Whether the address is of an SQLite file that is yet to be made."""
    dialect, config = _parsed(url)
    return dialect is Dialect.SQLITE and not Path(config["credentials"]["file_path"]).exists()


async def _connect_sqlite(uri: str) -> aiosqlite.Connection:
    connection = aiosqlite.connect(uri, uri=True, timeout=LOCK_TIMEOUT, isolation_level=None)
    try:
        await connection
    except sqlite3.Error:
        # Its thread still has a word for this event loop: let it end first.
        await asyncio.to_thread(connection._thread.join)  # noqa: SLF001 - aiosqlite offers no way to wait
        raise
    try:
        # Nothing is read before it must be: this finds out whether the file is a database at all.
        await connection.execute_fetchall("SELECT 1 FROM sqlite_master")
    except sqlite3.Error:
        await connection.close()
        raise
    return connection


def reason(error: Exception) -> str:
    """What went wrong, in one line: MySQL's errors are a number and a text."""
    return (
        str(error.args[-1] if isinstance(error, asyncmy.errors.MySQLError) else error) or type(error).__name__
    )
