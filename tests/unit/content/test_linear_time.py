"""Hostile text costs no more time than its length (E26); `make linear` shows it up to a megabyte."""

import time

import pytest

from tests.unit.content.hostile import FORMATTERS, PATTERNS, repeated

LENGTH = 1 << 15
# Linear work on this length takes milliseconds; quadratic work takes longer than this.
SECONDS = 2.0  # of this process, whatever else the machine does


@pytest.mark.parametrize("name", FORMATTERS)
def test_formatter_of_hostile_text_takes_linear_time(name: str) -> None:
    formatter = FORMATTERS[name]
    for pattern in PATTERNS:
        for end in ("", ">"):
            text = repeated(pattern, LENGTH) + end
            started = time.process_time()
            formatter(text)
            assert time.process_time() - started < SECONDS, pattern
