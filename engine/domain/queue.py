"""Background work as the domain sees it: to be done later, by whichever process gets to it."""

from datetime import datetime
from typing import TypeVar

from engine.domain.capabilities import require
from engine.domain.context import Context
from engine.model.jobs import Job, Nothing, StoredJob
from engine.store import jobs as store
from engine.store.jobs import NewJob

A = TypeVar("A")

# Forget what failed long ago.
PURGE = Job("purge_jobs", Nothing)

# What makes the table of jobs.
MIGRATION = "0003_jobs"

# Failed jobs are kept for a month, in seconds.
KEPT = 30 * 24 * 60 * 60


async def add(
    ctx: Context, job: Job[A], arguments: A, *, at: datetime | None = None, key: str | None = None
) -> None:
    """Have something done, at once or at a time (aware); call it within the transaction of what causes it.

    Of a `key` (ASCII) there is one job at most: a later one takes its place, with its time.
    """
    now = int(ctx.now.timestamp())
    due = int(at.timestamp()) if at else now
    name = f"{job.name}:{key}" if key is not None else None
    await store.add(ctx.db, (NewJob(job.name, job.write(arguments), due, name),), now=now)
    if due <= now:
        ctx.site.outside.waker.wake()


def require_managing(ctx: Context) -> None:
    """Raise Forbidden unless the actor looks after the site."""
    require(ctx, "manage_options")


async def every(ctx: Context, *, failed: bool = False, kind: str = "") -> tuple[StoredJob, ...]:
    """The jobs there are, or those alone that failed for good; at most a thousand."""
    return await store.every(ctx.db, failed=failed, kind=kind)


async def retry(ctx: Context, ids: tuple[int, ...]) -> int:
    """Have jobs that failed done now; answers how many there were. Raises Forbidden as `require_managing` does."""
    require_managing(ctx)
    count = await store.retry(ctx.db, ids, now=int(ctx.now.timestamp()))
    ctx.site.outside.waker.wake()
    return count


async def discard(ctx: Context, ids: tuple[int, ...]) -> int:
    """Forget jobs that nobody is doing at the moment; answers how many. Raises Forbidden as `require_managing` does."""
    require_managing(ctx)
    return await store.discard(ctx.db, ids)


async def purge(ctx: Context, _: Nothing) -> None:
    """Forget what failed long ago."""
    await store.forget_failed(ctx.db, before=int(ctx.now.timestamp()) - KEPT)
