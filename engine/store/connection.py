"""The open database of a site: its dialect, its statements, its transactions."""

import asyncio
import random
import sqlite3
import time
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from asyncmy.errors import MySQLError
from tortoise import Tortoise
from tortoise import context as tortoise_context
from tortoise.backends.base import executor
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext
from tortoise.exceptions import DBConnectionError, OperationalError, TransactionManagementError
from tortoise.transactions import in_transaction

from engine.model.errors import Unavailable
from engine.store import tables
from engine.store.addresses import parse_url
from engine.store.charsets import askable, refusal
from engine.store.collation import bare_pattern
from engine.store.drivers import DRIVER_ERRORS, is_out_of_reach, was_cut, was_in_the_way
from engine.store.mysql import Transaction as MySQLTransaction
from engine.store.noting import NotingStatements
from engine.store.recall import (
    EVERYTHING,
    NOTHING,
    PASSING,
    SWEPT_EVERY,
    Marks,
    Recall,
    changed,
    latest_mark,
    marks_beyond,
    new_mark,
    sweep,
    written_mark,
)
from engine.store.statements import Builder, Dialect, Row, Statements, escape_like
from engine.store.texts import storable
from engine.store.watching import STATES, Watch

T = TypeVar("T")

ALIAS = "site"
ATTEMPTS = 8

# The transaction that what is written now is part of.
_transaction: ContextVar[NotingStatements | None] = ContextVar("_transaction", default=None)


