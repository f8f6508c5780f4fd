"""The worker: takes jobs that are due, does several at once, sleeps when there are none."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final

from engine.domain import working
from engine.domain.context import Site
from engine.domain.working import Handler
from engine.jobs.handlers import HANDLERS
from engine.model.errors import Unavailable
from engine.model.jobs import StoredJob

# How many jobs a process does at once: they wait for others most of the time.
AT_ONCE: Final = 8
# Seconds after which a sleeper looks by itself: what other processes add is not announced without Redis.
NAP: Final = 2
_LONG_NAP: Final = 15
# Seconds that jobs under way have to end when the worker is stopped.
PATIENCE: Final = 20
_AFTER_TROUBLE: Final = 5

log = logging.getLogger(__name__)


class Worker:
    """Does background work for one site; `site` answers the site as it is switched now, with all its plugins."""

    def __init__(
        self,
        site: Callable[[], Awaitable[Site]],
        handlers: Sequence[Handler[Any]] = HANDLERS,
        *,
        at_once: int = AT_ONCE,
    ) -> None:
        self._site = site
        self._handlers = {handler.job.name: handler for handler in handlers}
        self._kinds = tuple(self._handlers)
        self._at_once = at_once
        self._running: dict[asyncio.Task[None], StoredJob] = {}

    async def run(self, stop: asyncio.Event, *, until_idle: bool = False) -> None:
        """Work until told to stop, or until nothing is due; what is under way is finished, or left to others."""
        stopped = asyncio.create_task(stop.wait())
        holding = asyncio.create_task(self._hold_on())
        try:
            await self._go_on(stopped, until_idle=until_idle)
        finally:
            stopped.cancel()
            await self._end()
            holding.cancel()
            await asyncio.gather(stopped, holding, return_exceptions=True)

    async def _go_on(self, stopped: asyncio.Task[Any], *, until_idle: bool) -> None:
        planned = False
        while not stopped.done():
            try:
                site = await self._site()
                if not planned:
                    await working.plan(site, self._handlers.values())
                    planned = True
                if await self._take(site):
                    await self._room(stopped)
                    continue
                if until_idle and not self._running:
                    return
                pause = NAP if until_idle else await self._pause(site)
                sleep = asyncio.create_task(site.outside.waker.sleep(pause))
                waited = {sleep, stopped, *(self._running if until_idle else ())}
                await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
                sleep.cancel()
                await asyncio.gather(sleep, return_exceptions=True)
            except Unavailable as error:
                log.error("background work is interrupted: %s", error)  # noqa: TRY400 - a line, for it is no bug
                await asyncio.wait({stopped}, timeout=_AFTER_TROUBLE)
            except Exception:
                log.exception("background work is interrupted")
                await asyncio.wait({stopped}, timeout=_AFTER_TROUBLE)

    async def _take(self, site: Site) -> bool:
        """Begin as many jobs as there is room for; whether there were any."""
        claimed = await working.claim(site, self._kinds, self._at_once - len(self._running))
        for job in claimed:
            task = asyncio.create_task(working.perform(site, self._handlers[job.kind], job))
            self._running[task] = job
            task.add_done_callback(partial(self._done, job))
        return bool(claimed)

    def _done(self, job: StoredJob, task: asyncio.Task[None]) -> None:
        del self._running[task]
        if not task.cancelled() and (error := task.exception()):
            # Not even its failure could be noted: it falls to the next worker when its lease is over.
            log.error("the job %s %s is interrupted", job.kind, job.id, exc_info=error)

    async def _room(self, stopped: asyncio.Task[Any]) -> None:
        if len(self._running) >= self._at_once:
            await asyncio.wait({*self._running, stopped}, return_when=asyncio.FIRST_COMPLETED)

    async def _pause(self, site: Site) -> float:
        longest = _LONG_NAP if site.settings.redis_url else NAP
        due = await working.seconds_to_next(site, self._kinds)
        return longest if due is None else min(max(due, 0.05), longest)

    async def _hold_on(self) -> None:
        """Renew the lease of what is under way, well before it ends."""
        while True:
            site = await self._site()
            await asyncio.sleep(site.settings.job_lease / 3)
            if self._running:
                with suppress(Exception):
                    await working.hold_on(site, tuple(self._running.values()))

    async def _end(self) -> None:
        """Let what is under way end; what does not is left to others."""
        if not self._running:
            return
        _, late = await asyncio.wait({*self._running}, timeout=PATIENCE)
        left = [self._running[task] for task in late]
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        site = await self._site()
        for job in left:
            await working.let_go(site, job)
