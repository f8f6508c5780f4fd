"""The second recorded site, spoken to as XML-RPC clients speak."""

import xmlrpc.client
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from engine.app import create
from engine.domain.context import Site
from tests.conformance import recording, replay
from tests.conformance.serve import settings
from tests.conformance.sites import load


@dataclass(frozen=True, slots=True)
class Spoken:
    """The running site, and a client of it."""

    client: httpx2.AsyncClient
    site: Site

    async def call(self, method: str, *params: Any) -> Any:
        """The result of a call; raises xmlrpc.client.Fault."""
        answer = await self.post(xmlrpc.client.dumps(params, method, allow_none=True).encode())
        (value,), _ = xmlrpc.client.loads(answer.text)
        return value

    async def as_user(self, name: str, method: str, *params: Any) -> Any:
        """A call of a wp method by one of the recorded accounts."""
        return await self.call(method, 1, name, f"{name}-pass-1", *params)

    async def fault(self, name: str, method: str, *params: Any) -> int:
        """The number with which a call is refused; 0 if it is not."""
        try:
            await self.as_user(name, method, *params)
        except xmlrpc.client.Fault as fault:
            return fault.faultCode
        return 0

    async def post(self, body: bytes) -> httpx2.Response:
        """Send a body as it is."""
        return await self.client.post("/xmlrpc.php", content=body, headers={"Content-Type": "text/xml"})


@pytest.fixture
async def spoken(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Spoken]:
    async with speaking(sqlite_url, tmp_path) as opened:
        yield opened


@asynccontextmanager
async def speaking(url: str, folder: Path) -> AsyncIterator[Spoken]:
    """The site, loaded into an empty database."""
    await load(url, "golden")
    app = create(settings(url, recording.unpack_uploads(folder)))
    async with app.router.lifespan_context(app), replay.client(app) as client:
        running = await app.state.application.running()
        yield Spoken(client, running.site)