class Database:
    """A site's database. Opened once per process; Tortoise's models answer from it while it is open."""

    def __init__(self, dialect: Dialect, prefix: str, *, remembers: bool = False) -> None:
        self.dialect = dialect
        self.prefix = prefix
        self._statements = Statements(dialect, prefix)
        self._remembers = remembers
        self._recall = Recall(trusts=dialect is Dialect.SQLITE)
        self._marks = Marks()
        self._watch = Watch(prefix)
        self._looking = asyncio.Lock()
        self._leaves_marks = False
        self._is_mariadb = False
        self._notes: dict[tuple[str, ...], tuple[Hashable, dict[Any, Any]]] = {}
        self._insert_texts: dict[tuple[str, tuple[str, ...]], str] = {}
        self.log: list[str] | None = None

    @property
    def client(self) -> BaseDBAsyncClient:
        """Tortoise's client: inside `transaction`, the one that holds it."""
        return _transaction.get() or self._outside

    @cached_property
    def _outside(self) -> BaseDBAsyncClient:
        """The client of what is no part of a transaction; looked up once, for Tortoise takes its time."""
        return Tortoise.get_connection(ALIAS)

    async def fetch(self, build: Builder, *shape: Hashable, **values: Any) -> list[Row]:
        """Run the statement that `build` makes of `shape`, with `values` bound, and read its rows.

        A sequence among the values must not be empty: nothing is IN nothing.
        """
        return list(await self.read(_as_it_is, build, *shape, **values))

    async def read(
        self, read: Callable[[Row], T], build: Builder, /, *shape: Hashable, **values: Any
    ) -> tuple[T, ...]:
        """The same rows, each made into something by a pure function; nobody may change it, for others are given it too."""
        statement = self._statements.get(build, shape, values)
        bound = statement.bind(values)
        repeatable = self._remembers and statement.is_repeatable and PASSING.isdisjoint(statement.tables)
        if not repeatable or self.in_transaction:
            return tuple(map(read, await self.run(statement.sql, bound)))
        # Rows that another writer overtakes while they are read are of a state in which nobody finds their tables.
        recall, key, state = self._recall, (read, statement.sql, *bound), self._recall.state(statement.tables)
        known = recall.get(key, state)
        if known is None:
            rows = await self.run(statement.sql, bound)
            known = tuple(map(read, rows))
            recall.keep(key, state, rows, known)
        elif self.log is not None:
            self.log.append(statement.sql)
        return known

    async def change(self, build: Builder, *shape: Hashable, **values: Any) -> int:
        """Run the statement that `build` makes of `shape`, which writes; answers how many rows it changed."""
        statement = self._statements.get(build, shape, values)
        if self.log is not None:
            self.log.append(statement.sql)
        changed, _ = await self.client.execute_query(statement.sql, statement.bind(values))
        return changed

    def change_at_last(self, build: Builder, *shape: Hashable, **values: Any) -> None:
        """Have a statement that writes run at the end of the open transaction.

        That is for rows which many transactions change, such as counts: they wait for each other until the one that
        holds the row has ended. Who reads such a row in the same transaction says `catch_up` first.
        """
        statement = self._statements.get(build, shape, values)
        self._noting.last.append((statement.sql, statement.bind(values)))

    async def catch_up(self) -> None:
        """Run what waits for the end of the open transaction."""
        client = self._noting
        waiting = client.last[:]
        client.last.clear()
        for sql, bound in waiting:
            if self.log is not None:
                self.log.append(sql)
            await client.execute_query(sql, bound)

    async def _end(self, client: NotingStatements) -> None:
        """Run what waits for the end of the transaction, on MariaDB together with its commit."""
        if not client.last or not self._is_mariadb:
            await self.catch_up()
            return
        assert isinstance(client, MySQLTransaction)
        waiting = client.last[:]
        if self.log is not None:
            self.log += [sql for sql, _ in waiting]
        await client.end_with(waiting)
        client.last.clear()

    @property
    def _noting(self) -> NotingStatements:
        client = self.client
        assert isinstance(client, NotingStatements), "no transaction is open"
        return client

    async def refresh(self) -> bool:
        """Forget what others may have changed; to be called when a request begins. False where nothing is remembered."""
        if not self._remembers:
            return False
        with suppress(*DRIVER_ERRORS):  # a table that was not made yet
            (latest,) = await self.run(latest_mark(self.dialect, self.prefix))
            mark = tuple(int(number or 0) for number in latest)
            if mark != self._marks.latest:
                rows = await self.run(marks_beyond(self.prefix, self._marks.floor))
                self._forget(self._marks.learn(mark, [(number, written) for number, written in rows]))
            await self._look_around()
            return True
        self._recall.forget([EVERYTHING])
        return False

    async def _look_around(self) -> None:
        """Forget, once in a while, what programs may have changed that leave no mark; who comes meanwhile waits for it."""
        if not self._recall.is_old():
            return
        async with self._looking:
            if not self._recall.is_old():
                return
            now = time.monotonic()
            asks = self.dialect is Dialect.MYSQL
            self._recall.renew(self._watch.changed(await self.run(STATES)) if asks else {EVERYTHING}, now)

    def _forget(self, news: set[str] | None) -> None:
        """Forget what new marks speak of, and on SQLite, which tells of any change, what no mark speaks of."""
        if news is not None:
            self._recall.forget(news)
            self._recall.doubt()
        elif self.dialect is Dialect.SQLITE:
            self._recall.forget([EVERYTHING])

    def state_of(self, *tables: str) -> Hashable:
        """What is the same for as long as none of these tables changes, as far as is known since `refresh`."""
        return self._recall.state(tables)

    def kept_while(self, *tables: str) -> dict[Any, Any] | None:
        """A place for what was found out, empty again once one of these tables changes; None where that is not seen."""
        if not self._remembers:
            return None
        state = self._recall.state(tables)
        known = self._notes.get(tables)
        if known is None or known[0] != state:
            known = self._notes[tables] = state, {}
        return known[1]

    async def _leave_mark(self, tables: set[str]) -> int | None:
        """Tell other processes, with what this transaction changed, which tables these are; answers its number."""
        written = written_mark(tables)
        passing = written == NOTHING and self.dialect is not Dialect.SQLITE
        if not written or passing or not self._leaves_marks:
            return None
        made = await self.client.execute_insert(new_mark(self.prefix, self.dialect), [written])
        return int(made["id"] if self.dialect is Dialect.POSTGRES else made)

    async def greet(self) -> None:
        """Hear from the server who it is; raises what the driver does where nobody answers."""
        if self.dialect is Dialect.MYSQL:
            ((version,),) = await self.run("SELECT VERSION()")
            self._is_mariadb = "mariadb" in str(version).lower()
        else:
            await self.run("SELECT 1")

    async def _find_marks(self) -> None:
        """See whether marks can be left: their table is not there before the database was brought up to date."""
        if not self._leaves_marks:
            with suppress(*DRIVER_ERRORS):
                await self.run(marks_beyond(self.prefix, 2**62))
                self._leaves_marks = True

    async def _sweep_marks(self, latest: int) -> None:
        # What was committed stays so, whether or not marks can be swept.
        if random.random() < 1 / SWEPT_EVERY:  # noqa: S311 - not a secret
            with suppress(*DRIVER_ERRORS):
                await self.run(sweep(self.prefix, latest))

    @property
    def in_transaction(self) -> bool:
        """Whether what is written now is part of a transaction that began before."""
        return _transaction.get() is not None

    async def run(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run SQL text of this dialect and read its rows as tuples."""
        with self._sending(sql):
            async with self.client.acquire_connection() as connection:
                if self.dialect is Dialect.SQLITE:
                    return list(await connection.execute_fetchall(sql, values))
                if self.dialect is Dialect.POSTGRES:
                    return list(await connection.fetch(sql, *values))
                async with connection.cursor() as cursor:
                    try:
                        await cursor.execute(sql, list(values) or None)
                    except MySQLError as error:
                        again = askable(error, sql, values)
                        if again is None:
                            raise
                        await cursor.execute(sql, again)
                    return list(await cursor.fetchall() or ())

    async def add(self, table: str, row: Mapping[str, Any], *, key: str) -> int:
        """Write one row of a table, by its bare name; answers the number that it got in the column `key`."""
        made = await self.client.execute_insert(
            self._insert_text(table, tuple(row), key), [storable(value) for value in row.values()]
        )
        return int(made[key] if self.dialect is Dialect.POSTGRES else made)

    def _insert_text(self, table: str, columns: tuple[str, ...], key: str) -> str:
        known = self._insert_texts.get((table, columns))
        if known is None:
            quote = "`" if self.dialect is Dialect.MYSQL else '"'
            names = ", ".join(f"{quote}{column}{quote}" for column in columns)
            marks = ", ".join(self._mark(number) for number in range(1, len(columns) + 1))
            returning = f' RETURNING "{key}"' if self.dialect is Dialect.POSTGRES else ""
            known = f"INSERT INTO {quote}{self.prefix}{table}{quote} ({names}) VALUES ({marks}){returning}"  # noqa: S608 - our own names
            self._insert_texts[table, columns] = known
        return known

    def _mark(self, number: int) -> str:
        """The place of a statement's value."""
        return {Dialect.MYSQL: "%s", Dialect.POSTGRES: f"${number}", Dialect.SQLITE: "?"}[self.dialect]

    async def each(self, build: Builder, *shape: Hashable, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run the statement that `build` makes of `shape` once for each of `rows`, the values bound; it answers nothing."""
        if rows:
            statement = self._statements.get(build, shape, rows[0])
            await self._run_each(statement.sql, [statement.bind(row) for row in rows])

    async def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write rows of a table, by its bare name: as many as there are in one go."""
        storables = [tuple(map(storable, row)) for row in rows]
        if not storables:
            return
        name = self.prefix + table
        if self.dialect is Dialect.POSTGRES:
            with self._sending(f"COPY {name}"):
                async with self.client.acquire_connection() as connection:
                    await connection.copy_records_to_table(name, columns=columns, records=storables)
            return
        quote, mark = ("`", "%s") if self.dialect is Dialect.MYSQL else ('"', "?")
        names = ", ".join(f"{quote}{column}{quote}" for column in columns)
        marks = ", ".join([mark] * len(columns))
        await self._run_each(
            f"INSERT INTO {quote}{name}{quote} ({names}) VALUES ({marks})",  # noqa: S608 - our own names
            storables,
        )

    @contextmanager
    def _sending(self, sql: str) -> Iterator[None]:
        """While a statement is sent by us and not by Tortoise: it is noted, and raises Unavailable if nobody answers."""
        if self.log is not None:
            self.log.append(sql)
        transaction = self.client if self.in_transaction else None
        if isinstance(transaction, NotingStatements):
            transaction.statements.add(sql)
        try:
            yield
        except (OSError, DBConnectionError) as error:
            raise Unavailable(f"the database does not answer: {error}") from error
        except (MySQLError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            if is_out_of_reach(error):
                raise Unavailable(f"the database does not answer: {error}") from error
            raise refusal(error) or error from error
        finally:
            if transaction is None:
                self._recall.forget(changed(sql, self.prefix))

    async def _run_each(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        with self._sending(sql):
            async with self.client.acquire_connection() as connection:
                if self.dialect is Dialect.MYSQL:
                    async with connection.cursor() as cursor:
                        await cursor.executemany(sql, rows)
                else:
                    await connection.executemany(sql, rows)

    def contains(self, text: str) -> str:
        """The pattern for `Shape.like` that finds `text` anywhere."""
        return "%" + escape_like(self.folded(text)) + "%"

    def folded(self, text: str) -> str:
        """`text` as `Shape.like` compares it on this dialect."""
        return text if self.dialect is Dialect.MYSQL else bare_pattern(text)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """All or nothing for what is written inside; nested, a savepoint."""
        nested = self.in_transaction
        if not nested:
            await self._find_marks()
        context = in_transaction(ALIAS)
        try:
            await context.__aenter__()
        except BaseException as error:
            # Tortoise keeps what it took when the transaction then does not begin: a lock, a connection.
            if hasattr(context, "token"):
                await context.__aexit__(TransactionManagementError, error, None)
            raise
        client = Tortoise.get_connection(ALIAS)
        assert isinstance(client, NotingStatements)
        token = _transaction.set(client)
        waiting = len(client.last)
        mark = None
        try:
            try:
                yield
                if not nested:
                    mark = await self._leave_mark(self._changed_by(client))
                    await self._end(client)
            except BaseException as error:
                del client.last[waiting:]
                try:
                    await context.__aexit__(type(error), error, error.__traceback__)
                except Exception as further:
                    # A deadlock has undone the whole transaction, and no savepoint is left to go back to.
                    if nested and was_in_the_way(error):
                        raise error from further
                    raise
                raise
            await context.__aexit__(None, None, None)
        finally:
            _transaction.reset(token)
            # This process forgets at once, and also where nobody knows whether it was committed.
            self._recall.forget(self._changed_by(client))
        if mark is not None:
            self._marks.made(mark)
            await self._sweep_marks(mark)

    def _changed_by(self, client: NotingStatements) -> set[str]:
        """The tables that a transaction has changed so far, or will at its end, without their prefix."""
        statements = [*client.statements, *(sql for sql, _ in client.last)]
        return {name for sql in statements for name in changed(sql, self.prefix)}

    async def together(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do `work` as a part of the open transaction that does not fail alone, or else in one of its own."""
        return await (work() if self.in_transaction else self.atomically(work))

    async def atomically(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do `work` in a transaction, again from its start when another writer's lock was in the way.

        Within a transaction it is a part of that, which alone can begin again: a deadlock undoes all of it.
        """
        if self.in_transaction:
            async with self.transaction():
                return await work()
        for attempt in range(1, ATTEMPTS + 1):
            finished = False
            try:
                async with self.transaction():
                    result = await work()
                    finished = True
            except Exception as error:
                # When the connection is cut while it commits, nobody knows what was written.
                again = was_in_the_way(error) or (not finished and was_cut(error))
                if attempt == ATTEMPTS or not again:
                    raise
            else:
                return result
            await asyncio.sleep(random.uniform(0.5, 1.5) * 0.02 * 2**attempt)  # noqa: S311 - not a secret
        raise AssertionError


def _as_it_is(row: Row) -> Row:
    return row


@asynccontextmanager
async def open_database(url: str, prefix: str = "wp_", *, remembers: bool = False) -> AsyncIterator[Database]:
    """Connect, and close again when done; a database that `remembers` keeps what it read until somebody writes.

    Raises ValueError for an address that is none and Unavailable where nothing answers.
    """
    dialect, config = parse_url(url)
    if dialect is Dialect.SQLITE and not (folder := Path(config["credentials"]["file_path"]).parent).is_dir():
        raise Unavailable(f"the database cannot be opened: there is no folder {folder}")
    tables.use_prefix(prefix)
    # Tortoise keeps INSERT statements per connection name and table, beyond the life of a connection.
    executor.EXECUTOR_CACHE.clear()
    context = await Tortoise.init(
        config={
            "connections": {ALIAS: config},
            "apps": {"wordpress": {"models": [tables.__name__], "default_connection": ALIAS}},
        },
        use_tz=False,
        # Requests run in other tasks than the one that opens the database.
        _enable_global_fallback=True,
    )
    database = Database(dialect, prefix, remembers=remembers)
    try:
        try:
            await database.greet()
        except (OperationalError, asyncpg.PostgresError, sqlite3.Error, MySQLError) as error:
            raise Unavailable(f"the database does not answer: {error}") from error
        yield database
    finally:
        try:
            await context.close_connections()
        finally:
            _forget(context)


def _forget(context: TortoiseContext) -> None:
    """Leave no trace of a context, whatever its closing met: Tortoise refuses to open a second one beside it."""
    if tortoise_context._global_context is context:  # noqa: SLF001 - Tortoise forgets it only where closing went well
        tortoise_context._global_context = None  # noqa: SLF001
