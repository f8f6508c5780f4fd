"""Fluid typography: a font size that grows with the window, as WordPress computes it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from engine.content.json_values import at, is_empty, is_numeric, string, to_text

if TYPE_CHECKING:
    from engine.content.json_values import JsonObject, JsonValue

_LENGTH = re.compile(r"(\d*\.?\d+)([a-zA-Z]+|%)", re.ASCII)
_UNITS = frozenset({"rem", "px", "em"})
_ROOT_SIZE = 16
_MAXIMUM_VIEWPORT = "1600px"
_MINIMUM_VIEWPORT = "320px"
_MINIMUM_FONT_SIZE = "14px"
_LONGEST_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Length:
    """A CSS length, its number rounded to three places."""

    value: float
    unit: str

    def __str__(self) -> str:
        return f"{to_text(self.value)}{self.unit}"


def length(value: JsonValue, *, unit: str = "") -> Length | None:
    """The length in `unit` where it can be converted; None where it is none, or not in px, em or rem."""
    if is_empty(value) or not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    text = f"{to_text(value)}px" if is_numeric(value) else to_text(value)
    found = _LENGTH.fullmatch(text[:_LONGEST_LENGTH])
    if found is None or found[2] not in _UNITS:
        return None
    number, own = float(found[1]), found[2]
    if unit == "px" and own in {"em", "rem"}:
        number, own = number * _ROOT_SIZE, unit
    elif own == "px" and unit in {"em", "rem"}:
        number, own = number / _ROOT_SIZE, unit
    elif unit in {"em", "rem"}:
        own = unit
    return Length(_rounded(number), own)


def font_size(size: JsonValue, settings: JsonObject, *, fluid: JsonValue = None) -> JsonValue:
    """The size, or the `clamp()` that makes it fluid (`wp_get_typography_font_size_value`).

    `fluid` is the preset's own setting; False keeps the size as it is.
    """
    typography = at(settings, "typography", "fluid")
    if fluid is False or is_empty(size) or (is_empty(typography) and is_empty(fluid)):
        return size
    preferred = length(size)
    if preferred is None:
        return size
    limits = _limits(preferred, typography, minimum=at(fluid, "min"), maximum=at(fluid, "max"))
    if limits is None:
        return size
    return _clamp(*limits, viewports=_viewports(settings, typography)) or size


def _limits(
    preferred: Length, fluid: JsonValue, *, minimum: JsonValue, maximum: JsonValue
) -> tuple[str, str] | None:
    """The smallest and the largest size; None where the size is too small to shrink."""
    configured = at(fluid, "minFontSize")
    limit = length(configured if length(configured) else _MINIMUM_FONT_SIZE, unit=preferred.unit)
    is_free = is_empty(minimum) and is_empty(maximum)
    if limit is not None and is_free and preferred.value <= limit.value:
        return None
    largest = str(preferred) if is_empty(maximum) else to_text(maximum)
    smallest = _smallest(preferred, limit) if is_empty(minimum) else to_text(minimum)
    return smallest, largest


def _smallest(preferred: Length, limit: Length | None) -> str:
    """Large sizes shrink more than small ones."""
    pixels = preferred.value if preferred.unit == "px" else preferred.value * _ROOT_SIZE
    factor = min(max(1 - 0.075 * math.log2(pixels), 0.25), 0.75) if pixels > 0 else 0.75
    computed = _rounded(preferred.value * factor)
    if limit is not None and computed <= limit.value:
        return str(limit)
    return str(Length(computed, preferred.unit))


def _viewports(settings: JsonObject, fluid: JsonValue) -> tuple[JsonValue, JsonValue]:
    wide = string(settings, "layout", "wideSize")
    widest: JsonValue = wide if wide and length(wide) else _MAXIMUM_VIEWPORT
    if isinstance(fluid, Mapping):
        return fluid.get("minViewportWidth") or _MINIMUM_VIEWPORT, fluid.get("maxViewportWidth") or widest
    return _MINIMUM_VIEWPORT, widest


def _clamp(smallest: str, largest: str, *, viewports: tuple[JsonValue, JsonValue]) -> str:
    low = length(smallest)
    unit = low.unit if low else "rem"
    high = length(largest, unit=unit)
    in_rem = length(smallest, unit="rem")
    narrow, wide = (length(width, unit=unit) for width in viewports)
    if (
        low is None
        or high is None
        or in_rem is None
        or narrow is None
        or wide is None
        or wide.value == narrow.value
    ):
        return ""
    offset = Length(_rounded(narrow.value / 100), unit)
    factor = _rounded(100 * ((high.value - low.value) / (wide.value - narrow.value))) or 1
    return f"clamp({smallest}, {in_rem} + ((1vw - {offset}) * {to_text(factor)}), {largest})"


def _rounded(value: float) -> float:
    """PHP rounds halves away from zero, on the number as it prints."""
    return float(Decimal(repr(value)).quantize(Decimal("0.001"), ROUND_HALF_UP))
