"""Statements built once per shape with the query builder, then only bound and run.

A builder function receives a `Shape` and returns a query in which values are slots. What differs between two
calls of the same shape is only what is bound, so the SQL text is made once and kept.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from pypika_tortoise.dialects import MySQLQuery, PostgreSQLQuery, SQLLiteQuery
from pypika_tortoise.enums import Matching
from pypika_tortoise.queries import Query, QueryBuilder, Table
from pypika_tortoise.terms import BasicCriterion, Criterion, Function, Term, ValueWrapper

from engine.store.texts import storable

_QUOTED = re.compile(r"[`\"](\w+)[`\"]")


class Dialect(Enum):
    """The three kinds of database."""

    MYSQL = "mysql"
    POSTGRES = "postgres"
    SQLITE = "sqlite"


QUERIES: Mapping[Dialect, type[Query]] = {
    Dialect.MYSQL: MySQLQuery,
    Dialect.POSTGRES: PostgreSQLQuery,
    Dialect.SQLITE: SQLLiteQuery,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where a value will be bound: the whole value of a name, or one element of its sequence."""

    name: str
    index: int = -1


def padded(count: int) -> int:
    """The length a list is bound at: the next power of two, so that there are few shapes."""
    return 1 << max(count - 1, 0).bit_length()


class Shape:
    """What a builder function may use: tables under the site's prefix, and slots for values."""

    def __init__(self, dialect: Dialect, prefix: str, lengths: Mapping[str, int]) -> None:
        self.dialect = dialect
        self.prefix = prefix
        self._lengths = lengths

    @property
    def query(self) -> type[Query]:
        """The query builder's entry point for this dialect."""
        return QUERIES[self.dialect]

    def table(self, name: str, alias: str | None = None) -> Table:
        """A WordPress table by its bare name: ``posts``, ``term_taxonomy``, ``tympan_jobs``."""
        return Table(self.prefix + name, alias=alias)

    def one(self, name: str) -> Term:
        """The slot of a single value."""
        return ValueWrapper(Slot(name))

    def many(self, name: str) -> list[Term]:
        """The slots of a sequence; bound to its padded length."""
        return [ValueWrapper(Slot(name, index)) for index in range(self._lengths[name])]

    def like(self, column: Term, name: str) -> Criterion:
        """`column` LIKE the bound pattern, blind to case and accents; make the pattern with `Database.contains`."""
        if self.dialect is Dialect.MYSQL:
            return BasicCriterion(Matching.like, column, self.one(name))
        return Like(column, self.one(name))


class Like(Function, Criterion):
    """LIKE of a text without case and accents, where the database's own LIKE does not see to that."""

    def __init__(self, column: Term, pattern: Term) -> None:
        super().__init__("tympan_like", column, pattern)


@dataclass(frozen=True)
class Statement:
    """SQL text and the slots of its placeholders, in order."""

    sql: str
    slots: tuple[Any, ...]
    prefix: str = ""

    @cached_property
    def is_repeatable(self) -> bool:
        """Whether it only reads, and answers the same as long as nothing is written."""
        return self.sql.startswith("SELECT") and "RAND" not in self.sql.upper()

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """The tables that it reads, without their prefix; perhaps more, never fewer."""
        names = {
            name.removeprefix(self.prefix)
            for name in _QUOTED.findall(self.sql)
            if name.startswith(self.prefix)
        }
        return tuple(sorted(names))

    def bind(self, values: Mapping[str, Any]) -> list[Any]:
        """The placeholders' values; a short sequence is filled up with its last element."""
        bound = []
        for name, index, fixed in self._places:
            value = values[name] if name else fixed
            if index >= 0:
                value = value[index] if index < len(value) else value[-1]
            bound.append(value if type(value) is int else storable(value))
        return bound

    @cached_property
    def _places(self) -> tuple[tuple[str, int, Any], ...]:
        """The slots taken apart: name, index, and the value of what is none."""
        return tuple(
            (slot.name, slot.index, None) if isinstance(slot, Slot) else ("", -1, slot) for slot in self.slots
        )


Builder = Callable[..., QueryBuilder]


KEPT_STATEMENTS = 1024
"""A site asks in some hundred shapes; whoever combines arguments at will must not fill the memory with them."""


class Statements:
    """The statements of one database, made as they are first asked for; the latest used are kept."""

    def __init__(self, dialect: Dialect, prefix: str) -> None:
        self.dialect = dialect
        self.prefix = prefix
        self._made: OrderedDict[Hashable, Statement] = OrderedDict()

    def get(self, build: Builder, shape: tuple[Hashable, ...], values: Mapping[str, Any]) -> Statement:
        """The statement that `build` makes of `shape`, with every list in `values` bound at its padded length."""
        lengths = {
            name: padded(len(value)) for name, value in values.items() if isinstance(value, (list, tuple))
        }
        key = (build, shape, tuple(lengths.items()))
        made = self._made.get(key)
        if made is None:
            query = build(Shape(self.dialect, self.prefix, lengths), *shape)
            sql, slots = query.get_parameterized_sql()
            made = self._made[key] = Statement(sql, tuple(slots), self.prefix)
            if len(self._made) > KEPT_STATEMENTS:
                self._made.popitem(last=False)
        elif len(self._made) > KEPT_STATEMENTS // 2:  # which of them was used last matters only then
            self._made.move_to_end(key)
        return made


def escape_like(text: str) -> str:
    """A text as a literal part of a LIKE pattern, for all three databases (their escape is a backslash)."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


Row = Sequence[Any]
