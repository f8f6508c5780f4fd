"""Who is measured, each started as its users start it, with the same number of cores to work on."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from tests.bench import bare
from tests.wordpress import server
from tests.wordpress.configuration import Site

WORKERS = 2
TYMPAN = (sys.executable, "-c", "from engine.cli import main; main()")  # `tympan`, installed or not
_PATIENCE = 60.0  # seconds until the first answer
_STOP_PATIENCE = 20.0


class NotServing(Exception):
    """A contestant did not start; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A running server: its name in the table, its address, the roots of its process trees, its database."""

    name: str
    address: str
    process_ids: tuple[int, ...]
    database: str = ""


@contextmanager
def wordpress(database: str, port: int) -> Iterator[Contestant]:
    with server.serve(Site(database, port)) as running:
        yield Contestant("WordPress", running.home, running.process_ids, database)


@contextmanager
def tympan(name: str, database: str, port: int, *, folder: Path) -> Iterator[Contestant]:
    address = f"http://127.0.0.1:{port}"
    settings = {
        "TYMPAN_DATABASE_URL": database,
        "TYMPAN_UPLOADS_DIR": str(folder),
        "TYMPAN_HOME_URL": address,
        "TYMPAN_SITE_URL": address,
        "TYMPAN_THEME": "frisket",
    }
    command = [
        *TYMPAN,
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        str(WORKERS),
    ]
    with running(command, settings, address, log=folder / f"{port}.log") as process:
        yield Contestant(name, address, (process,), database)


@contextmanager
def bare_route(answers: Path, port: int) -> Iterator[Contestant]:
    address = f"http://127.0.0.1:{port}"
    command = [_script("granian"), "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--no-ws", "--factory", f"{bare.__name__}:application"]
    with running(
        command, {bare.FOLDER: str(answers)}, address, log=answers.parent / f"{port}.log"
    ) as process:
        yield Contestant("bare route", address, (process,))


@contextmanager
def running(command: list[str], settings: Mapping[str, str], address: str, *, log: Path) -> Iterator[int]:
    """A server's process, ready to answer; stopped when the block ends."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=os.environ | settings, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_answering(address, process, log)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(_STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_answering(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up_at = time.monotonic() + _PATIENCE
    while time.monotonic() < give_up_at and process.poll() is None:
        try:
            httpx2.get(f"{address}/wp-json/wp/v2/posts", timeout=10)
        except httpx2.TransportError:
            time.sleep(0.2)
        else:
            return
    raise NotServing(f"{process.args!r}: {log.read_text(errors='replace')[-2000:]}")


def _script(name: str) -> str:
    """A command of the environment that runs us."""
    return str(Path(sys.executable).with_name(name))
