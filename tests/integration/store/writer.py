"""Another process that sets an option: `writer.py DATABASE_URL NAME VALUE`."""

import asyncio
import sys

from engine.store import options
from engine.store.connection import open_database


async def main(url: str, name: str, value: str) -> None:
    """Set it, as any of Tympan's commands would."""
    async with open_database(url) as database:
        await options.put(database, name, value)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
