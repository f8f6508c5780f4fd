"""Tortoise's SQLite client, taught WordPress's collation and a transaction that writers can share."""

import sqlite3
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeVar

import aiosqlite
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.exceptions import TransactionManagementError

from engine.store.collation import COLLATION, compare, like
from engine.store.noting import NotingStatements

T = TypeVar("T")

# Seconds that a statement may have taken the last time to be run at once the next time.
QUICK: Final = 0.001
_QUICK_KNOWN: Final = 2048
_BEGIN: Final = "BEGIN IMMEDIATE"
_CHUNK: Final = 64


class NimbleConnection(aiosqlite.Connection):
    """Runs at once what was quick the last time, and all else in a thread: the way there costs more than most statements.

    Nothing that runs at once waits for a lock: readers wait for nobody, and a transaction has the lock from its start,
    for which it waits in the thread.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, _CHUNK)
        self._quick: set[str] = set()
        # How much went to the thread, and how much of it is done, even if nobody waits for it any more.
        self._sent = self._done = 0

    async def _execute(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        what = args[0] if args and isinstance(args[0], str) else fn.__name__
        if what in self._quick and self._sent == self._done and self._running and self._connection:
            return self._timed(what, partial(fn, *args, **kwargs))
        self._sent += 1
        found: T = await super()._execute(self._in_thread, what, partial(fn, *args, **kwargs))  # type: ignore[no-untyped-call]
        return found

    def _in_thread(self, what: str, work: Callable[[], T]) -> T:
        try:
            return self._timed(what, work)
        finally:
            self._done += 1

    def _timed(self, what: str, work: Callable[[], T]) -> T:
        begun = time.perf_counter()
        try:
            return work()
        finally:
            if what == _BEGIN or time.perf_counter() - begun > QUICK:
                self._quick.discard(what)
            elif len(self._quick) < _QUICK_KNOWN:
                self._quick.add(what)
            else:
                self._quick.clear()


class ImmediateTransaction(NotingStatements, SqliteTransactionWrapper):
    """Notes its statements, and takes the write lock at the start: a deferred one fails when it first writes after another writer."""

    async def begin(self) -> None:
        """Begin with the write lock, waiting for it as long as busy_timeout allows."""
        try:
            await self._connection.commit()
            await self._connection.execute(_BEGIN)
        except sqlite3.OperationalError as error:
            raise TransactionManagementError(error) from error


async def teach(connection: aiosqlite.Connection) -> None:
    """Register the collation, and the LIKE that follows it, with a connection."""
    raw = connection._conn  # noqa: SLF001 - aiosqlite offers no create_collation
    await connection._execute(raw.create_collation, COLLATION, compare)  # type: ignore[no-untyped-call]  # noqa: SLF001
    await connection.create_function("tympan_like", 2, _like, deterministic=True)


class Client(SqliteClient):
    """A connection that compares and searches text as MariaDB's utf8mb4_unicode_520_ci does."""

    async def create_connection(self, with_db: bool) -> None:  # noqa: ARG002 - a file is always one database
        """Connect and register the collation and the LIKE that follows it."""
        if self._connection:
            return
        connect = partial(sqlite3.connect, self.filename, isolation_level=None, check_same_thread=False)
        self._connection = await NimbleConnection(connect)
        self._connection.row_factory = sqlite3.Row
        for name, value in self.pragmas.items():
            await self._connection.execute_fetchall(f"PRAGMA {name}={value}")
        await self._post_connect()
        await teach(self._connection)

    def _in_transaction(self) -> SqliteTransactionContext:
        return SqliteTransactionContext(ImmediateTransaction(self), self._lock)


def _like(text: Any, pattern: Any) -> bool | None:
    return None if text is None or pattern is None else like(str(text), str(pattern))


client_class = Client
