"""Tortoise's client of MariaDB and MySQL, with transactions that note their statements."""

from tortoise.backends.base.client import TransactionContextPooled
from tortoise.backends.mysql.client import MySQLClient, TransactionWrapper

from engine.store.noting import NotingStatements


class Transaction(NotingStatements, TransactionWrapper):
    """Notes its statements."""


class Client(MySQLClient):
    """Begins transactions that note their statements."""

    def _in_transaction(self) -> TransactionContextPooled:
        return TransactionContextPooled(Transaction(self), self._pool_init_lock)


client_class = Client
