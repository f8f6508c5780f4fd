"""What statements answered lately, kept for other requests as long as nobody writes to the tables they read.

Every writing transaction leaves a mark in `<prefix>tympan_changes`, which says what tables it changed and is seen by
others together with its changes. A request that begins asks whether there are marks that this process does not know;
if so, it forgets what was read from their tables. So a process never answers with what another has changed before.
"""

import math
import re
import time
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from engine.store.statements import Dialect, Row

# Characters kept at most, and those of one answer; with what Python adds some 20 MB.
LIMIT: Final = 8_000_000
LARGEST: Final = LIMIT // 10

# Seconds after which nothing is remembered in any case: programs that leave no mark are seen then.
LIFETIME: Final = 1.0

# How many marks stay in the table; the older ones are swept away once in so many transactions.
KEPT_MARKS: Final = 128
SWEPT_EVERY: Final = 32

# Whoever got its number this many marks earlier has ended its transaction, too.
_OVERTAKEN: Final = 64

# As a table changed: any.
EVERYTHING: Final = "*"
# As a mark: what nobody remembers.
NOTHING: Final = "-"
# What nobody remembers, so that writing it makes nobody forget.
PASSING: Final = frozenset({"tympan_attempts", "tympan_changes", "tympan_jobs"})
_LONGEST: Final = 255
# Tables of which it is known whether rows were only added, and the column that numbers these.
NUMBERED: Final = {"comments": "comment_ID"}

