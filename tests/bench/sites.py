"""The sites that are measured: the recorded site's options, generated content."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests import services
from tests.bench.content import Content
from tests.bench.seed import seed
from tests.wordpress import database


@contextmanager
def mariadb(content: Content) -> Iterator[str]:
    """A site on the tests' MariaDB server, which WordPress and Tympan share; dropped in the end."""
    name = f"tympan_bench_{os.getpid()}"
    url = urlsplit(services.MARIADB)._replace(path=f"/{name}").geturl()
    server = urlsplit(services.MARIADB)._replace(path="/").geturl()
    database.execute(server, f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci")
    try:
        _fill(url, content)
        yield url
    finally:
        database.execute(server, f"DROP DATABASE {name}")


def sqlite(content: Content, folder: Path) -> str:
    """A site in a file of the folder."""
    url = f"sqlite:///{folder}/bench.sqlite3"
    _fill(url, content)
    return url


def _fill(url: str, content: Content) -> None:
    subprocess.run([sys.executable, "-m", "tests.conformance.load", url], check=True)
    asyncio.run(seed(url, content))
