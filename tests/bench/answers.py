"""Before anything is measured: does every contestant give the same answers to the same questions?"""

import re
import time
from collections.abc import Sequence
from pathlib import Path

import httpx2

from tests.bench.bare import answer_file
from tests.bench.contestants import Contestant
from tests.bench.scenarios import Scenario


class Unequal(Exception):
    """A contestant refused a request or answered with other content; no ratio would mean anything."""


def check(contestants: Sequence[Contestant], scenarios: Sequence[Scenario]) -> None:
    """Ask everyone once for everything; raises Unequal."""
    for scenario in scenarios:
        expected: list[int] = []
        for contestant in contestants:
            response = _ask(contestant, scenario, scenario.paths[0])
            found = [] if scenario.writes else _identifiers(response)
            expected = expected or found
            if found != expected:
                raise Unequal(f"{contestant.name}, {scenario.name}: items {found[:5]}…, not {expected[:5]}…")


def record(contestant: Contestant, scenarios: Sequence[Scenario], folder: Path) -> None:
    """Keep a contestant's answers for the bare route."""
    for scenario in scenarios:
        for path in scenario.paths:
            content = _ask(contestant, scenario, path).content
            (folder / answer_file(scenario.method, path)).write_bytes(content)


def _ask(contestant: Contestant, scenario: Scenario, path: str) -> httpx2.Response:
    headers = {"Content-Type": "application/json"} if scenario.writes else {}
    if scenario.authorization:
        headers["Authorization"] = scenario.authorization
    body = scenario.body.replace("{run}", contestant.name).replace("{n}", str(time.monotonic_ns()))
    response = httpx2.request(
        scenario.method, contestant.address + path, headers=headers, content=body or None, timeout=30
    )
    if response.status_code != scenario.status:
        raise Unequal(f"{contestant.name}, {scenario.name}: {response.status_code} {response.text[:300]}")
    return response


def _identifiers(response: httpx2.Response) -> list[int]:
    """The ids in a REST answer; in a page the ids of the posts that it shows."""
    if response.headers["Content-Type"].startswith("application/json"):
        found = response.json()
        return [item["id"] for item in (found if isinstance(found, list) else [found])]
    return [int(number) for number in re.findall(r'<article[^>]* id="post-(\d+)"', response.text)]
