"""Pictures and recordings are opened in processes of their own, which may fail without the site noticing.

Every size is bounded before anything is decoded, every piece of work in time and memory; a process that does not
keep to that is ended, and the next one begins when it is needed. They know neither settings nor database.
"""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from engine.model.errors import Invalid

# How many such processes one process of the site has at most, and how long an idle one stays.
PROCESSES: Final = 2
_IDLE: Final = 30.0
_LONGEST_ANSWER: Final = 4 * 1024 * 1024
_ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a picture may be, and what work on it may take."""

    pixels: int = 80_000_000
    side: int = 30_000
    frames: int = 2_000
    # Pixels for each byte of the file; only pictures of some size are held to it.
    ratio: int = 5_000
    seconds: float = 30.0
    memory: int = 1536 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Looked:
    """What is inside a file: type and size as a picture, and what it says about itself.

    `exif`, `iptc` and `xmp_alt` are as they stand in the file, fractions as `1/250`. `media_type` is '' for no picture.
    """

    media_type: str = ""
    width: int = 0
    height: int = 0
    filesize: int = 0
    orientation: int = 1
    exif: Mapping[str, Any] = field(default_factory=dict)
    iptc: Mapping[str, Sequence[str]] = field(default_factory=dict)
    xmp_alt: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A change to a picture, and by what.

    `crop` to left, top, width and height; `resize` to width and height; `flip` from left to right and from top to
    bottom, 0 or 1 each; `rotate` by degrees, clockwise; `orient` as its EXIF data says.
    """

    do: str
    by: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """A picture to make: where, by which steps beyond those that all share, and of which type, '' for its source's."""

    path: str
    quality: int
    steps: tuple[Step, ...] = ()
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A picture that was made."""

    path: str
    width: int
    height: int
    filesize: int


class Undecodable(Invalid):
    """The file is damaged, or no picture that can be made smaller."""

    code = "upload_undecodable"


class TooMuch(Invalid):
    """The picture is larger than this site decodes, or takes too long."""

    code = "upload_image_too_large"


class Images:
    """A few processes that open pictures, started when first needed."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._slots = asyncio.Semaphore(PROCESSES)
        self._idle: list[_Process] = []

    async def look(self, path: Path) -> Looked:
        """What kind of picture a file is; raises TooMuch for one that must not be decoded."""
        found = await self._ask({"do": "look", "path": str(path)})
        return Looked(**found)

    async def make(
        self, path: Path, outputs: Sequence[Output], *, steps: Sequence[Step] = ()
    ) -> tuple[Made, ...]:
        """Make pictures of one: first the steps for all, then for each its own from what these gave.

        Raises Undecodable and TooMuch; nothing is left of what was begun then.
        """
        asked = {"do": "make", "path": str(path), "steps": [asdict(one) for one in steps],
                 "outputs": [asdict(one) for one in outputs]}  # fmt: skip
        try:
            return tuple(Made(**one) for one in await self._ask(asked))
        except BaseException:
            await asyncio.to_thread(_unlink, [output.path for output in outputs])
            raise

    async def listen(self, path: Path, media_type: str) -> Mapping[str, Any]:
        """What a recording or film says about itself, as WordPress names it; {} for nothing."""
        found: Mapping[str, Any] = await self._ask(
            {"do": "listen", "path": str(path), "media_type": media_type}
        )
        return found

    async def close(self) -> None:
        """End the processes that wait for work."""
        while self._idle:
            await self._idle.pop().end()

    def _take(self) -> "_Process | None":
        """A process that waits, if one is alive."""
        while self._idle:
            process = self._idle.pop()
            if process.is_alive:
                return process
        return None

    async def _ask(self, question: Mapping[str, Any]) -> Any:
        async with self._slots:
            process = self._take() or await _Process.start(self.limits)
            try:
                answer = await process.ask(question, self.limits.seconds)
            except BaseException:
                await process.end()
                raise
            self._idle.append(process)
            process.end_later(_IDLE, self._idle)
        match answer.get("refused"):
            case "undecodable":
                raise Undecodable("This file cannot be read as a picture.")
            case "too much":
                raise TooMuch("This picture is larger than this site takes.")
        return answer["found"]


def _unlink(paths: Sequence[str]) -> None:
    for path in paths:
        Path(path).unlink(missing_ok=True)


class _Process:
    """One process: a question a line, an answer a line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._ending: asyncio.TimerHandle | None = None

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    @classmethod
    async def start(cls, limits: Limits) -> "_Process":
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "engine.backends.image_worker", json.dumps(asdict(limits)),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            limit=_LONGEST_ANSWER,
            # Nothing of the site's environment, which may hold its secrets.
            env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "LC_ALL": "C.UTF-8"}, cwd="/",
        )  # fmt: skip
        return cls(process)

    async def ask(self, question: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        if self._ending:
            self._ending.cancel()
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(json.dumps(question).encode() + b"\n")
            await self._process.stdin.drain()
            line = await asyncio.wait_for(self._process.stdout.readline(), seconds)
        except TimeoutError as error:
            raise TooMuch("This picture takes too long.") from error
        except (OSError, ValueError) as error:
            raise Undecodable("This file cannot be read as a picture.") from error
        if not line:
            # It died: of its own limits, or of what it read.
            raise TooMuch("This picture is more than this site can open.")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end_later(self, seconds: float, idle: list["_Process"]) -> None:
        """End it unless it is needed before."""

        def now() -> None:
            if self in idle:
                idle.remove(self)
                self._kill()

        self._ending = asyncio.get_running_loop().call_later(seconds, now)

    async def end(self) -> None:
        if self._ending:
            self._ending.cancel()
        self._kill()
        await self._process.wait()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
