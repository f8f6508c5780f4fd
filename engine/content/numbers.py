"""Numbers for readers: grouped digits, sizes, leading zeros."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_UNITS: Final = ("B", "KB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A language's marks in numbers."""

    decimal_point: str = "."
    thousands: str = ","


ENGLISH: Final = NumberFormat()


def number_format(number: float, decimals: int = 0, style: NumberFormat = ENGLISH) -> str:
    """Return a number rounded half away from zero, digits grouped (number_format_i18n)."""
    rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-abs(decimals)), rounding=ROUND_HALF_UP)
    if not rounded:
        rounded = abs(rounded)
    whole, point, fraction = f"{rounded:,f}".partition(".")
    return whole.replace(",", style.thousands) + (style.decimal_point if point else "") + fraction


def size_format(octets: float, decimals: int = 0, style: NumberFormat = ENGLISH) -> str | None:
    """Return a size in the largest unit it fills; None for a negative one or a part of a byte."""
    if octets == 0:
        return f"{number_format(0, decimals, style)} B"
    for power in reversed(range(len(_UNITS))):
        if octets >= 1024**power:
            return f"{number_format(octets / 1024**power, decimals, style)} {_UNITS[power]}"
    return None


def zeroise(number: int | str, width: int) -> str:
    """Fill up with leading zeros to so many bytes."""
    written = str(number)
    return "0" * (width - len(written.encode("utf-8", "surrogateescape"))) + written
