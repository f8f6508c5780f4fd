"""Dates as the database and clients write them: read, shown, moved between time zones."""

import re
from dataclasses import dataclass
from typing import Final

from engine.content.calendar import DAY, days_from_civil
from engine.content.date_format import ENGLISH, DateNames, format_date
from engine.content.language import ENGLISH as ENGLISH_WORDS
from engine.content.language import Language, filled
from engine.content.timezones import UTC_ZONE, FixedZone, Zone
from engine.content.values import leading_integer

MYSQL: Final = "Y-m-d H:i:s"
RFC3339: Final = "Y-m-d\\TH:i:s"

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905  # a table of names
_OFFSET: Final = r"\s*(?P<offset>Z|UTC|GMT|[+-][0-9]{1,2}(?::?[0-9]{2})?)?"
_TIME: Final = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2})(?::(?P<second>[0-9]{1,2})(?:[.,][0-9]+)?)?"
_MYSQL_OR_ISO: Final = (
    rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})(?:(?:\s+|T){_TIME})?"
)
_COMPACT_DATE: Final = r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
_COMPACT_TIME: Final = r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?"
_RFC2822: Final = (
    r"(?:[a-z]{3,9},?\s+)?(?P<day>[0-9]{1,2})[ -](?P<name>[a-z]{3})[a-z]*[ -](?P<year>[0-9]{4})"
    rf"(?:\s+{_TIME})?"
)
_FORMS: Final = tuple(
    re.compile(form + _OFFSET, re.IGNORECASE | re.ASCII)
    for form in (
        _MYSQL_OR_ISO,
        rf"{_COMPACT_DATE}(?:T?{_TIME})?",
        rf"{_COMPACT_DATE}T?{_COMPACT_TIME}",
        _RFC2822,
    )
)
_UNIX: Final = re.compile(r"@(-?[0-9]{1,15})")
_LONGEST: Final = 64


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time and the zone it is shown in."""

    timestamp: int
    zone: Zone

    def format(self, pattern: str, names: DateNames = ENGLISH) -> str:
        """Show it by a PHP format string."""
        return format_date(pattern, self.timestamp, self.zone, names)

    def to(self, zone: Zone) -> "Moment":
        """Show the same moment in another zone."""
        return Moment(self.timestamp, zone)


def parse_date(text: str, zone: Zone) -> Moment | None:
    """Read a date in the forms of MySQL, ISO 8601, XML-RPC, RFC 2822 and Unix; None for any other text.

    A zone in the text overrides `zone`. Days beyond a month's end carry over as in PHP, so that
    `0000-00-00` is the last of November before the year 0.
    """
    text = text.strip(" \t\n\r\0\x0b")
    if len(text) > _LONGEST:
        return None
    unix = _UNIX.fullmatch(text)
    if unix:
        return Moment(int(unix[1]), FixedZone("+00:00", 0))
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _moment(match.groupdict(), zone)
    return None


def mysql_date(pattern: str, text: str, *, zone: Zone, names: DateNames = ENGLISH) -> str | int | None:
    """Show a stored date; the patterns `U` and `G` give local seconds since 1970 (mysql2date)."""
    moment = parse_date(text, zone) if text else None
    if moment is None:
        return None
    if pattern in {"U", "G"}:
        return moment.timestamp + moment.zone.at(moment.timestamp).seconds
    return moment.to(zone).format(pattern, names)


def to_rfc3339(text: str, zone: Zone) -> str | None:
    """Write a stored date as the REST API does, without its zone (mysql_to_rfc3339)."""
    moment = parse_date(text, zone) if text else None
    return None if moment is None else moment.format(RFC3339)


def gmt_from_date(text: str, zone: Zone, pattern: str = MYSQL) -> str:
    """Write a local date in Greenwich time; what is no date becomes 1970 (get_gmt_from_date)."""
    moment = parse_date(text, zone) or Moment(0, UTC_ZONE)
    return moment.to(UTC_ZONE).format(pattern)


def date_from_gmt(text: str, zone: Zone, pattern: str = MYSQL) -> str:
    """Write a Greenwich date in local time; what is no date becomes 1970 (get_date_from_gmt)."""
    moment = parse_date(text, UTC_ZONE)
    return Moment(0, UTC_ZONE).format(pattern) if moment is None else moment.to(zone).format(pattern)


def datetime_from_iso8601(text: str, zone: Zone, *, gmt: bool = False) -> str | None:
    """Write a client's date as the database does, in local or Greenwich time (iso8601_to_datetime)."""
    moment = parse_date(text, zone)
    return None if moment is None else moment.to(UTC_ZONE if gmt else zone).format(MYSQL)


def offset_from_iso8601(offset: str) -> float:
    """Return the seconds of an offset like `-0330` (iso8601_timezone_to_offset)."""
    if offset == "Z":
        return 0
    minutes = leading_integer(offset[3:7])
    hours = leading_integer(offset[1:3]) + (minutes / 60 if minutes % 60 else minutes // 60)
    return hours * 3600 if offset.startswith("+") else -hours * 3600


_STEPS: Final = (
    (60, 1, "second"),
    (3600, 60, "minute"),
    (DAY, 3600, "hour"),
    (7 * DAY, DAY, "day"),
    (30 * DAY, 7 * DAY, "week"),
    (365 * DAY, 30 * DAY, "month"),
)


def relative_time(moment: int, now: int, language: Language) -> str:
    """Say how long ago a moment was, or how long it is until it comes."""
    difference = human_time_diff(moment, now, language)
    said = language.text("%s from now") if moment > now else language.text("%s ago")
    return filled(said, difference)


def human_time_diff(start: int, end: int, language: Language = ENGLISH_WORDS) -> str:
    """Say how far apart two moments are, in the largest fitting unit."""
    seconds = abs(end - start)
    size, unit = next(((size, unit) for below, size, unit in _STEPS if seconds < below), (365 * DAY, "year"))
    count = max(1, (2 * seconds + size) // (2 * size))
    said = {
        "second": lambda: language.plural("%s second", "%s seconds", count),
        "minute": lambda: language.plural("%s minute", "%s minutes", count),
        "hour": lambda: language.plural("%s hour", "%s hours", count),
        "day": lambda: language.plural("%s day", "%s days", count),
        "week": lambda: language.plural("%s week", "%s weeks", count),
        "month": lambda: language.plural("%s month", "%s months", count),
        "year": lambda: language.plural("%s year", "%s years", count),
    }
    return filled(said[unit](), str(count))


def _moment(parts: dict[str, str | None], zone: Zone) -> Moment | None:
    name = parts.get("name")
    month = (
        _MONTHS.index(name.lower()) + 1 if name and name.lower() in _MONTHS else int(parts.get("month") or 0)
    )
    year, day = int(parts["year"] or 0), int(parts["day"] or 0)
    hour, minute, second = (int(parts.get(part) or 0) for part in ("hour", "minute", "second"))
    if (name and not month) or month > 12 or day > 31 or hour > 24 or minute > 59 or second > 59:
        return None
    zone = _own_zone(parts.get("offset")) or zone
    days = days_from_civil(year, month, day)
    return Moment(zone.resolve(year, days, hour * 3600 + minute * 60 + second), zone)


def _own_zone(offset: str | None) -> Zone | None:
    if not offset:
        return None
    if offset[0] not in "+-":
        return UTC_ZONE
    digits = offset[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    seconds = hours * 3600 + minutes * 60
    return FixedZone(f"{offset[0]}{hours:02}:{minutes:02}", -seconds if offset[0] == "-" else seconds)
