"""The sizes that a picture comes in: what is cut from it, how large that becomes, and how the file is called."""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

# WordPress makes these first, whatever else is registered.
_FIRST: Final = ("medium", "large", "thumbnail", "medium_large")
# A size that differs from the whole by no more than this is the whole.
_NEARLY: Final = 1
_LIKE_SUBSIZE: Final = re.compile(r"-(?:\d+x\d+|scaled|rotated)\Z")


@dataclass(frozen=True, slots=True)
class Box:
    """A registered size: what a picture must fit into, 0 for any, or is cropped to.

    `position` is where a crop is taken from: left, center or right, and top, center or bottom.
    """

    width: int
    height: int
    crop: bool = False
    position: tuple[str, str] = ("center", "center")


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a picture in its pixels, and the size that it is brought to."""

    left: int
    top: int
    across: int
    down: int
    width: int
    height: int


def cut(width: int, height: int, box: Box) -> Cut | None:
    """What a picture of this size gives for a box, None where it is too small (image_resize_dimensions)."""
    if min(width, height) <= 0 or max(box.width, box.height) <= 0 or _too_small(width, height, box):
        return None
    made = _cropped(width, height, box) if box.crop else _fitted(width, height, box)
    if abs(made.width - width) <= _NEARLY and abs(made.height - height) <= _NEARLY:
        return None
    return made


def _too_small(width: int, height: int, box: Box) -> bool:
    sides = [(side, limit) for side, limit in ((width, box.width), (height, box.height)) if limit > 0]
    return all(side < limit for side, limit in sides)


def _fitted(width: int, height: int, box: Box) -> Cut:
    return Cut(0, 0, width, height, *constrained(width, height, box))


def _cropped(width: int, height: int, box: Box) -> Cut:
    across, down = min(box.width, width), min(box.height, height)
    across = across or _half_up(down * width / height)
    down = down or _half_up(across * height / width)
    scale = max(across / width, down / height)
    taken_across, taken_down = _half_up(across / scale), _half_up(down / scale)
    left = _offset(box.position[0], width - taken_across, "left", "right")
    top = _offset(box.position[1], height - taken_down, "top", "bottom")
    return Cut(left, top, taken_across, taken_down, across, down)


def _offset(place: str, room: int, first: str, last: str) -> int:
    return 0 if place == first else room if place == last else room // 2


def constrained(width: int, height: int, box: Box) -> tuple[int, int]:
    """A width and height made to fit a box (wp_constrain_dimensions).

    Where rounding brings a side within a pixel of the box, it is the box's.
    """
    ratios = (_ratio(width, box.width), _ratio(height, box.height))
    # The larger ratio is the snugger one, where nothing sticks out.
    fits = _half_up(width * max(ratios)) <= box.width and _half_up(height * max(ratios)) <= box.height
    scale = max(ratios) if fits else min(ratios)
    made = max(1, _half_up(width * scale)), max(1, _half_up(height * scale))
    return _snapped(made[0], width, box.width), _snapped(made[1], height, box.height)


def _ratio(side: int, limit: int) -> float:
    return limit / side if 0 < limit < side else 1.0


def _snapped(made: int, side: int, limit: int) -> int:
    return limit if 0 < limit < side and made == limit - 1 else made


def _half_up(number: float) -> int:
    return math.floor(number + 0.5)


def wanted(width: int, height: int, boxes: Mapping[str, Box]) -> dict[str, Cut]:
    """The sizes a picture can be made in, by name, in WordPress's order."""
    names = [*(name for name in _FIRST if name in boxes), *(name for name in boxes if name not in _FIRST)]
    found = {name: cut(width, height, boxes[name]) for name in names}
    return {name: made for name, made in found.items() if made}


def unique_name(name: str, taken: Collection[str], *, other: str = "") -> str:
    """A name that no file has, nor any that sizes of a picture of that name would have (wp_unique_filename).

    `taken` are the names of the files in the folder; case makes no difference. With the `other` extension it is free, too.
    """
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    suffix = f"{dot}{extension}".lower()
    number = 1 if _LIKE_SUBSIZE.search(stem) else 0
    endings = {suffix, other.lower() or suffix}
    lower = [one.lower() for one in taken]
    while True:
        tried = f"{stem}-{number}" if number else stem
        if not any(_is_taken(tried.lower(), one, lower) for one in endings):
            return tried + suffix
        number += 1


def _is_taken(stem: str, suffix: str, taken: Collection[str]) -> bool:
    if stem + suffix in taken:
        return True
    sizes = re.compile(rf"{re.escape(stem)}-(?:\d+x\d+|scaled|rotated){re.escape(suffix)}\Z")
    return bool(suffix) and any(sizes.match(other) for other in taken)


def edited_name(name: str) -> str:
    """The name of a picture that was made from another by editing it; edited again, it says so only once."""
    stem, dot, extension = name.rpartition(".")
    return re.sub(r"(-edited(-\d+)?)?\Z", "-edited", stem, count=1) + dot + extension


def with_suffix(name: str, suffix: str) -> str:
    """A file's name with something before its extension."""
    stem, dot, extension = name.rpartition(".")
    return f"{stem}-{suffix}{dot}{extension}"
