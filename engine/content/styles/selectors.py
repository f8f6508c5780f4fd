"""Lists of selectors: taken apart, gone on with, put below another one."""

from __future__ import annotations

import re
from typing import Final

_IN_SELECTORS: Final = re.compile("[(),]")
_FIRST_NAME: Final = re.compile(r"[^\s:]+")


def split(selectors: str) -> list[str]:
    """The selectors of a list, parted at the commas outside of parentheses; spaces stay where they are."""
    parts, depth, start = [], 0, 0
    for found in _IN_SELECTORS.finditer(selectors):
        match found[0]:
            case "(":
                depth += 1
            case ")":
                depth = max(0, depth - 1)
            case _ if depth == 0:
                parts.append(selectors[start : found.start()])
                start = found.end()
            case _:
                pass
    return [*parts, selectors[start:]]


def with_end(selectors: str, end: str) -> str:
    """Every selector of the list with `end` behind it, as a pseudo-class."""
    return ", ".join(f"{one}{end}" for one in _trimmed(selectors))


def below(scope: str, selectors: str) -> str:
    """The selectors, each below each of those of `scope`."""
    return ", ".join(
        f"{outer} {inner}".strip()
        for outer in _trimmed(scope)
        for inner in _trimmed(selectors)
        if outer or inner
    )


def of_style(selectors: str, name: str) -> str:
    """The selectors of a block, for those of its kind that have the block style `name`."""
    return ", ".join(
        _FIRST_NAME.sub(lambda found: f"{found[0]}.is-style-{name}", one, count=1)
        for one in _trimmed(selectors)
    )


def _trimmed(selectors: str) -> list[str]:
    return [one.strip() for one in split(selectors)]
