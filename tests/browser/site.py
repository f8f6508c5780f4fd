"""A fresh site, made and served by the command line, and a Chromium to look at it."""

import os
import socket
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

from tests.bench.contestants import TYMPAN, running

# Chromium as root in a container, without the requests that it makes on its own account.
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def served(
    folder: Path,
    further: Mapping[str, str] | None = None,
    *,
    password: str = "",
    fill: Callable[[Mapping[str, str]], None] | None = None,
) -> Iterator[str]:
    """The address of a new site in the folder, with further settings; and a password of the administrator's, if asked for.

    `fill` writes something into it before it is served.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {
        "TYMPAN_DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "TYMPAN_UPLOADS_DIR": str(folder / "uploads"),
        **(further or {}),
    }
    environment = os.environ | settings
    subprocess.run(
        [*TYMPAN, "init", "--url", address, *(("--password", password) if password else ())],
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    if fill:
        fill(environment)
    command = [*TYMPAN, "serve", "--host", "127.0.0.1", "--port", str(port)]
    with running(command, settings, address, log=folder / "log"):
        yield address


@asynccontextmanager
async def chromium(path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        await browser.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
