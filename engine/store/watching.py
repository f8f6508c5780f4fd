"""Which tables programs that leave no mark have changed: MariaDB is asked, so that all others need not be read anew.

InnoDB remembers of a table when the last transaction began that has changed it, in whole seconds.
"""

import time
from collections.abc import Sequence
from typing import Any, Final

from engine.store.recall import EVERYTHING
from engine.store.statements import Row

# What the server says is believed for so many seconds: a transaction that began in the same second as the one before,
# and took longer than it takes a change to settle, changes nothing of what InnoDB remembers.
BELIEVED_FOR: Final = 30.0

# Seconds after which no other change of the same second is expected.
SETTLED_AFTER: Final = 3

# Other servers answer with what they knew some time ago, and other engines have other ways to tell the time.
STATES: Final = f"""
    SELECT table_name, engine = 'InnoDB' AND COALESCE(update_time < NOW() - INTERVAL {SETTLED_AFTER} SECOND, TRUE),
        create_time, update_time, auto_increment, data_length
    FROM information_schema.tables WHERE table_schema = DATABASE() AND VERSION() LIKE '%MariaDB%'"""  # noqa: S608 - our own number


class Watch:
    """The tables of a site as the server last described them."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix.lower()
        self._known: dict[str, tuple[Any, ...]] = {}
        self._believed_since = time.monotonic()

    def changed(self, states: Sequence[Row]) -> set[str]:
        """The tables that may have changed since the server last described them, without their prefix; perhaps EVERYTHING."""
        found, unsettled = self._read(states)
        changed = {name for name in found if self._known.get(name) != found[name]} | unsettled
        is_believed = self._known and time.monotonic() - self._believed_since < BELIEVED_FOR
        lost = self._known.keys() - found.keys()
        self._known = found
        if is_believed and not lost:
            return changed
        self._believed_since = time.monotonic()
        return {EVERYTHING}

    def _read(self, states: Sequence[Row]) -> tuple[dict[str, tuple[Any, ...]], set[str]]:
        """What the server says of each of the site's tables, and those that may change without its saying more."""
        found: dict[str, tuple[Any, ...]] = {}
        unsettled: set[str] = set()
        for name, is_settled, *state in states:
            if (named := str(name).lower()).startswith(self._prefix):
                bare = named.removeprefix(self._prefix)
                found[bare] = tuple(state)
                unsettled |= set() if is_settled else {bare}
        return found, unsettled
