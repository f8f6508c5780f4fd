"""Another process that gives a comment another text: `corrector.py DATABASE_URL COMMENT TEXT`."""

import asyncio
import sys
from dataclasses import replace

from engine.store import comments
from engine.store.connection import open_database


async def main(url: str, identity: int, text: str) -> None:
    """Change it, as any of Tympan's processes would."""
    async with open_database(url) as database:
        found = await comments.by_ids(database, (identity,))
        await comments.update(database, replace(found[identity], content=text))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
