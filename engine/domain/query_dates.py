"""What query variables ask of dates: a year, month or day as a range, anything else part by part."""

from calendar import isleap
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from engine.model.posts import DatePart, DateRange

_NAMES: Final = {"year": "year", "monthnum": "month", "day": "day", "hour": "hour", "minute": "minute",
                 "second": "second"}  # fmt: skip
# How the variable `m` is written: digits from the year down.
_M_PARTS: Final = (("year", 0, 4, 0), ("month", 4, 6, 5), ("day", 6, 8, 7), ("hour", 8, 10, 9),
                   ("minute", 10, 12, 11), ("second", 12, 14, 13))  # fmt: skip


def date_conditions(
    variables: Mapping[str, Any], first_day: int = 1
) -> tuple[tuple[DateRange, ...], tuple[DatePart, ...]]:
    """Ranges, which an index serves, where the parts name one span; else each part by itself.

    A week is one of a year, beginning with `first_day` (0 is Sunday); without a year it says nothing.
    """
    week = _week_span(variables, first_day)
    ranges, parts = _span_or_parts(variables)
    return (*ranges, *([week] if week else ())), parts


def _span_or_parts(variables: Mapping[str, Any]) -> tuple[tuple[DateRange, ...], tuple[DatePart, ...]]:
    parts = tuple(_parts(variables))
    given = {name for name, _ in parts}
    values: dict[str, int] = dict(parts)
    if len(values) == len(parts) and given in ({"year"}, {"year", "month"}, {"year", "month", "day"}):
        span = _span(values)
        if span:
            return (span,), ()
    return (), parts


def is_on(moment: datetime | None, variables: Mapping[str, Any], first_day: int = 1) -> bool:
    """Whether a date has all the parts that are asked for, and is in the week."""
    parts, week = _parts(variables), variables.get("w")
    if moment is None:
        return not parts and not week
    if week and _week(moment.date(), first_day) != week:
        return False
    return all(getattr(moment, name) == value for name, value in parts)


def _week(day: date, first_day: int) -> int:
    """The number of a day's week in its year, as MySQL's WEEK counts; 0 for days before the first week.

    Weeks from Monday begin with the one that has most of its days in the year, others with the first whole one.
    """
    if first_day == 1:
        before = date(day.year, 1, 1).weekday()
        return (day.timetuple().tm_yday + before - 1) // 7 + (1 if before <= 3 else 0)
    day -= timedelta(days=first_day)
    return int(day.strftime("%U"))


def _week_span(variables: Mapping[str, Any], first_day: int) -> DateRange | None:
    asked = variables.get("w") or 0
    year = variables["year"] or int(variables["m"][:4] or 0)
    if not asked or not 1 < year < 9999:
        return None
    every = (date(year, 1, 1) + timedelta(days=number) for number in range(366 if isleap(year) else 365))
    days = [day for day in every if _week(day, first_day) == asked]
    if not days:
        return DateRange(after=datetime.max, before=datetime.min)  # noqa: DTZ901 - local dates are naive
    start, end = (datetime(day.year, day.month, day.day) for day in (days[0], days[-1]))  # noqa: DTZ001 - the same
    return DateRange(after=start - timedelta(seconds=1), before=end + timedelta(days=1))


def _parts(variables: Mapping[str, Any]) -> list[DatePart]:
    found: list[DatePart] = []
    digits = variables["m"]
    for name, start, end, minimum in _M_PARTS:
        if len(digits) > minimum:
            found.append((name, int(digits[start:end] or 0)))  # type: ignore[arg-type]  # the table has only names of parts
    for variable, name in _NAMES.items():
        value = variables[variable]
        if value != "" and (value or variable in {"hour", "minute", "second"}):
            found.append((name, value))  # type: ignore[arg-type]  # the table has only names of parts
    return found


def _span(values: Mapping[str, int]) -> DateRange | None:
    try:
        start = datetime(values["year"], values.get("month", 1), values.get("day", 1))  # noqa: DTZ001 - local dates are naive
    except (ValueError, OverflowError):
        return None
    if "day" in values:
        end = start + timedelta(days=1)
    elif "month" in values:
        end = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    else:
        end = start.replace(year=start.year + 1) if start.year < 9999 else datetime.max  # noqa: DTZ901 - the same
    return DateRange(after=start - timedelta(seconds=1), before=end)
