"""What statements answered lately, kept for other requests as long as nobody writes.

Every writing transaction leaves a mark in the database once it is committed, and before its answer goes out. A request
that begins reads the latest mark; if it is not the one under which rows were kept, nothing is remembered any more. So
a process never answers with what another has changed before. SQLite has such a mark of its own, which no program that
writes can leave out; elsewhere it is the highest id of `<prefix>tympan_changes`: ids are given out in the order in
which transactions ended.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import Any, Final

from engine.store.statements import Dialect, Row

# Characters kept at most, and those of one answer; with what Python adds some 20 MB.
LIMIT: Final = 8_000_000
LARGEST: Final = LIMIT // 10

# Seconds after which nothing is remembered in any case where a program may leave no mark: it is seen then.
LIFETIME: Final = 1.0

# How many marks stay in the table: the latest counts, the others are swept away now and then.
KEPT_MARKS: Final = 1000


class Recall:
    """What was read of the rows that statements answered under one mark, those used last first to stay."""

    def __init__(self, mark: object, lifetime: float = LIFETIME) -> None:
        self.mark = mark
        self._lifetime = lifetime
        self._made_at = time.monotonic()
        self._kept: OrderedDict[Hashable, tuple[int, tuple[Any, ...]]] = OrderedDict()
        self._held = 0

    def holds_at(self, mark: object) -> bool:
        """Whether what is kept still is what the database says, now that this is the latest mark."""
        return self.mark == mark and time.monotonic() - self._made_at < self._lifetime

    def get(self, key: Hashable) -> tuple[Any, ...] | None:
        """What was read of a statement with its values, if it is kept."""
        known = self._kept.get(key)
        if known is None:
            return None
        self._kept.move_to_end(key)
        return known[1]

    def keep(self, key: Hashable, rows: Sequence[Row], read: tuple[Any, ...]) -> None:
        """Keep what was read of rows, and drop what was used least lately where that leaves no room."""
        size = (
            sum(len(value) if isinstance(value, (str, bytes)) else 8 for row in rows for value in row) + 200
        )
        if size > LARGEST or key in self._kept:
            return
        self._kept[key] = size, read
        self._held += size
        while self._held > LIMIT:
            _, (dropped, _) = self._kept.popitem(last=False)
            self._held -= dropped


def latest_mark(dialect: Dialect, prefix: str) -> str:
    """The statement that reads the latest mark, in one row; of SQLite what others and what this connection changed."""
    if dialect is Dialect.SQLITE:
        return "SELECT data_version, total_changes() FROM pragma_data_version"
    return f"SELECT MAX(id) FROM {prefix}tympan_changes"  # noqa: S608 - a checked prefix


def lifetime(dialect: Dialect) -> float:
    """Seconds for which rows may be kept under one mark."""
    return math.inf if dialect is Dialect.SQLITE else LIFETIME


def new_mark(prefix: str, dialect: Dialect) -> str:
    """The statement that leaves a mark, where the database does not do so by itself."""
    values = "() VALUES ()" if dialect is Dialect.MYSQL else "DEFAULT VALUES"
    return f"INSERT INTO {prefix}tympan_changes {values}"


def sweep(prefix: str, latest: int) -> str:
    """The statement that removes marks long past."""
    return f"DELETE FROM {prefix}tympan_changes WHERE id < {int(latest) - KEPT_MARKS}"  # noqa: S608 - a checked prefix
