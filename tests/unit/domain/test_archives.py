from datetime import date

import pytest

from engine.domain.archives import week_of


@pytest.mark.parametrize(
    ("day", "starts", "week"),
    [
        (date(2024, 5, 15), 1, 20),
        (date(2024, 5, 15), 0, 19),
        (date(2024, 5, 15), 3, 19),
        (date(2024, 1, 1), 1, 1),
        (date(2024, 1, 1), 0, 0),
        (date(2023, 1, 1), 1, 0),
        (date(2021, 1, 3), 1, 0),
        (date(2026, 12, 31), 1, 53),
    ],
)
def test_week_of_a_day_is_numbered_as_mysql_does(day: date, starts: int, week: int) -> None:
    assert week_of(day, starts) == week
