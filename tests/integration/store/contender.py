"""One of several processes that change the same two rows: `contender.py DATABASE_URL TIMES first|second`."""

import asyncio
import sys

from engine.store import tables
from engine.store.connection import open_database


async def main(url: str, times: int, order: list[str]) -> None:
    """Add one to both rows, `times` times, in one order or the other, which is how deadlocks come about."""

    async def add() -> None:
        for name in order:
            row = await tables.Options.filter(name=name).select_for_update().get()
            await asyncio.sleep(0)
            await tables.Options.filter(name=name).update(value=str(int(row.value) + 1))

    async with open_database(url) as database:
        for _ in range(times):
            await database.atomically(add)


if __name__ == "__main__":
    names = ["first", "second"]
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), names if sys.argv[3] == "first" else names[::-1]))
