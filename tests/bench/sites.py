"""The sites that are measured: the recorded site's options, generated content."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.content import Content
from tests.bench.seed import seed
from tests.conformance.load import load
from tests.services import fresh_mariadb


@contextmanager
def mariadb(content: Content) -> Iterator[str]:
    """A site on the tests' MariaDB server, which WordPress and Tympan share."""
    with fresh_mariadb() as url:
        asyncio.run(_fill(url, content))
        yield url


def sqlite(content: Content, folder: Path) -> str:
    """A site in a file of the folder."""
    url = f"sqlite:///{folder}/bench.sqlite3"
    asyncio.run(_fill(url, content))
    return url


async def _fill(url: str, content: Content) -> None:
    await load(url)
    await seed(url, content)
