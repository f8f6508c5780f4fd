"""Fixtures of the recorded site, for tests that ask what no recorded request asks."""

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx2

from engine.app import Application, create
from engine.backends.fetch import Fetch
from engine.backends.outside import Outside
from engine.store.connection import Database
from tests.conformance import load as filling
from tests.conformance import recording, replay
from tests.conformance.recording import SiteName
from tests.conformance.serve import settings

_SQLITE = "sqlite:///"
_filled: dict[SiteName, Path] = {}


@dataclass(frozen=True, slots=True)
class RecordedSite:
    """The recorded site, running: a client of it, its database, and the outside world as it sees it."""

    client: httpx2.AsyncClient
    database: Database
    outside: Outside
    application: Application

    def reaches(self, fetch: Fetch) -> None:
        """Have its requests to other sites answered by this."""
        object.__setattr__(self.outside, "fetch", fetch)

    async def ask(self, path: str, role: str = "anon") -> httpx2.Response:
        """Send a reading request."""
        return await replay.send(self.client, {"path": path, "role": role})

    async def send(self, method: str, path: str, role: str = "admin", json: object = None) -> httpx2.Response:
        """Send a request that may write."""
        return await replay.send(self.client, {"method": method, "path": path, "role": role}, json=json)

    async def do_jobs(self) -> None:
        """Do the background work that is due."""
        await self.application.worker().run(asyncio.Event(), until_idle=True)

    async def statements(self, path: str, role: str = "anon") -> list[str]:
        """The SQL of the statements that answering a request takes."""
        log: list[str] = []
        self.database.log = log
        answer = await self.ask(path, role)
        self.database.log = None
        assert answer.status_code == 200, answer.text
        return log


async def load(url: str, site: SiteName = "recorded") -> None:
    """Fill an empty database with a recorded site; on SQLite by a copy of one that this process filled before."""
    path = Path(url.removeprefix(_SQLITE))
    if not url.startswith(_SQLITE) or path.exists():
        await filling.load(url, site)
        return
    if site not in _filled:
        folder = tempfile.mkdtemp(prefix="tympan-recorded-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        first = Path(folder) / "site.sqlite3"
        await filling.load(f"{_SQLITE}{first}", site)
        _filled[site] = first
    shutil.copyfile(_filled[site], path)


@asynccontextmanager
async def recorded_site(
    url: str, uploads: Path, *, shared: bool = False, **further: Any
) -> AsyncIterator[RecordedSite]:
    """Load the recorded site into an empty database and run it, with further settings."""
    await load(url)
    app = create(replace(settings(url, recording.unpack_uploads(uploads), shared=shared), **further))
    async with app.router.lifespan_context(app), replay.client(app) as client:
        running = await app.state.application.running()
        yield RecordedSite(client, running.site.database, running.site.outside, app.state.application)


# The same, shown by the theme that a new site has, not by its own, which is made of blocks.
read_site = partial(recorded_site, theme="frisket")
