"""Weeks are counted as MySQL counts them, from Monday or from another day."""

from datetime import datetime

import pytest

from engine.domain.query_dates import date_conditions, is_on

NOTHING = {"m": "", "year": 0, "monthnum": 0, "day": 0, "hour": "", "minute": "", "second": "", "w": 0}


@pytest.mark.parametrize(
    ("day", "week", "first_day"),
    [
        ("2024-01-01", 1, 1),
        ("2024-12-31", 53, 1),
        ("2023-01-01", 0, 1),
        ("2023-01-02", 1, 1),
        ("2021-01-03", 0, 1),
        ("2024-01-06", 0, 0),
        ("2024-01-07", 1, 0),
        ("2023-01-01", 1, 0),
    ],
)
def test_day_is_in_its_week(day: str, week: int, first_day: int) -> None:
    moment = datetime.fromisoformat(day)
    asked = {**NOTHING, "w": week}
    if week:
        assert is_on(moment, asked, first_day)
    assert not is_on(moment, {**NOTHING, "w": week + 1}, first_day)


def test_week_of_a_year_is_a_span_of_days() -> None:
    (year, week), parts = date_conditions({**NOTHING, "year": 2024, "w": 10})
    assert (year.before, parts) == (datetime(2025, 1, 1), ())  # noqa: DTZ001 - local dates are naive
    assert (str(week.after), str(week.before)) == ("2024-03-03 23:59:59", "2024-03-11 00:00:00")
