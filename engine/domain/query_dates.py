"""What query variables ask of dates: a year, month or day as a range, anything else part by part."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from engine.model.posts import DatePart, DateRange

_NAMES: Final = {"year": "year", "monthnum": "month", "day": "day", "hour": "hour", "minute": "minute",
                 "second": "second"}  # fmt: skip
# How the variable `m` is written: digits from the year down.
_M_PARTS: Final = (("year", 0, 4, 0), ("month", 4, 6, 5), ("day", 6, 8, 7), ("hour", 8, 10, 9),
                   ("minute", 10, 12, 11), ("second", 12, 14, 13))  # fmt: skip


def date_conditions(variables: Mapping[str, Any]) -> tuple[tuple[DateRange, ...], tuple[DatePart, ...]]:
    """Ranges, which an index serves, where the parts name one span; else each part by itself."""
    parts = tuple(_parts(variables))
    given = {name for name, _ in parts}
    values: dict[str, int] = dict(parts)
    if len(values) == len(parts) and given in ({"year"}, {"year", "month"}, {"year", "month", "day"}):
        span = _span(values)
        if span:
            return (span,), ()
    return (), parts


def is_on(moment: datetime | None, variables: Mapping[str, Any]) -> bool:
    """Whether a date has all the parts that are asked for."""
    return all(moment is not None and getattr(moment, name) == value for name, value in _parts(variables))


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
    except ValueError:
        return None
    if "day" in values:
        end = start + timedelta(days=1)
    elif "month" in values:
        end = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    else:
        end = start.replace(year=start.year + 1) if start.year < 9999 else datetime.max  # noqa: DTZ901 - the same
    return DateRange(after=start - timedelta(seconds=1), before=end)
