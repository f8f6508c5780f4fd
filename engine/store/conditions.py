"""Conditions of a query: hashable parts of a statement's shape, each of which becomes a criterion over slots."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, Protocol

from pypika_tortoise.enums import Equality
from pypika_tortoise.functions import Cast, Count
from pypika_tortoise.queries import QueryBuilder, Table
from pypika_tortoise.terms import BasicCriterion, Criterion, Field, Function, Term

from engine.store.statements import Dialect, Shape

# What the dialects call text and a whole number where one is cast to it.
_TEXT = {Dialect.MYSQL: "CHAR", Dialect.POSTGRES: "VARCHAR", Dialect.SQLITE: "TEXT"}
_NUMBER = {Dialect.MYSQL: "SIGNED", Dialect.POSTGRES: "INTEGER", Dialect.SQLITE: "INTEGER"}


class Bound:
    """Values on their way into a statement, each under a slot of its own."""

    __slots__ = ("values",)

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def put(self, value: Any) -> str:
        """The name of the slot that holds `value`; a tuple or list fills a sequence of slots."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return name


def every(criteria: Iterable[Criterion]) -> Criterion:
    """All of some criteria; at least one is needed."""
    return reduce(and_, criteria)


def either(criteria: Iterable[Criterion]) -> Criterion:
    """Any of some criteria; at least one is needed."""
    return reduce(or_, criteria)


class Condition(Protocol):
    """A part of a WHERE clause; equal conditions make equal SQL."""

    def on(self, shape: Shape, table: Table) -> Criterion:
        """The criterion over a table's columns."""
        ...


@dataclass(frozen=True, slots=True)
class In:
    """A column's value is one of a sequence, or none of it."""

    column: str
    slot: str
    negated: bool = False

    def on(self, shape: Shape, table: Table) -> Criterion:
        """The criterion."""
        column, values = Field(self.column, table=table), shape.many(self.slot)
        return column.notin(values) if self.negated else column.isin(values)


@dataclass(frozen=True, slots=True)
class Is:
    """A column's value compared with one value."""

    column: str
    slot: str
    operator: Equality = Equality.eq

    def on(self, shape: Shape, table: Table) -> Criterion:
        """The criterion."""
        return BasicCriterion(self.operator, Field(self.column, table=table), shape.one(self.slot))


@dataclass(frozen=True, slots=True)
class Like:
    """A column's text matches a pattern, or does not."""

    column: str
    slot: str
    negated: bool = False

    def on(self, shape: Shape, table: Table) -> Criterion:
        """The criterion."""
        found = shape.like(Field(self.column, table=table), self.slot)
        return found.negate() if self.negated else found


@dataclass(frozen=True, slots=True)
class DatePart:
    """Some characters of a date, read as a number, are a value; dates are text of one form on all databases."""

    column: str
    start: int
    length: int
    slot: str

    def on(self, shape: Shape, table: Table) -> Criterion:
        """The criterion."""
        text = characters(shape, Field(self.column, table=table), self.start, self.length)
        return BasicCriterion(Equality.eq, Cast(text, _NUMBER[shape.dialect]), shape.one(self.slot))


def characters(shape: Shape, column: Term, start: int, length: int) -> Term:
    """Some characters of a date's text, from 1; dates are text of one form on all databases."""
    return Function("SUBSTR", Cast(column, _TEXT[shape.dialect]), start, length)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of some conditions holds; at least one is needed."""

    parts: tuple[Condition, ...]

    def on(self, shape: Shape, table: Table) -> Criterion:
        """The criterion."""
        return every(part.on(shape, table) for part in self.parts)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of some conditions holds."""

    parts: tuple[Condition, ...]

    def on(self, shape: Shape, table: Table) -> Criterion:
        """The criterion."""
        return either(part.on(shape, table) for part in self.parts)


def beyond(column: str, identity: str, slots: tuple[str, str], *, descending: bool) -> Condition:
    """What comes after a date and an id in that order; `slots` are theirs."""
    date, number = slots
    further = Equality.lt if descending else Equality.gt
    same = AllOf((Is(column, date), Is(identity, number, further)))
    return AnyOf((Is(column, date, further), same))


@dataclass(frozen=True, slots=True)
class HasTerms:
    """The object has a term of a taxonomy: one of `terms` (a slot), or any where that is ''.

    With `all_of`, a slot holding a number, it has that many of them.
    """

    taxonomy: str
    terms: str = ""
    column: str = "term_id"
    all_of: str = ""
    negated: bool = False

    def on(self, shape: Shape, table: Table) -> Criterion:
        """The criterion."""
        relations, places = shape.table("term_relationships"), shape.table("term_taxonomy")
        query = (
            shape.query.from_(relations)
            .join(places)
            .on(places.term_taxonomy_id == relations.term_taxonomy_id)
            .where(places.taxonomy == shape.one(self.taxonomy))
        )
        if self.terms:
            query = self._of_terms(shape, query, places)
        identity = Field("ID", table=table)
        if self.all_of:
            query = query.where(relations.object_id == identity)
            return BasicCriterion(Equality.eq, query.select(Count("*")), shape.one(self.all_of))
        query = query.select(relations.object_id)
        return identity.notin(query) if self.negated else identity.isin(query)

    def _of_terms(self, shape: Shape, query: QueryBuilder, places: Table) -> QueryBuilder:
        if self.column == "term_id":
            return query.where(places.term_id.isin(shape.many(self.terms)))
        terms = shape.table("terms")
        query = query.join(terms).on(terms.term_id == places.term_id)
        return query.where(Field(self.column, table=terms).isin(shape.many(self.terms)))


@dataclass(frozen=True, slots=True)
class HasMeta:
    """The post has a row of meta under a key; with `value` (a slot) one that compares so."""

    key: str
    value: str = ""
    compare: str = "="
    negated: bool = False

    def on(self, shape: Shape, table: Table) -> Criterion:
        """The criterion."""
        rows = shape.table("postmeta")
        query = shape.query.from_(rows).select(rows.post_id).where(rows.meta_key == shape.one(self.key))
        if self.value and self.compare == "LIKE":
            query = query.where(shape.like(rows.meta_value, self.value))
        elif self.value:
            operator = Equality.ne if self.compare == "!=" else Equality.eq
            query = query.where(BasicCriterion(operator, rows.meta_value, shape.one(self.value)))
        identity = Field("ID", table=table)
        return identity.notin(query) if self.negated else identity.isin(query)
