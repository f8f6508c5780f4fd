"""Bodies of requests: read as they come, capped, files to the disk; what was opened goes when the request does."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import IO, BinaryIO, Final, cast

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from engine.web.http.forms import TooLarge as TooLarge

BINARY: Final = "application/octet-stream"
MAX_FILES: Final = 20
_IN_MEMORY: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Parts:
    """A multipart form: its fields and its files, in their order."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    files: list[tuple[str, "Part"]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a form."""

    filename: str
    content_type: str
    file: BinaryIO
    size: int


class Body:
    """The body of a request. One of the three readers may be used, once; each raises TooLarge."""

    def __init__(self, request: Request, stack: AsyncExitStack) -> None:
        self._request = request
        self._stack = stack
        self.kind = request.headers.get("content-type", "").split(";")[0].strip().lower()

    async def whole(self, most: int) -> bytes:
        """All of it."""
        return b"".join([chunk async for chunk in self._chunks(most)])

    async def file(self, most: int) -> tuple[BinaryIO, int]:
        """All of it in a file, and how much that is."""
        file = cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - the stack closes it
        self._stack.enter_context(file)
        size = 0
        async for chunk in self._chunks(most):
            size += len(chunk)
            # A small file is memory, a large one the disk, for which the loop does not wait.
            await asyncio.to_thread(file.write, chunk) if size > _IN_MEMORY else file.write(chunk)
        file.seek(0)
        return file, size

    async def form(self, most: int, *, fields: int, field_size: int) -> Parts:
        """A multipart form; one that makes no sense is empty."""
        parser = MultiPartParser(
            self._request.headers,
            self._chunks(most),
            max_files=MAX_FILES,
            max_fields=fields,
            max_part_size=field_size,
        )
        # All it ever opened, and so also the file that a form breaks off in.
        self._stack.callback(_close, parser._files_to_close_on_error)  # noqa: SLF001
        try:
            form = await parser.parse()
        except (MultiPartException, HTTPException):
            return Parts()
        parts = Parts()
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                kind = value.content_type or BINARY
                parts.files.append((name, Part(value.filename or "", kind, value.file, value.size or 0)))
            else:
                parts.fields.append((name, value))
        return parts

    async def _chunks(self, most: int) -> AsyncGenerator[bytes, None]:
        announced = self._request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > most:
            raise TooLarge
        size = 0
        async for chunk in self._request.stream():
            size += len(chunk)
            if size > most:
                raise TooLarge
            yield chunk


def _close(files: Iterable[IO[bytes]]) -> None:
    for file in files:
        file.close()


@asynccontextmanager
async def opened(request: Request) -> AsyncIterator[Body]:
    """The body of a request, for as long as the block lasts."""
    async with AsyncExitStack() as stack:
        yield Body(request, stack)