_READS: Final = re.compile(r"\s*(?:SELECT|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|SET)\b", re.IGNORECASE)
_ADDS: Final = re.compile(r"\s*INSERT\s+INTO\b(?!.*\bUPDATE\b)", re.IGNORECASE | re.DOTALL)
_CHANGES: Final = re.compile(
    r"\s*(?:INSERT(?:\s+IGNORE|\s+OR\s+\w+)?\s+INTO|DELETE\s+FROM|COPY|UPDATE(?=\s+[`\"]?\w+[`\"]?\s+SET\b))"
    r"\s+[`\"]?(\w+)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def table_changed(sql: str, prefix: str) -> str | None:
    """The table that a statement changes, without its prefix; EVERYTHING where that is not plain, None if it reads."""
    if _READS.match(sql):
        return None
    found = _CHANGES.match(sql)
    return found[1].removeprefix(prefix) if found else EVERYTHING


@lru_cache(maxsize=1024)
def changed(sql: str, prefix: str) -> frozenset[str]:
    """What a statement changes, in the names of marks: a table, and that more than new rows came to it."""
    name = table_changed(sql, prefix)
    if name is None:
        return frozenset()
    key = NUMBERED.get(name)
    if key is None or (_ADDS.match(sql) and key not in sql.partition("VALUES")[0]):
        return frozenset({name})
    return frozenset({name, rewritten(name)})


def rewritten(table: str) -> str:
    """As a table changed: rows were changed or went, or came with a number that was not the next one."""
    return f"{table}.rewritten"


class Recall:
    """What was read of the rows that statements answered, those used last first to stay; how often each table changed.

    Where no program can write without being noticed, it `trusts` that nothing has changed until it has a `doubt`.
    """

    def __init__(self, *, trusts: bool = False) -> None:
        self._trusts = trusts
        self._doubts_since = math.inf if trusts else time.monotonic()
        self._changes = 0
        self._changed: dict[str, int] = {}
        self._kept: OrderedDict[Hashable, tuple[Hashable, int, tuple[Any, ...]]] = OrderedDict()
        self._held = 0

    def state(self, tables: Sequence[str]) -> Hashable:
        """What is the same as long as none of these tables changes."""
        changed = self._changed
        return (self._changes, *[changed.get(name, 0) for name in tables])

    def get(self, key: Hashable, state: Hashable) -> tuple[Any, ...] | None:
        """What was read of a statement with its values, if it is kept and its tables still are in the state they were."""
        known = self._kept.get(key)
        if known is None or known[0] != state:
            return None
        self._kept.move_to_end(key)
        return known[2]

    def keep(self, key: Hashable, state: Hashable, rows: Sequence[Row], read: tuple[Any, ...]) -> None:
        """Keep what was read of rows since the tables were in this state; drop what is least used for want of room."""
        size = (
            sum(len(value) if isinstance(value, (str, bytes)) else 8 for row in rows for value in row) + 200
        )
        if size > LARGEST:
            return
        if key in self._kept:
            self._held -= self._kept.pop(key)[1]
        self._kept[key] = state, size, read
        self._held += size
        while self._held > LIMIT:
            _, (_, dropped, _) = self._kept.popitem(last=False)
            self._held -= dropped

    def forget(self, tables: Iterable[str]) -> None:
        """These tables have changed."""
        for name in tables:
            self._changed[name] = self._changed.get(name, 0) + 1
            if name == EVERYTHING:
                self._forget_all()

    def doubt(self) -> None:
        """Something was written: it may be that another program, which leaves no mark, wrote at the same time."""
        self._doubts_since = min(self._doubts_since, time.monotonic())

    def is_old(self) -> bool:
        """Whether it may be that a program changed something which leaves no mark."""
        return time.monotonic() - self._doubts_since >= LIFETIME

    def renew(self, changed: Iterable[str], since: float) -> None:
        """Believe that since this time no tables have changed but these, whoever wrote."""
        self._doubts_since = since
        # Of what left no mark nobody knows whether it only added rows.
        self.forget({*changed, *(rewritten(name) for name in NUMBERED if name in changed)})

    def _forget_all(self) -> None:
        self._changes += 1
        self._doubts_since = math.inf if self._trusts else time.monotonic()
        self._kept.clear()
        self._held = 0


class Marks:
    """The marks of writing transactions that this process knows of.

    Numbers are given out before a transaction ends, so a lower one may turn up after a higher one: `floor` is below
    all that may still come.
    """

    def __init__(self) -> None:
        self.latest: tuple[int, ...] | None = None
        self.floor = 0
        self._known: set[int] = set()

    def learn(self, latest: tuple[int, ...], rows: Sequence[tuple[int, str]]) -> set[str] | None:
        """Take note of marks beyond the floor; answers the tables whose changes were news, None for no new mark."""
        highest = max((number for number, _ in rows), default=self.floor)
        lost = self.latest is None or highest - self.floor > KEPT_MARKS
        fresh = [read_mark(written) for number, written in rows if number not in self._known]
        self.latest = latest
        self._know([number for number, _ in rows])
        if lost:
            return {EVERYTHING}
        return {name for tables in fresh for name in tables} if fresh else None

    def made(self, number: int) -> None:
        """This process left a mark itself: that is no news."""
        self._know([number])
        if self.latest is not None and len(self.latest) > 1:  # SQLite's says nothing of one's own
            count, total = self.latest
            self.latest = count + 1, total + number

    def _know(self, numbers: Iterable[int]) -> None:
        self._known.update(numbers)
        self.floor = max(self.floor, max(self._known, default=0) - _OVERTAKEN)
        while self.floor + 1 in self._known:
            self.floor += 1
        self._known = {number for number in self._known if number > self.floor}


def written_mark(tables: Iterable[str]) -> str:
    """The tables of a mark as it is stored; '' where nothing was changed, NOTHING where nobody remembers it."""
    changed = set(tables)
    names = sorted(changed - PASSING)
    text = " ".join(names) or (NOTHING if changed else "")
    return EVERYTHING if EVERYTHING in names or len(text) > _LONGEST else text


def read_mark(written: str) -> list[str]:
    """The tables that a mark names; one of an older version names none and means any."""
    return [] if written == NOTHING else written.split() or [EVERYTHING]


def latest_mark(dialect: Dialect, prefix: str) -> str:
    """The statement whose answer is another one when there are other marks."""
    if dialect is Dialect.SQLITE:
        return "PRAGMA data_version"
    return f"SELECT COUNT(*), SUM(id) FROM {prefix}tympan_changes"  # noqa: S608 - a checked prefix


def marks_beyond(prefix: str, floor: int) -> str:
    """The statement that reads marks."""
    return f"SELECT id, written FROM {prefix}tympan_changes WHERE id > {int(floor)}"  # noqa: S608 - a checked prefix


def new_mark(prefix: str, dialect: Dialect) -> str:
    """The statement that leaves a mark."""
    place = {Dialect.MYSQL: "%s", Dialect.POSTGRES: "$1", Dialect.SQLITE: "?"}[dialect]
    returning = " RETURNING id" if dialect is Dialect.POSTGRES else ""
    return f"INSERT INTO {prefix}tympan_changes (written) VALUES ({place}){returning}"  # noqa: S608 - a checked prefix


def sweep(prefix: str, latest: int) -> str:
    """The statement that removes marks long past."""
    return f"DELETE FROM {prefix}tympan_changes WHERE id < {int(latest) - KEPT_MARKS}"  # noqa: S608 - a checked prefix
