"""One page of a collection, as queries of every noun answer it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from engine.model.ids import MAX_ID

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list that is ordered by date and then by id: that of an item, which may be gone by now."""

    date: datetime | None
    id: int


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a collection and how many it has in all.

    Where the collection is read on from a position, the total is what is left from there, and `last` is the position
    from which to read on after these items.
    """

    items: tuple[T, ...]
    total: int
    last: Position | None = None

    def pages(self, per_page: int) -> int:
        """How many pages of this size the collection fills."""
        return -(-self.total // per_page) if per_page > 0 else min(self.total, 1)


def first_of(page: int, per_page: int, offset: int | None = None) -> int:
    """How many items come before a page, or `offset`, of which as in WordPress only the size counts."""
    before = abs(offset) if offset is not None else (page - 1) * max(per_page, 0)
    return min(before, MAX_ID)
