"""Replaying recorded cases through our functions and counting what is identical."""

import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.golden.cases import Case, RecordedSite, identical, read_cases
from tests.golden.functions import FUNCTIONS, SITE_FUNCTIONS


@dataclass(slots=True)
class Tally:
    """How one function fared: the number of cases and those that differ with what we gave."""

    name: str
    total: int = 0
    differing: list[tuple[Case, Any]] = field(default_factory=list)

    @property
    def same(self) -> int:
        """The number of identical answers."""
        return self.total - len(self.differing)


class Raised:
    """What stands for our answer when our function raised."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __repr__(self) -> str:
        return f"raised {self.error!r}"


def is_mapped(name: str) -> bool:
    """Say whether one of our functions answers for `name`."""
    return name in FUNCTIONS or name in SITE_FUNCTIONS


def answer(name: str, case: Case, site: RecordedSite) -> Any:
    """Call our function for one case; a mapped function that is missing raises KeyError."""
    if name in FUNCTIONS:
        return FUNCTIONS[name](*case.args)
    given = SITE_FUNCTIONS[name](site, case)
    if inspect.iscoroutine(given):
        return _run(given)
    return given


def replay(name: str, path: Path, site: RecordedSite) -> Tally:
    """Replay one file of cases."""
    tally = Tally(name)
    for case in read_cases(path):
        tally.total += 1
        given = _answer_or_error(lambda case=case: answer(name, case, site))  # type: ignore[misc]  # binds the loop's case
        matches = isinstance(given, Raised) if case.throws else identical(given, case.expected)
        if not matches:
            tally.differing.append((case, given))
    return tally


def shown(value: Any) -> str:
    """Write a value on one line, bytes and all."""
    try:
        return json.dumps(value, ensure_ascii=False)
    except TypeError:
        return repr(value)


def _answer_or_error(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Exception as error:  # noqa: BLE001  # a case that makes us raise is a difference, not the end
        return Raised(error)


def _run(awaitable: Any) -> Any:
    import asyncio  # noqa: PLC0415  # only site functions over a database need a loop

    return asyncio.run(awaitable)
