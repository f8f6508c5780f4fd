"""Transactions that note which statements they ran, so that it is known afterwards what they changed."""

from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient


class NotingStatements(BaseDBAsyncClient):
    """Goes before one of Tortoise's transactions, whose statements it notes as they are sent."""

    @property
    def statements(self) -> set[str]:
        """The texts of the statements so far."""
        noted: set[str] = self.__dict__.setdefault("_statements", set())
        return noted

    @property
    def last(self) -> list[tuple[str, list[Any]]]:
        """Statements, with their values, that are to be the last ones of the transaction."""
        waiting: list[tuple[str, list[Any]]] = self.__dict__.setdefault("_last", [])
        return waiting

    async def execute_insert(self, query: str, values: list[Any]) -> Any:
        """As Tortoise has it."""
        self.statements.add(query)
        return await super().execute_insert(query, values)

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Any]:
        """As Tortoise has it."""
        self.statements.add(query)
        return await super().execute_query(query, values)

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        """As Tortoise has it."""
        self.statements.add(query)
        return await super().execute_query_dict(query, values)

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        """As Tortoise has it."""
        self.statements.add(query)
        await super().execute_many(query, values)

    async def execute_script(self, query: str) -> None:
        """As Tortoise has it."""
        self.statements.add(query)
        await super().execute_script(query)
