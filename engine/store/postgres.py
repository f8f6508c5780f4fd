"""Tortoise's client of PostgreSQL, with transactions that note their statements."""

from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import TransactionContextPooled

from engine.store.noting import NotingStatements


class Transaction(NotingStatements, TransactionWrapper):
    """Notes its statements."""


class Client(AsyncpgDBClient):
    """Begins transactions that note their statements."""

    def _in_transaction(self) -> TransactionContextPooled:
        return TransactionContextPooled(Transaction(self), self._pool_init_lock)


client_class = Client
