"""Page numbers name both ends and what lies around the current page."""

import pytest

from engine.theme.page import numbers


@pytest.mark.parametrize(
    ("current", "count", "expected"),
    [
        (1, 2, [1, 2]),
        (1, 10, [1, 2, 3, 0, 10]),
        (5, 10, [1, 2, 3, 4, 5, 6, 7, 0, 10]),
        (6, 12, [1, 0, 4, 5, 6, 7, 8, 0, 12]),
        (12, 12, [1, 0, 10, 11, 12]),
        (99, 3, [1, 2, 3]),
    ],
)
def test_row_of_numbers_has_a_gap_where_more_than_one_is_left_out(
    current: int, count: int, expected: list[int]
) -> None:
    assert numbers(current, count) == expected
