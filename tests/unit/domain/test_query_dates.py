"""What an address says of dates."""

from datetime import datetime
from typing import Any

import pytest

from engine.domain.query_dates import date_conditions, is_on
from engine.model.posts import DateRange

NOTHING: dict[str, Any] = {
    "m": "", "year": 0, "monthnum": 0, "day": 0, "hour": "", "minute": "", "second": "",
}  # fmt: skip


def at(*numbers: int) -> datetime:
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 - local dates are naive


@pytest.mark.parametrize(
    ("asked", "after", "before"),
    [
        ({"year": 2024}, at(2023, 12, 31, 23, 59, 59), at(2025, 1, 1)),
        ({"year": 2024, "monthnum": 12}, at(2024, 11, 30, 23, 59, 59), at(2025, 1, 1)),
        ({"m": "202402"}, at(2024, 1, 31, 23, 59, 59), at(2024, 3, 1)),
        ({"year": 2024, "monthnum": 2, "day": 29}, at(2024, 2, 28, 23, 59, 59), at(2024, 3, 1)),
    ],
)
def test_one_span_is_asked_for_as_a_range(asked: dict[str, Any], after: datetime, before: datetime) -> None:
    assert date_conditions(NOTHING | asked) == ((DateRange(after=after, before=before),), ())


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ({"monthnum": 5}, (("month", 5),)),
        ({"year": 2024, "hour": 0}, (("year", 2024), ("hour", 0))),
        ({"year": 2024, "monthnum": 2, "day": 30}, (("year", 2024), ("month", 2), ("day", 30))),
        ({"m": "2024", "year": 2025}, (("year", 2024), ("year", 2025))),
        ({}, ()),
    ],
)
def test_anything_else_is_asked_for_part_by_part(asked: dict[str, Any], parts: tuple[Any, ...]) -> None:
    assert date_conditions(NOTHING | asked) == ((), parts)


def test_a_date_is_on_its_parts_and_none_is_on_any() -> None:
    asked = NOTHING | {"year": 2024, "hour": 7}
    assert is_on(at(2024, 5, 1, 7, 3), asked)
    assert not is_on(at(2024, 5, 1, 8), asked)
    assert not is_on(None, asked)
    assert is_on(None, NOTHING)
