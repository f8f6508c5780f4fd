"""Memory of process trees on Linux, sampled while they work."""

import threading
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

_PROC = Path("/proc")
_INTERVAL = 0.5  # seconds between samples


def tree(roots: Iterable[int]) -> set[int]:
    """The processes and all their descendants."""
    children = defaultdict[int, list[int]](list)
    for folder in _PROC.glob("[0-9]*"):
        parent = _parent(folder)
        if parent is not None:
            children[parent].append(int(folder.name))
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        process = waiting.pop()
        found.add(process)
        waiting += children[process]
    return found


def proportional(roots: Iterable[int]) -> float:
    """MiB that the trees occupy, pages shared between their processes counted once."""
    return sum(_field(process, "smaps_rollup", "Pss:") for process in tree(roots)) / 1024


def resident(process: int) -> float:
    """MiB of one process, shared pages included."""
    return _field(process, "status", "VmRSS:") / 1024


class Peak:
    """The most that process trees occupied while the block ran."""

    def __init__(self, roots: Iterable[int]) -> None:
        self._roots = tuple(roots)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self.mebibytes = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._stop.wait(_INTERVAL):
            self.mebibytes = max(self.mebibytes, proportional(self._roots))


def _parent(folder: Path) -> int | None:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):  # the process has just ended
        return None


def _field(process: int, file: str, name: str) -> int:
    try:
        lines = (_PROC / str(process) / file).read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
