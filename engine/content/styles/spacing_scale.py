"""Sizes of spacing by a rule: as many as the scale has steps, named like shirts, the medium one in their middle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from engine.content.json_values import at, is_numeric, to_float, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.content.json_values import JsonObject, JsonValue

_MEDIUM_SLUG: Final = 50
_STEP: Final = 10
_MOST_STEPS: Final = 100
_UNIT: Final = re.compile(r"%|[a-z]{1,8}")


def with_sizes(scale: JsonObject, given: JsonValue) -> list[JsonValue]:
    """The sizes of a scale and those that are given, which win, in the order of their slugs."""
    own = [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
    made = list(_sizes(scale))
    if not made:
        return list(own)
    by_slug: dict[str, JsonValue] = {to_text(at(one, "slug")): one for one in (*made, *own)}
    return [by_slug[slug] for slug in sorted(by_slug, key=to_float)]


def _sizes(scale: Mapping[str, Any]) -> Iterator[JsonObject]:
    steps, medium, increment = (scale.get(name) for name in ("steps", "mediumStep", "increment"))
    unit, operator = scale.get("unit"), scale.get("operator")
    if not (is_numeric(steps) and is_numeric(medium) and is_numeric(increment)) or operator not in {"+", "*"}:
        return
    if not isinstance(unit, str) or not _UNIT.fullmatch(unit):
        return
    count = min(int(to_float(steps)), _MOST_STEPS)
    if count < 1:
        return
    factor = _Step(to_float(increment), adds=operator == "+")
    middle = (count + 1) // 2
    smaller = list(_smaller(to_float(medium), factor, middle - 1))
    # What would have been no size at all below stands above.
    larger = count - middle + (middle - 1 - len(smaller) if len(smaller) < min(middle - 1, 4) else 0)
    for away, size in reversed([*enumerate(smaller, 1)]):
        yield _size(-away, size, unit)
    yield {"name": "Medium", "slug": str(_MEDIUM_SLUG), "size": f"{to_text(medium)}{unit}"}
    size = to_float(medium)
    for away in range(1, larger + 1):
        size = factor.up(size)
        yield _size(away, size, unit)


class _Step:
    """From one size to the next."""

    def __init__(self, increment: float, *, adds: bool) -> None:
        self._increment, self._adds = increment, adds
        self._factor = increment if increment >= 1 else 1 / increment if increment > 0 else 1.0

    def up(self, size: float) -> float:
        return size + self._increment if self._adds else size * self._factor

    def down(self, size: float) -> float:
        return size - self._increment if self._adds else size / self._factor


def _smaller(medium: float, step: _Step, count: int) -> Iterator[float]:
    """Sizes below the medium one, the largest first; slugs and sizes end above nothing."""
    size = medium
    for away in range(1, count + 1):
        size = step.down(size)
        if size <= 0 or away * _STEP >= _MEDIUM_SLUG:
            return
        yield size


def _size(away: int, size: float, unit: str) -> JsonObject:
    rounded = Decimal(repr(size)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return {
        "name": _shirt(away),
        "slug": str(_MEDIUM_SLUG + away * _STEP),
        "size": f"{to_text(float(rounded))}{unit}",
    }


def _shirt(away: int) -> str:
    side = "Large" if away > 0 else "Small"
    times = abs(away) - 1
    return side if not times else f"X-{side}" if times == 1 else f"{times}X-{side}"
