"""Watches source files, for `tympan serve --reload`."""

import os
import signal
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

INTERVAL: Final = 0.5

_SUFFIXES: Final = {".py", ".html", ".json", ".css", ".toml", ".sql"}


def reload_on_change(folders: Iterable[Path]) -> None:
    """From now on, tell the server of this process to renew its workers whenever a file below changes."""
    threading.Thread(target=_watch, args=(tuple(folders),), daemon=True).start()


def _watch(folders: tuple[Path, ...]) -> None:
    before = snapshot(folders)
    while True:
        time.sleep(INTERVAL)
        now = snapshot(folders)
        if now != before:
            before = now
            os.kill(os.getpid(), signal.SIGHUP)


def snapshot(folders: Iterable[Path]) -> dict[str, int]:
    """When each source file below the folders last changed."""
    return {
        str(path): path.stat().st_mtime_ns
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in _SUFFIXES and path.is_file()
    }
