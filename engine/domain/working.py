"""Doing background work: what is claimed is done, put off or given up, and never forgotten in between."""

import logging
import math
import random
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from engine.domain.context import Context, Site
from engine.model.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from engine.model.jobs import Job, StoredJob
from engine.store import jobs as store
from engine.store.jobs import NewJob

A = TypeVar("A")

# Seconds before the second try, what each further one multiplies them by, and the most that comes of it.
FIRST_PAUSE = 30
_GROWTH = 4
LONGEST_PAUSE = 6 * 60 * 60

# What the domain refuses it will refuse again.
_FINAL = (Conflict, Forbidden, Invalid, NotFound)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handler(Generic[A]):
    """Who does a kind of job; with `every`, it is done again and again, by one worker at a time.

    The context is nobody's: whether something may be done is asked before it becomes a job.
    """

    job: Job[A]
    do: Callable[[Context, A], Awaitable[None]]
    every: timedelta | None = None


class _Lost(Exception):
    """The job fell to somebody else meanwhile, who will do it: what was done here is undone."""


async def plan(site: Site, handlers: Iterable[Handler[Any]]) -> None:
    """See to it that what is done again and again is planned."""
    for handler in handlers:
        if handler.every is not None:
            now = _now(site)
            arguments = handler.job.write(handler.job.arguments())
            job = NewJob(handler.job.name, arguments, now, f"{handler.job.name}:")
            await store.add_missing(site.database, job, now=now)


async def claim(site: Site, kinds: Sequence[str], most: int) -> tuple[StoredJob, ...]:
    """Take jobs that are due, to be done here."""
    return await store.claim(site.database, kinds, most=most, now=_now(site), until=_lease_ends(site))


async def hold_on(site: Site, jobs: Sequence[StoredJob]) -> None:
    """Say that these are still being done."""
    await store.hold_on(site.database, jobs, until=_lease_ends(site))


async def seconds_to_next(site: Site, kinds: Sequence[str]) -> float | None:
    """How long there is nothing to do, as far as is known."""
    due = await store.next_due(site.database, kinds)
    return None if due is None else max(due - site.clock().timestamp(), 0)


async def let_go(site: Site, job: StoredJob) -> None:
    """Leave a job to others, as if it had never been taken."""
    await store.again(site.database, job, due_at=_now(site), attempts=job.attempts - 1, error=job.error)


async def perform(site: Site, handler: Handler[Any], job: StoredJob) -> None:
    """Do a job; whatever it raises is noted, and decides what becomes of it."""
    if job.attempts > handler.job.tries and not handler.every:
        await _give_up(site, job, "Whoever did it was gone before it was done, again and again.")
        return
    try:
        arguments = handler.job.read(job.arguments)
    except ValueError as error:
        await _give_up(site, job, f"Its arguments cannot be read: {error}")
        return
    try:
        await _do(site, handler, job, arguments)
    except _Lost:
        log.warning("the job %s %s took longer than its lease and fell to another worker", job.kind, job.id)
    except Exception as error:  # noqa: BLE001 - work fails in any way, and must not take the worker along
        await _failed(site, handler, job, error)


async def _do(site: Site, handler: Handler[A], job: StoredJob, arguments: A) -> None:
    if handler.job.atomic:

        async def work() -> None:
            if not await store.finish(site.database, job):
                raise _Lost
            await handler.do(await site.begin(), arguments)

        await site.database.atomically(work)
        return
    await handler.do(await site.begin(), arguments)
    if handler.every is None:
        await store.finish(site.database, job)
    else:
        due = _now(site) + int(handler.every.total_seconds())
        await store.again(site.database, job, due_at=due, attempts=0)


async def _failed(site: Site, handler: Handler[Any], job: StoredJob, error: Exception) -> None:
    reason = str(error) if isinstance(error, DomainError) else f"{type(error).__name__}: {error}"
    trace = None if isinstance(error, DomainError) else error
    if not handler.every and (isinstance(error, _FINAL) or job.attempts >= handler.job.tries):
        await _give_up(site, job, reason, trace)
        return
    log.warning("the job %s %s failed and is tried again: %s", job.kind, job.id, reason, exc_info=trace)
    pause = pause_after(job.attempts)
    if handler.every:
        pause = min(pause, int(handler.every.total_seconds()))
    due = _now(site) + pause
    await store.again(site.database, job, due_at=due, attempts=job.attempts, error=reason)


def pause_after(attempts: int) -> int:
    """Seconds until the next try; those of many jobs that failed together come at different times."""
    longest = min(FIRST_PAUSE * _GROWTH ** min(attempts - 1, 10), LONGEST_PAUSE)
    return int(longest * random.uniform(0.8, 1.2))  # noqa: S311 - not a secret


async def _give_up(site: Site, job: StoredJob, reason: str, trace: Exception | None = None) -> None:
    log.error("the job %s %s is given up, see `tympan jobs`: %s", job.kind, job.id, reason, exc_info=trace)
    await store.give_up(site.database, job, attempts=job.attempts, now=_now(site), error=reason)


def _lease_ends(site: Site) -> int:
    return math.ceil(site.clock().timestamp()) + site.settings.job_lease


def _now(site: Site) -> int:
    return int(site.clock().timestamp())
