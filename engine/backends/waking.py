"""Waking of workers that sleep because there was nothing to do; they wake by themselves too, only later."""

import asyncio
from contextlib import suppress
from typing import Any, Final, Protocol

# How long a change may take to be there for others after it was announced: a transaction still has to end.
_SOON: Final = 0.05
_CHANNEL: Final = "tympan:jobs"


class Waker(Protocol):
    """Wakes whoever sleeps in it."""

    def wake(self) -> None:
        """Wake the sleepers soon; never waits, and never fails."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Sleep until woken, or as long as this."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class LocalWaker:
    """Wakes sleepers of this process."""

    def __init__(self) -> None:
        self._bell = asyncio.Event()

    def wake(self) -> None:
        """Ring, as soon as what was changed can be seen."""
        asyncio.get_running_loop().call_later(_SOON, self._bell.set)

    async def sleep(self, seconds: float) -> None:
        """Sleep until the bell rings."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), seconds)
        self._bell.clear()

    async def close(self) -> None:
        """Nothing is held."""


class RedisWaker:
    """Wakes sleepers of all processes that share a Redis; without it, those of this one."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._local = LocalWaker()
        self._redis: Any = None
        self._tasks = set[asyncio.Task[None]]()
        self._listening = False

    def wake(self) -> None:
        """Ring here and say so to the others."""
        self._local.wake()
        self._start(self._announce())

    async def sleep(self, seconds: float) -> None:
        """Sleep until somebody rings; from the first sleep on, what the others say is heard."""
        if not self._listening:
            self._listening = True
            self._start(self._listen())
        await self._local.sleep(seconds)

    async def close(self) -> None:
        """Stop listening."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._redis is not None:
            await self._redis.aclose()

    def _start(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _client(self) -> Any:
        if self._redis is None:
            from redis.asyncio import Redis  # noqa: PLC0415 - only where it is set

            self._redis = Redis.from_url(self._url)
        return self._redis

    async def _announce(self) -> None:
        await asyncio.sleep(_SOON)
        # Sleepers wake by themselves: that Redis is away delays them, and nothing is lost.
        with suppress(Exception):
            await self._client().publish(_CHANNEL, b"1")

    async def _listen(self) -> None:
        while True:
            with suppress(Exception):
                async with self._client().pubsub() as channel:
                    await channel.subscribe(_CHANNEL)
                    async for _ in channel.listen():
                        self._local.wake()
            await asyncio.sleep(5)
