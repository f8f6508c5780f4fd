"""Counts the rendered texts in recorded REST answers that are identical: `python -m tests.conformance.rendered`."""

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx2

from tests.conformance import recording, replay
from tests.conformance.reduction import reduced
from tests.conformance.serve import settings
from tests.conformance.sites import load

FIELDS: Final = frozenset({"title", "content", "excerpt", "caption", "description"})

Place = tuple[str, ...]


@dataclass(slots=True)
class Texts:
    """How many rendered texts were identical, by field, and the others with what was expected and given."""

    same: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    differing: list[tuple[str, Place, str, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share that is identical."""
        return self.same.total() / max(self.total.total(), 1)


async def count(opened: httpx2.AsyncClient) -> Texts:
    """Replay every recorded answer that has rendered texts."""
    found = Texts()
    expected = recording.answers()
    for group, cases in recording.requests().items():
        for case in cases:
            wanted = dict(_rendered(expected[group][case["id"]].get("body")))
            if not wanted:
                continue
            given = dict(_rendered(reduced(case, await replay.send(opened, case)).get("body")))
            for place, text in wanted.items():
                found.total[place[-2]] += 1
                if given.get(place) == text:
                    found.same[place[-2]] += 1
                else:
                    found.differing.append((case["id"], place, text, given.get(place, "")))
    return found


def _rendered(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """The texts below `rendered`, by their place; items of a list by their id, for ties may be in any order."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            name = item.get("id", index) if isinstance(item, dict) else index
            yield from _rendered(item, (*place, str(name)))
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "rendered" and place and place[-1] in FIELDS and isinstance(item, str):
                yield (*place, name), item
            else:
                yield from _rendered(item, (*place, name))


async def _measure() -> Texts:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/site.sqlite3"
        await load(url)
        async with replay.running(settings(url, recording.unpack_uploads(Path(folder)))) as opened:
            return await count(opened)


def main() -> int:
    """Print the count of each field and every difference."""
    found = asyncio.run(_measure())
    for name in sorted(found.total):
        print(f"{name}.rendered: identical {found.same[name]} of {found.total[name]}")
    for case, place, expected, given in found.differing:
        print(f"  {case} {'.'.join(place)}\n    expected {expected!r}\n    given    {given!r}")
    print(f"identical {found.same.total()} of {found.total.total()}")
    return 0 if not found.differing else 1


if __name__ == "__main__":
    sys.exit(main())
