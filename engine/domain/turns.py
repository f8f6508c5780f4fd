"""Work that looks first and writes then, with nobody of its kind in between."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from engine.domain.context import Context
from engine.store import turns as store

T = TypeVar("T")


async def one_at_a_time(ctx: Context, work: Callable[[], Awaitable[T]]) -> T:
    """Do `work` in a transaction, after whoever does such work now and before whoever begins it later.

    Where a lock was in the way it begins again, so it must remember nothing from before.
    """

    async def turn() -> T:
        await store.take(ctx.db)
        return await work()

    return await ctx.db.atomically(turn)
