"""Tortoise's SQLite client, taught WordPress's collation and a transaction that writers can share."""

import sqlite3
from typing import Any

import aiosqlite
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.exceptions import TransactionManagementError

from engine.store.collation import COLLATION, compare, like
from engine.store.noting import NotingStatements


class ImmediateTransaction(NotingStatements, SqliteTransactionWrapper):
    """Notes its statements, and takes the write lock at the start: a deferred one fails when it first writes after another writer."""

    async def begin(self) -> None:
        """Begin with the write lock, waiting for it as long as busy_timeout allows."""
        try:
            await self._connection.commit()
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise TransactionManagementError(error) from error


async def teach(connection: aiosqlite.Connection) -> None:
    """Register the collation, and the LIKE that follows it, with a connection."""
    raw = connection._conn  # noqa: SLF001 - aiosqlite offers no create_collation
    await connection._execute(raw.create_collation, COLLATION, compare)  # type: ignore[no-untyped-call]  # noqa: SLF001
    await connection.create_function("tympan_like", 2, _like, deterministic=True)


class Client(SqliteClient):
    """A connection that compares and searches text as MariaDB's utf8mb4_unicode_520_ci does."""

    async def create_connection(self, with_db: bool) -> None:
        """Connect and register the collation and the LIKE that follows it."""
        await super().create_connection(with_db)
        assert self._connection is not None
        await teach(self._connection)

    def _in_transaction(self) -> SqliteTransactionContext:
        return SqliteTransactionContext(ImmediateTransaction(self), self._lock)


def _like(text: Any, pattern: Any) -> bool | None:
    return None if text is None or pattern is None else like(str(text), str(pattern))


client_class = Client
