"""Whatever is sent to the API, it is answered: what makes no sense is refused, and never breaks anything."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.conformance.sites import RecordedSite, recorded_site

# Places of others, which this site does not ask, fail as on a site without the internet.
_ELSEWHERE = re.compile("/wp/v2/(block|pattern)-directory/")
_IDS = (
    "1",
    "58",
    "204",
    "207",
    "190",
    "20",
    "core",
    "core/archives",
    "fixture//index",
    "text-2",
    "foot",
    "primary",
    "x",
)
_VALUES: tuple[Any, ...] = (
    "", None, 0, -1, 58, 10**20, 1.5, True, "a", "<b>x</b>", "\0", "../..", "fixture//index", "edit", "x" * 3000, [],
    [1, 2], ["x"], {}, {"a": 1}, {"raw": "x"}, {"raw": [1]}, {"encoded": "x", "hash": "y"}, [[[[1]]]], {"terms": [1]},
    {"a": {"b": {"c": [1, {"d": None}]}}}, '{"name":"F","slug":"f","fontFamily":"F"}', "http://example.org", "[1]",
    "2020-01-01T00:00:00",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
async def test_senseless_arguments_never_break_the_api(sqlite_url: str, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same every time
    async with recorded_site(sqlite_url, tmp_path) as site:
        routes = (await site.ask("/wp-json/", "admin")).json()["routes"]
        asked = [route for route in routes.items() if not _ELSEWHERE.match(route[0])]
        for _ in range(250):
            name, route = chance.choice(asked)
            await _ask(site, chance, name, chance.choice(route["endpoints"]))


async def _ask(site: RecordedSite, chance: random.Random, name: str, endpoint: dict[str, Any]) -> None:
    path = re.sub(r"\(\?P<\w+>.*?\)(?=/|$)", lambda _found: chance.choice(_IDS), name)
    path = "/wp-json" + re.sub(r"[()\[\]\\^$+?*|]", "", path)
    known = endpoint["args"] or {}
    said = {one: chance.choice(_VALUES) for one in known if chance.random() < 0.5 or known[one]["required"]}
    method = chance.choice(endpoint["methods"])
    role = chance.choice(("admin", "admin", "author", "anon"))
    if method in {"GET", "DELETE"}:
        query = urlencode([pair for one, value in said.items() for pair in _flat(one, value)])
        answer = await site.send(method, f"{path}?{query}", role)
    else:
        answer = await site.send(method, path, role, said)
    assert answer.status_code < 500 or answer.status_code == 501, (method, path, said)


def _flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    pairs = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if pairs is None:
        yield name, "" if value is None else value
        return
    for key, one in pairs:
        yield from _flat(f"{name}[{key}]", one)
