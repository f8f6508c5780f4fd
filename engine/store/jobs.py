"""Background work in the site's database: added, claimed for a while, finished, put off, given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import uuid4

from pypika_tortoise.queries import QueryBuilder
from tortoise.expressions import F
from tortoise.queryset import QuerySet

from engine.model.jobs import StoredJob
from engine.store import tables
from engine.store.connection import Database
from engine.store.statements import Shape, Slot

T = TypeVar("T")

# How many more of the waiting jobs are looked at than are wanted, so that workers do not all reach for the same.
_CHOICE = 4
_MAX_ERROR = 2000


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work to add; there is never more than one of a `key`, and a later one takes the earlier one's place."""

    kind: str
    arguments: str
    due_at: int
    key: str | None = None


async def add(db: Database, jobs: Sequence[NewJob], *, now: int) -> None:
    """Add jobs, within the transaction that is open if one is."""

    async def work() -> None:
        rows = [_row(job, now) for job in jobs if job.key is None]
        if rows:
            await tables.Jobs.bulk_create(rows)
        for job in jobs:
            if job.key is not None:
                await db.change(_put, **_values(job, now))

    await db.together(work)


def _row(job: NewJob, now: int) -> tables.Jobs:
    return tables.Jobs(**_values(job, now))


def _values(job: NewJob, now: int) -> dict[str, str | int | None]:
    """The columns of a job that nobody has taken yet."""
    return {
        "kind": job.kind, "unique_key": job.key, "arguments": job.arguments, "due_at": job.due_at, "holder": "",
        "attempts": 0, "failed_at": 0, "error": "", "added_at": now,
    }  # fmt: skip


_COLUMNS = (
    "kind",
    "unique_key",
    "arguments",
    "due_at",
    "holder",
    "attempts",
    "failed_at",
    "error",
    "added_at",
)


def _put(shape: Shape) -> QueryBuilder:
    """Take the place of the job of this key, even while somebody does it: then it is done once more."""
    query = shape.query.into(shape.table("tympan_jobs")).columns(*_COLUMNS)
    query = query.insert(*(shape.one(name) for name in _COLUMNS)).on_conflict("unique_key")
    for name in _COLUMNS:
        if name not in {"kind", "unique_key"}:
            query = query.do_update(name, Slot(name))
    return query


async def add_missing(db: Database, job: NewJob, *, now: int) -> None:
    """Add a job with a key unless there is one, in whatever state."""

    async def work() -> None:
        await tables.Jobs.bulk_create([_row(job, now)], ignore_conflicts=True)

    await db.atomically(work)


async def claim(
    db: Database, kinds: Sequence[str], *, most: int, now: int, until: int
) -> tuple[StoredJob, ...]:
    """Take up to so many jobs that are due, to hold until a time; nobody else gets them before it.

    One statement does it: whoever reaches for the same row waits for it, and then finds that it is due no more.
    """
    due = tables.Jobs.filter(failed_at=0, due_at__lte=now, kind__in=list(kinds))
    ids = await due.order_by("due_at", "id").limit(most * _CHOICE).values_list("id", flat=True)
    if not ids:
        return ()
    start = uuid4().int % max(len(ids) - most + 1, 1)
    holder = uuid4().hex

    async def work() -> None:
        chosen = tables.Jobs.filter(id__in=list(ids)[start : start + most], failed_at=0, due_at__lte=now)
        await chosen.update(holder=holder, due_at=until, attempts=F("attempts") + 1)

    await db.atomically(work)
    return tuple(_job(row) for row in await tables.Jobs.filter(holder=holder).order_by("id"))


async def next_due(_db: Database, kinds: Sequence[str]) -> int | None:
    """When the next job is due."""
    waiting = tables.Jobs.filter(failed_at=0, kind__in=list(kinds))
    row = await waiting.order_by("due_at").only("id", "due_at").first()
    return row.due_at if row else None


async def hold_on(db: Database, jobs: Sequence[StoredJob], *, until: int) -> None:
    """Hold jobs for longer."""

    async def work() -> None:
        holders = list({job.holder for job in jobs})
        await tables.Jobs.filter(id__in=[job.id for job in jobs], holder__in=holders).update(due_at=until)

    await db.atomically(work)


async def finish(db: Database, job: StoredJob) -> bool:
    """The job is done and forgotten; False where it is not held any more."""

    async def work() -> bool:
        return bool(await _held(job).delete())

    return await db.atomically(work)


async def again(db: Database, job: StoredJob, *, due_at: int, attempts: int, error: str = "") -> bool:
    """Let go of a job, to be done at another time; False where it is not held any more."""

    async def work() -> bool:
        changes = {"due_at": due_at, "holder": "", "attempts": attempts, "error": error[:_MAX_ERROR]}
        return bool(await _held(job).update(**changes))

    return await db.atomically(work)


async def give_up(db: Database, job: StoredJob, *, attempts: int, now: int, error: str) -> None:
    """The job has failed for good; it stays until somebody looks at it."""

    async def work() -> None:
        changes = {"failed_at": now, "holder": "", "attempts": attempts, "error": error[:_MAX_ERROR]}
        await _held(job).update(**changes)

    await db.atomically(work)


async def every(
    _db: Database, *, failed: bool = False, kind: str = "", most: int = 1000
) -> tuple[StoredJob, ...]:
    """Jobs as they come, or those alone that failed for good; of a kind, whose names are ASCII, or of all."""
    if not kind.isascii():
        return ()
    return tuple(
        _job(row) for row in await _which(failed=failed, kind=kind).order_by("due_at", "id").limit(most)
    )


async def retry(db: Database, ids: Sequence[int], *, now: int) -> int:
    """Have jobs that failed for good, or wait for another try, done now; answers how many."""

    async def work() -> int:
        chosen = tables.Jobs.filter(id__in=list(ids), holder="")
        return int(await chosen.update(failed_at=0, attempts=0, due_at=now))

    return await db.atomically(work) if ids else 0


async def discard(db: Database, ids: Sequence[int]) -> int:
    """Forget jobs that nobody is doing; answers how many."""

    async def work() -> int:
        return int(await tables.Jobs.filter(id__in=list(ids), holder="").delete())

    return await db.atomically(work) if ids else 0


async def forget_failed(db: Database, *, before: int) -> None:
    """Forget what failed for good long ago."""

    async def work() -> None:
        await tables.Jobs.filter(failed_at__gt=0, failed_at__lt=before).delete()

    await db.atomically(work)


def _held(job: StoredJob) -> QuerySet[tables.Jobs]:
    return tables.Jobs.filter(id=job.id, holder=job.holder)


def _which(*, failed: bool, kind: str) -> QuerySet[tables.Jobs]:
    found = tables.Jobs.filter(failed_at__gt=0) if failed else tables.Jobs.all()
    return found.filter(kind=kind) if kind else found


def _job(row: tables.Jobs) -> StoredJob:
    return StoredJob(
        id=row.id,
        kind=row.kind,
        key=row.unique_key,
        arguments=row.arguments,
        due_at=row.due_at,
        holder=row.holder,
        attempts=row.attempts,
        failed_at=row.failed_at,
        error=row.error,
        added_at=row.added_at,
    )
