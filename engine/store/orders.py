"""Orders of a query: hashable parts of a statement's shape, each of which becomes a term to sort by."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pypika_tortoise.analytics import RowNumber
from pypika_tortoise.enums import Order as Direction
from pypika_tortoise.queries import QueryBuilder, Table
from pypika_tortoise.terms import Case, Field, LiteralValue, Term

from engine.store.statements import Shape

SortedT = TypeVar("SortedT", QueryBuilder, RowNumber)


class Order(Protocol):
    """A part of an ORDER BY; equal orders make equal SQL."""

    @property
    def descending(self) -> bool:
        """Whether what is greatest comes first."""
        ...

    def on(self, shape: Shape, table: Table) -> Term:
        """The term over a table's columns."""
        ...


@dataclass(frozen=True, slots=True)
class ByColumn:
    """By a column's values."""

    column: str
    descending: bool = False

    def on(self, _: Shape, table: Table) -> Term:
        """The column."""
        return Field(self.column, table=table)


@dataclass(frozen=True, slots=True)
class ByPosition:
    """In the order of a bound list of the column's values."""

    column: str
    slot: str
    descending: bool = False

    def on(self, shape: Shape, table: Table) -> Term:
        """The position of the column's value."""
        case = Case()
        for position, value in enumerate(shape.many(self.slot)):
            case = case.when(Field(self.column, table=table) == value, LiteralValue(str(position)))
        return case


def ordered(query: SortedT, orders: Iterable[Order], shape: Shape, table: Table) -> SortedT:
    """A statement, or a window of it, in these orders, the first of which counts most."""
    for order in orders:
        query = query.orderby(
            order.on(shape, table), order=Direction.desc if order.descending else Direction.asc
        )
    return query
