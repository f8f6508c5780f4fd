"""Time zones as PHP names them, beyond the years that Python's own dates reach."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.content.calendar import DAY

# The Gregorian calendar repeats after 400 years; zone rules are asked for a year that Python has.
_CYCLE_YEARS: Final = 400
_CYCLE: Final = 146_097 * DAY
_EARLIEST: Final = -62_135_510_400
_LATEST: Final = 253_402_214_400
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIXED: Final = re.compile(r"([+-])([0-9]{1,2}):?([0-9]{2})?")


@dataclass(frozen=True, slots=True)
class Offset:
    """What a zone's clocks show at one moment: seconds east of Greenwich, the name for it, summer time."""

    seconds: int
    abbreviation: str
    is_dst: bool = False


class Zone(Protocol):
    """A place's or a fixed time zone."""

    @property
    def name(self) -> str:
        """The identifier, as `Europe/Oslo` or `+05:45`."""

    def at(self, timestamp: int) -> Offset:
        """The offset in force at a moment."""

    def resolve(self, year: int, days: int, seconds: int) -> int:
        """The moment when clocks show so many seconds of the day that lies `days` after 1970-01-01.

        Of a time that comes twice the first is meant; one that is skipped counts on from the old offset.
        """


@dataclass(frozen=True, slots=True)
class FixedZone:
    """An offset that never changes."""

    name: str
    seconds: int

    def at(self, timestamp: int) -> Offset:  # noqa: ARG002  # the same at every moment
        """Return the offset."""
        return Offset(self.seconds, f"GMT{self.name.replace(':', '')}")

    def resolve(self, year: int, days: int, seconds: int) -> int:  # noqa: ARG002  # the same in every year
        """Return the moment of a local time."""
        return days * DAY + seconds - self.seconds


@dataclass(frozen=True, slots=True)
class PlaceZone:
    """A zone of the time zone database."""

    info: ZoneInfo

    @property
    def name(self) -> str:
        """Return the zone's key."""
        return self.info.key

    def at(self, timestamp: int) -> Offset:
        """Return the offset in force at a moment."""
        cycles = max(0, -((_LATEST - timestamp) // _CYCLE)) if timestamp > _LATEST else 0
        within = max(timestamp - cycles * _CYCLE, _EARLIEST)
        return _offset((_EPOCH + timedelta(seconds=within)).astimezone(self.info))

    def resolve(self, year: int, days: int, seconds: int) -> int:
        """Return the moment of a local time."""
        cycles = (year - 9600) // _CYCLE_YEARS if year > 9600 else 0
        within = max((days * DAY + seconds) - cycles * _CYCLE, _EARLIEST)
        local = (_EPOCH + timedelta(seconds=within)).replace(tzinfo=self.info)
        return days * DAY + seconds - _offset(local).seconds


@lru_cache(maxsize=256)
def zone(name: str) -> Zone | None:
    """Return the zone of a name or of an offset like `+05:45`, None for one that is not known."""
    fixed = _FIXED.fullmatch(name)
    if fixed:
        seconds = int(fixed[2]) * 3600 + int(fixed[3] or 0) * 60
        written = f"{fixed[1]}{int(fixed[2]):02}:{fixed[3] or '00'}"
        return FixedZone(written, -seconds if fixed[1] == "-" else seconds)
    try:
        return PlaceZone(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def site_zone(timezone_string: str, gmt_offset: float = 0.0) -> Zone:
    """Return a site's zone from its two options: the named one, or else so many hours east (wp_timezone)."""
    named = zone(timezone_string) if timezone_string else None
    if named:
        return named
    minutes = round(abs(gmt_offset) * 60)
    sign = "-" if gmt_offset < 0 else "+"
    seconds = minutes * 60
    return FixedZone(f"{sign}{minutes // 60:02}:{minutes % 60:02}", -seconds if sign == "-" else seconds)


UTC_ZONE: Final[Zone] = PlaceZone(ZoneInfo("UTC"))


def _offset(moment: datetime) -> Offset:
    seconds = moment.utcoffset() or timedelta()
    return Offset(int(seconds.total_seconds()), moment.tzname() or "", bool(moment.dst()))
