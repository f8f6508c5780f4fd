"""The Gregorian calendar without limits of years, for PHP's dates have none."""

from dataclasses import dataclass
from typing import Final

DAY: Final = 86_400
_CYCLE_DAYS: Final = 146_097
# Days from 0000-03-01 to 1970-01-01: years are counted from March, so that a leap day comes last.
_EPOCH_DAYS: Final = 719_468
_MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Civil:
    """A date and time as clocks and calendars show it."""

    year: int
    month: int
    day: int
    hour: int = 0
    minute: int = 0
    second: int = 0

    @property
    def weekday(self) -> int:
        """The day of the week, Sunday is 0."""
        return (days_from_civil(self.year, self.month, self.day) + 4) % 7

    @property
    def day_of_year(self) -> int:
        """The day of the year, from 0."""
        return days_from_civil(self.year, self.month, self.day) - days_from_civil(self.year, 1, 1)

    @property
    def iso_week(self) -> tuple[int, int]:
        """The year and number of the ISO 8601 week."""
        thursday = days_from_civil(self.year, self.month, self.day) - (self.weekday - 1) % 7 + 3
        year, _, _ = civil_from_days(thursday)
        return year, (thursday - days_from_civil(year, 1, 1)) // 7 + 1


def is_leap(year: int) -> bool:
    """Say whether a year has a 29th of February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_days(year: int, month: int) -> int:
    """Return how many days a month has."""
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month - 1]


def is_date(year: int, month: int, day: int) -> bool:
    """Say whether the calendar has this date (wp_checkdate)."""
    return 1 <= month <= 12 and 1 <= year <= 32767 and 1 <= day <= month_days(year, month)


def days_from_civil(year: int, month: int, day: int) -> int:
    """Return the days since 1970-01-01; months and days beyond their range carry over."""
    year += (month - 1) // 12
    month = (month - 1) % 12 + 1
    year -= month <= 2
    cycle, year_of_cycle = divmod(year, 400)
    from_march = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    day_of_cycle = year_of_cycle * 365 + year_of_cycle // 4 - year_of_cycle // 100 + from_march
    return cycle * _CYCLE_DAYS + day_of_cycle - _EPOCH_DAYS


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Return year, month and day of so many days since 1970-01-01."""
    cycle, day_of_cycle = divmod(days + _EPOCH_DAYS, _CYCLE_DAYS)
    year_of_cycle = (
        day_of_cycle - day_of_cycle // 1460 + day_of_cycle // 36524 - day_of_cycle // 146_096
    ) // 365
    from_march = day_of_cycle - (365 * year_of_cycle + year_of_cycle // 4 - year_of_cycle // 100)
    shifted = (5 * from_march + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    day = from_march - (153 * shifted + 2) // 5 + 1
    return cycle * 400 + year_of_cycle + (month <= 2), month, day


def civil_from_seconds(seconds: int) -> Civil:
    """Return the date and time of so many seconds since 1970-01-01 00:00."""
    days, rest = divmod(seconds, DAY)
    return Civil(*civil_from_days(days), rest // 3600, rest // 60 % 60, rest % 60)
