"""Many jobs, several processes, one of which is killed in the middle of its work, and then once more."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from engine.config.bundled import bundled
from engine.domain import queue
from engine.domain.context import Site, open_site
from engine.store import migrate
from tests.integration.jobs.labourer import NOTE, Number, settings

JOBS = 2000
PATIENCE = 300  # seconds for all of it


@contextmanager
def labourer(url: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, str(Path(__file__).with_name("labourer.py")), url]) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)


async def noted(site: Site) -> list[tuple[int, int]]:
    """The numbers of the jobs that were done, each with that of the process."""
    rows = await site.database.run("SELECT value, worker FROM wp_noted ORDER BY value")
    return [(int(value), int(worker)) for value, worker in rows]


async def reach(site: Site, count: int, *, worker: int = 0) -> None:
    """Wait until so many jobs are done, by this worker where one is named."""
    while sum(worker in {0, by} for _, by in await noted(site)) < count:  # noqa: ASYNC110 - other processes ring no bell
        await asyncio.sleep(0.05)


async def test_every_job_is_done_once_though_workers_are_killed(database_url: str) -> None:
    async with open_site(settings(database_url)) as site, asyncio.timeout(PATIENCE):
        await migrate.migrate(site.database, bundled("migrations"))
        await site.database.run("CREATE TABLE wp_noted (value INTEGER NOT NULL, worker INTEGER NOT NULL)")
        ctx = await site.begin()

        async def add() -> None:
            for number in range(JOBS):
                await queue.add(ctx, NOTE, Number(number))

        await site.database.atomically(add)
        with ExitStack() as team:
            team.enter_context(labourer(database_url))
            team.enter_context(labourer(database_url))
            for _ in range(2):
                with labourer(database_url) as victim:
                    await reach(site, 20, worker=victim.pid)
                    victim.kill()
            team.enter_context(labourer(database_url))
            await reach(site, JOBS)
            while await queue.every(ctx):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.1)

        assert [value for value, _ in await noted(site)] == list(range(JOBS))
