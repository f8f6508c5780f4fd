"""Replays the recorded requests against an application in process."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import httpx2
from starlette.applications import Starlette

from engine.app import create
from engine.config.settings import Settings
from tests.conformance import recording
from tests.conformance.comparison import Difference, difference
from tests.conformance.reduction import Case, reduced


@dataclass(slots=True)
class Tally:
    """How many cases of a group are identical, and how the others differ.

    Deliberate differences are set aside; those that are identical after all are needless entries.
    """

    group: str
    same: int = 0
    total: int = 0
    aside: int = 0
    needless: list[str] = field(default_factory=list)
    differing: list[tuple[Case, Difference]] = field(default_factory=list)

    def count(self, name: str, case: Case, found: Difference | None) -> None:
        """Take in one case; a deliberate difference is set aside."""
        if name in recording.deliberate():
            self.aside += 1
            self.needless += [] if found else [name]
            return
        self.total += 1
        if found:
            self.differing.append((case, found))
        else:
            self.same += 1

    @property
    def kinds(self) -> Counter[str]:
        """How many differ in status, body and headers."""
        return Counter(found.what for _, found in self.differing)


Replay: TypeAlias = Callable[[httpx2.AsyncClient, str], Awaitable[list[Tally]]]


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the application, which runs as long as this."""
    app = create(settings)
    async with app.router.lifespan_context(app), client(app) as opened:
        yield opened


def client(app: Starlette) -> httpx2.AsyncClient:
    """A client that talks to an application in this process."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    headers = {"Host": recording.HOST, "User-Agent": "conformance/1", "Accept": "*/*"}
    return httpx2.AsyncClient(transport=transport, base_url=f"http://{recording.HOST}", headers=headers)


async def send(opened: httpx2.AsyncClient, case: Case, **content: Any) -> httpx2.Response:
    """Send a case as its role, by the role's application password unless the case brings credentials."""
    headers = dict(case.get("headers") or {})
    role = case.get("role", "anon")
    if role != "anon" and "authorization" not in {name.lower() for name in headers}:
        user = recording.users()[role]
        headers["Authorization"] = basic(user["login"], user["app_password"])
    url = httpx2.URL(f"http://{recording.HOST}" + case["path"])
    return await opened.request(case.get("method", "GET"), url, headers=headers, **content)


def basic(login: str, password: str) -> str:
    """The Authorization header of a login."""
    return "Basic " + b64encode(f"{login}:{password}".encode()).decode()


async def replay(opened: httpx2.AsyncClient, only: str = "") -> list[Tally]:
    """Replay the reading requests whose ``group/id`` matches `only`."""
    expected = recording.answers()
    tallies = []
    for group, cases in recording.requests().items():
        tally = Tally(group)
        for case in cases:
            if re.search(only, f"{group}/{case['id']}"):
                given = reduced(case, await send(opened, case))
                tally.count(case["id"], case, difference(case, expected[group][case["id"]], given))
        if tally.total or tally.aside:
            tallies.append(tally)
    return tallies
