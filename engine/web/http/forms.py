"""The fields of a form that a browser sent, as PHP reads them, and no more of it than makes sense."""

from typing import Any, Final

from starlette.requests import Request

from engine.model.errors import DomainError
from engine.web.http.php import parse, put_all

MAX_FORM: Final = 1024 * 1024
MAX_FIELDS: Final = 1000


class TooLarge(DomainError):
    """The form is larger than this site accepts."""

    code = "form_too_large"


class Form:
    """Fields by name; what is not text, or not there, is ''."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self._fields = fields

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def __getitem__(self, name: str) -> str:
        value = self._fields.get(name, "")
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """The number that a field begins with, without its sign (absint); 0 for none."""
        digits = ""
        for sign in self[name].strip().lstrip("-")[:18]:
            if not ("0" <= sign <= "9"):
                break
            digits += sign
        return int(digits or 0)


async def read(request: Request, *, most: int = MAX_FORM) -> Form:
    """The fields of the request's body; raises TooLarge. Files are not taken."""
    if request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        _refuse_announced(request, most)
        form = await request.form(max_files=0, max_fields=MAX_FIELDS, max_part_size=most)
        return Form(put_all([(name, value) for name, value in form.multi_items() if isinstance(value, str)]))
    body = await _body(request, most)
    return Form(parse(body.decode("utf-8", "replace")))


def _refuse_announced(request: Request, most: int) -> None:
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > most:
        raise TooLarge


async def _body(request: Request, most: int) -> bytes:
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise TooLarge
        chunks.append(chunk)
    return b"".join(chunks)
