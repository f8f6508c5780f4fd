"""Failed attempts to log in, counted by who made them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine.store import tables
from engine.store.connection import Database


@dataclass(frozen=True, slots=True)
class Attempts:
    """How many attempts of one bucket failed in a row, and when the last was made, in Unix time."""

    failures: int
    last_at: int


async def add(db: Database, buckets: Sequence[str], *, now: int, wait: Callable[[str, Attempts], int]) -> int:
    """Count one more attempt in each bucket, unless one of them has to wait; answers for how many seconds.

    Counting and asking happen at once, so that attempts made together do not slip through together.
    """

    async def work() -> int:
        fresh = [tables.Attempts(bucket=bucket, failures=0, last_at=now) for bucket in sorted(buckets)]
        await tables.Attempts.bulk_create(fresh, ignore_conflicts=True)
        rows = await tables.Attempts.filter(bucket__in=sorted(buckets)).order_by("bucket").select_for_update()
        known = {row.bucket: Attempts(row.failures, row.last_at) for row in rows}
        longest = max(wait(bucket, one) for bucket, one in known.items())
        if longest > 0:
            return longest
        for bucket, one in known.items():
            await tables.Attempts.filter(bucket=bucket).update(failures=one.failures + 1, last_at=now)
        return 0

    return await db.atomically(work)


async def forgive(db: Database, *, forget: Sequence[str], lessen: str, before: int) -> None:
    """Forget buckets whose attempt was right after all, take it back from another, and drop what is long ago."""

    async def work() -> None:
        await tables.Attempts.filter(bucket__in=list(forget)).delete()
        row = await tables.Attempts.filter(bucket=lessen).select_for_update().first()
        if row:
            await tables.Attempts.filter(bucket=lessen).update(failures=max(row.failures - 1, 0))
        await tables.Attempts.filter(last_at__lt=before).delete()

    await db.atomically(work)


async def forget(db: Database, *, before: int) -> None:
    """Forget whoever made no attempt since a Unix time."""

    async def work() -> None:
        await tables.Attempts.filter(last_at__lt=before).delete()

    await db.atomically(work)
