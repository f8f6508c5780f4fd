"""Tortoise's client of MariaDB and MySQL, with transactions that note their statements."""

from collections.abc import Sequence
from typing import Any

from tortoise.backends.base.client import TransactionContextPooled
from tortoise.backends.mysql.client import MySQLClient, TransactionWrapper, translate_exceptions
from tortoise.exceptions import OperationalError

from engine.store.charsets import askable, refusal
from engine.store.noting import NotingStatements


class _WithOldColumns(MySQLClient):
    """Goes on where a column's charset is an older one (`engine.store.charsets`)."""

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Any]:
        """As Tortoise has it."""
        try:
            done: tuple[int, Any] = await super().execute_query(query, values)
        except OperationalError as error:
            again = askable(error, query, values)
            if again is None:
                raise refusal(error) or error from error
            done = await super().execute_query(query, again)
        return done

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        """As Tortoise has it."""
        try:
            return await super().execute_insert(query, values)
        except OperationalError as error:
            raise refusal(error) or error from error

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        """As Tortoise has it."""
        try:
            await super().execute_many(query, values)
        except OperationalError as error:
            raise refusal(error) or error from error


class Transaction(NotingStatements, _WithOldColumns, TransactionWrapper):
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


class Client(_WithOldColumns):
    """Begins transactions that note their statements."""

    def _in_transaction(self) -> TransactionContextPooled:
        return TransactionContextPooled(Transaction(self), self._pool_init_lock)


client_class = Client
