"""Tortoise's client of MariaDB and MySQL, with transactions that note their statements."""

from collections.abc import Sequence
from typing import Any

from tortoise.backends.base.client import TransactionContextPooled
from tortoise.backends.mysql.client import MySQLClient, TransactionWrapper, translate_exceptions

from engine.store.noting import NotingStatements


class Transaction(NotingStatements, TransactionWrapper):
    """Notes its statements."""

    @translate_exceptions
    async def end_with(self, statements: Sequence[tuple[str, list[Any]]]) -> None:
        """Run statements and commit, all as one for MariaDB: nobody waits for the rows they hold while this process is busy.

        If one of them fails, nothing is committed.
        """
        text = "; ".join(sql for sql, _ in statements)
        values = [value for _, bound in statements for value in bound]
        async with self.acquire_connection() as connection, connection.cursor() as cursor:
            await cursor.execute(f"BEGIN NOT ATOMIC {text}; COMMIT; END", values)
        self.statements.update(sql for sql, _ in statements)
        self._finalized = True


class Client(MySQLClient):
    """Begins transactions that note their statements."""

    def _in_transaction(self) -> TransactionContextPooled:
        return TransactionContextPooled(Transaction(self), self._pool_init_lock)


client_class = Client
