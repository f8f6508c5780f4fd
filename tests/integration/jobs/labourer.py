"""A worker process for tests: `labourer.py DATABASE_URL` notes the number of each job it does, and its own, until it is stopped."""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from engine.config.settings import Settings
from engine.domain.context import Context, Site, open_site
from engine.domain.working import Handler
from engine.jobs.worker import Worker
from engine.model.jobs import Job


@dataclass(frozen=True, slots=True)
class Number:
    value: int


NOTE = Job("note", Number, atomic=True)


def settings(url: str) -> Settings:
    return Settings(database_url=url, job_lease=2)


async def note(ctx: Context, number: Number) -> None:
    await ctx.db.run(f"INSERT INTO wp_noted (value, worker) VALUES ({number.value:d}, {os.getpid():d})")  # noqa: S608 - numbers


async def main(url: str) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with open_site(settings(url)) as site:

        async def answer() -> Site:
            return site

        await Worker(answer, (Handler(NOTE, note),)).run(stop)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
