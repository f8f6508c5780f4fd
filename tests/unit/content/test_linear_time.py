"""Hostile text costs no more time than its length (E26); `make linear` shows it up to a megabyte."""

from collections.abc import Callable
from heapq import nlargest

import pytest

from tests.growth import is_linear, seconds
from tests.unit.content.hostile import FORMATTERS, PATTERNS, repeated

# Which patterns are the worst shows on a short text; only these are worth a long one.
PROBE = 1 << 11
WORST = 3
LENGTH = 1 << 16


@pytest.mark.parametrize("name", FORMATTERS)
def test_formatter_of_hostile_text_takes_linear_time(name: str) -> None:
    works = {
        (pattern, end): work(FORMATTERS[name], pattern, end) for pattern in PATTERNS for end in ("", ">")
    }
    worst = nlargest(WORST, works, key=lambda hostile: seconds(works[hostile], PROBE))

    assert [hostile for hostile in worst if not is_linear(works[hostile], LENGTH)] == []


def work(formatter: Callable[[str], object], pattern: str, end: str) -> Callable[[int], object]:
    return lambda length: formatter(repeated(pattern, length) + end)
