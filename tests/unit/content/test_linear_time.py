import time

import pytest

from tests.unit.content.hostile import FORMATTERS, PATTERNS, repeated

LENGTH = 1 << 15
# Linear work on this length takes milliseconds; quadratic work takes longer than this.
SECONDS = 2.0


@pytest.mark.parametrize("name", FORMATTERS)
def test_formatter_of_hostile_text_takes_linear_time(name: str) -> None:
    formatter = FORMATTERS[name]
    for pattern in PATTERNS:
        for end in ("", ">"):
            text = repeated(pattern, LENGTH) + end
            started = time.perf_counter()
            formatter(text)
            assert time.perf_counter() - started < SECONDS, pattern
