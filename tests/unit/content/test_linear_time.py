"""Hostile text costs no more time than its length (E26); `make linear` shows it up to a megabyte."""

import time
from collections.abc import Callable
from heapq import nlargest

import pytest

from tests.unit.content.hostile import FORMATTERS, PATTERNS, repeated

# Which patterns are the worst shows on a short text; only these are worth a long one.
PROBE = 1 << 11
WORST = 3
LENGTH = 1 << 16
# Linear work on this length takes tenths of a second at most; quadratic work takes longer than this.
SECONDS = 2.0  # of this process, whatever else the machine does


@pytest.mark.parametrize("name", FORMATTERS)
def test_formatter_of_hostile_text_takes_linear_time(name: str) -> None:
    formatter = FORMATTERS[name]
    hostile = [(pattern, end) for pattern in PATTERNS for end in ("", ">")]
    worst = nlargest(WORST, hostile, key=lambda one: seconds(formatter, one, PROBE))

    slow = [(one, took) for one in worst if (took := seconds(formatter, one, LENGTH)) > SECONDS]
    assert slow == []


def seconds(formatter: Callable[[str], object], hostile: tuple[str, str], length: int) -> float:
    text = repeated(hostile[0], length) + hostile[1]
    started = time.process_time()
    formatter(text)
    return time.process_time() - started
