"""One page of a collection, as queries of every noun answer it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a collection and how many it has in all."""

    items: tuple[T, ...]
    total: int

    def pages(self, per_page: int) -> int:
        """How many pages of this size the collection fills."""
        return -(-self.total // per_page) if per_page > 0 else min(self.total, 1)
