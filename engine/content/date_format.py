"""PHP's date format strings, in the words of a language."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import fmod
from typing import Final

from engine.content.calendar import DAY, Civil, civil_from_seconds, is_leap, month_days
from engine.content.timezones import Offset, Zone


@dataclass(frozen=True, slots=True)
class DateNames:
    """A language's words in dates; Sunday and January come first."""

    weekdays: tuple[str, ...] = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
    weekdays_short: tuple[str, ...] = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    months_short: tuple[str, ...] = (
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    )
    am: tuple[str, str] = ("am", "AM")
    pm: tuple[str, str] = ("pm", "PM")


ENGLISH: Final = DateNames()

_RFC2822: Final = "D, d M Y H:i:s O"
_GREENWICH: Final = frozenset({"UTC", "Z", "GMT+0000"})


@dataclass(frozen=True, slots=True)
class _Shown:
    """All that a format string can ask for."""

    timestamp: int
    civil: Civil
    offset: Offset
    zone: Zone
    names: DateNames


def format_date(pattern: str, timestamp: int, zone: Zone, names: DateNames = ENGLISH) -> str:
    """Show a moment by a PHP format string; a backslash lets the next character stand for itself."""
    offset = zone.at(timestamp)
    shown = _Shown(timestamp, civil_from_seconds(timestamp + offset.seconds), offset, zone, names)
    return "".join(part if isinstance(part, str) else part(shown) for part in _compiled(pattern))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> tuple[str | Callable[[_Shown], str], ...]:
    characters = iter(pattern)
    return tuple(
        next(characters, "\\") if character == "\\" else _FORMATS.get(character, character)
        for character in characters
    )


def _ordinal_suffix(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _year(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"


def _expanded_year(year: int) -> str:
    return f"{'-' if year < 0 else '+'}{abs(year):04}"


def _meridiem(shown: _Shown, *, capital: bool) -> str:
    return (shown.names.am if shown.civil.hour < 12 else shown.names.pm)[capital]


def _internet_time(timestamp: int) -> str:
    """Count thousandths of a day in Biel."""
    return f"{(timestamp + 3600) % DAY * 10 // 864 % 1000:03}"


def _offset(seconds: int, separator: str) -> str:
    hours, rest = divmod(abs(seconds), 3600)
    return f"{'-' if seconds < 0 else '+'}{hours:02}{separator}{rest // 60:02}"


def _short_offset(shown: _Shown) -> str:
    return "Z" if shown.offset.abbreviation in _GREENWICH else _offset(shown.offset.seconds, ":")


def _iso8601(shown: _Shown) -> str:
    # Here alone the sign of a year before 0 takes one of its four places.
    date = f"{shown.civil.year:04}-{shown.civil.month:02}-{shown.civil.day:02}"
    time = f"{shown.civil.hour:02}:{shown.civil.minute:02}:{shown.civil.second:02}"
    return f"{date}T{time}{_offset(shown.offset.seconds, ':')}"


def _rfc2822(shown: _Shown) -> str:
    return format_date(_RFC2822, shown.timestamp, shown.zone, shown.names)


_FORMATS: Final[dict[str, Callable[[_Shown], str]]] = {
    "d": lambda shown: f"{shown.civil.day:02}",
    "D": lambda shown: shown.names.weekdays_short[shown.civil.weekday],
    "j": lambda shown: str(shown.civil.day),
    "l": lambda shown: shown.names.weekdays[shown.civil.weekday],
    "N": lambda shown: str(shown.civil.weekday or 7),
    "S": lambda shown: _ordinal_suffix(shown.civil.day),
    "w": lambda shown: str(shown.civil.weekday),
    "z": lambda shown: str(shown.civil.day_of_year),
    "W": lambda shown: f"{shown.civil.iso_week[1]:02}",
    "o": lambda shown: str(shown.civil.iso_week[0]),
    "F": lambda shown: shown.names.months[shown.civil.month - 1],
    "m": lambda shown: f"{shown.civil.month:02}",
    "M": lambda shown: shown.names.months_short[shown.civil.month - 1],
    "n": lambda shown: str(shown.civil.month),
    "t": lambda shown: str(month_days(shown.civil.year, shown.civil.month)),
    "L": lambda shown: str(int(is_leap(shown.civil.year))),
    "Y": lambda shown: _year(shown.civil.year),
    "y": lambda shown: f"{int(fmod(shown.civil.year, 100)):02}",
    "X": lambda shown: _expanded_year(shown.civil.year),
    "x": lambda shown: (_year if 0 <= shown.civil.year <= 9999 else _expanded_year)(shown.civil.year),
    "a": lambda shown: _meridiem(shown, capital=False),
    "A": lambda shown: _meridiem(shown, capital=True),
    "B": lambda shown: _internet_time(shown.timestamp),
    "g": lambda shown: str(shown.civil.hour % 12 or 12),
    "G": lambda shown: str(shown.civil.hour),
    "h": lambda shown: f"{shown.civil.hour % 12 or 12:02}",
    "H": lambda shown: f"{shown.civil.hour:02}",
    "i": lambda shown: f"{shown.civil.minute:02}",
    "s": lambda shown: f"{shown.civil.second:02}",
    "u": lambda _shown: "000000",
    "v": lambda _shown: "000",
    "e": lambda shown: shown.zone.name,
    "I": lambda shown: str(int(shown.offset.is_dst)),
    "O": lambda shown: _offset(shown.offset.seconds, ""),
    "P": lambda shown: _offset(shown.offset.seconds, ":"),
    "p": _short_offset,
    "T": lambda shown: shown.offset.abbreviation,
    "Z": lambda shown: str(shown.offset.seconds),
    "c": _iso8601,
    "r": _rfc2822,
    "U": lambda shown: str(shown.timestamp),
}
