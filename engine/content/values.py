"""Loose input as PHP reads it: lists, ids, booleans."""

import re
from collections.abc import Iterable
from math import isfinite
from typing import Final

from engine.content.slugs import sanitize_title

Scalar = str | int | float | bool | None

_SEPARATORS: Final = re.compile(r"[\s,]+", re.ASCII)
_LEADING_NUMBER: Final = re.compile(
    r"[ \t\n\r\v\f]*([+-]?[0-9]+)((?:\.[0-9]*)?[eE][+-]?[0-9]{1,3}(?![0-9]))?"
)
_LONGEST: Final = 19


def absint(value: Scalar) -> int:
    """Return the whole number a value begins with, without its sign; 0 when there is none."""
    if isinstance(value, str):
        return abs(leading_integer(value))
    return abs(int(value or 0))


def leading_integer(text: str) -> int:
    """Return the whole number a text begins with, 0 when there is none (PHP's int cast)."""
    match = _LEADING_NUMBER.match(text)
    if not match:
        return 0
    if match[2] and isfinite(power := float(match[0][: 4 * _LONGEST])):
        return int(power)
    return int(match[1][:_LONGEST])


def parse_list(value: str | Iterable[Scalar]) -> list[Scalar]:
    """Return the items of a list written with commas or spaces (wp_parse_list)."""
    if isinstance(value, str):
        return [item for item in _SEPARATORS.split(value) if item]
    return list(value)


def parse_id_list(value: str | Iterable[Scalar]) -> list[int]:
    """Return different ids (wp_parse_id_list)."""
    return list(dict.fromkeys(absint(item) for item in parse_list(value)))


def parse_slug_list(value: str | Iterable[Scalar]) -> list[str]:
    """Return different slugs (wp_parse_slug_list)."""
    return list(dict.fromkeys(sanitize_title(str(item)) for item in parse_list(value)))


def validate_boolean(value: object) -> bool:
    """Read a switch: `false` in any letter case, `0` and nothing are off (wp_validate_boolean)."""
    if isinstance(value, str):
        return value.lower() not in {"", "0", "false"}
    return bool(value)
