"""XML-RPC on the wire: calls as WordPress reads them, answers as it writes them.

Nothing but elements and text is taken: a document type, an entity, a value too deep or a call of too many elements
is no call.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Final, TypeAlias, cast
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.xmlrpc import DefusedExpatParser

from engine.content.values import leading_integer

if TYPE_CHECKING:
    from xmlrpc.client import Unmarshaller  # defusedxml's parser names it; nothing of it runs

MAX_ELEMENTS: Final = 30_000
MAX_DEPTH: Final = 64

_DECLARATION: Final = re.compile(rb"<\?xml.*?\?>", re.DOTALL)
# How far into a call WordPress looks for its declaration, and for the name of its root.
_HEAD: Final = 100
_SPACE: Final = " \t\n\r\0\x0b"
_ROOTS: Final = ("methodCall", "methodResponse", "fault")
_NUMBER: Final = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COMPACT: Final = "%Y%m%dT%H:%M:%S"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date as it stands on the wire."""

    text: str

    def __str__(self) -> str:
        return self.text


Value: TypeAlias = "bool | int | float | str | bytes | Stamp | Sequence[Value] | Mapping[str, Value] | None"


@dataclass(frozen=True, slots=True)
class MethodCall:
    """A call: the method's name and its parameters."""

    method: str
    params: tuple[Value, ...]


class NotWellFormed(Exception):
    """What was sent is no XML-RPC that can be read."""


class NoCall(Exception):
    """What was sent is XML-RPC, but no call."""


def decode(body: bytes) -> MethodCall:
    """Read a call (IXR_Message): values that are empty are left out, and types may be missing.

    Raises NotWellFormed and NoCall.
    """
    body = body.strip(_SPACE.encode())
    body = (_DECLARATION.sub(b"", body[:_HEAD], count=1) + body[_HEAD:]).strip(_SPACE.encode())
    root = re.match(rb"<(\w+)[>\s]", body[:20])
    if root is None or root[1].decode() not in _ROOTS or body.count(b"<") > 2 * MAX_ELEMENTS:
        raise NotWellFormed
    reader = _Reader()
    parser = DefusedExpatParser(cast("Unmarshaller", reader), forbid_dtd=True)
    try:
        parser.feed(body)
        parser.close()
    except (ExpatError, DefusedXmlException, UnicodeError) as error:
        raise NotWellFormed from error
    if reader.kind != "methodCall":
        raise NoCall
    return MethodCall(reader.method, tuple(reader.params))


class _Reader:
    """Receives what the parser finds; values are put into what is open around them."""

    def __init__(self) -> None:
        self.kind = ""
        self.method = ""
        self.params: list[Value] = []
        self._open: list[dict[str, Value] | list[Value]] = []
        self._names: list[str] = []
        self._text: list[str] = []

    def xml(self, encoding: str | None, standalone: bool | None) -> None:
        """The declaration; what it says was cut off before."""

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._text = []
        if tag in _ROOTS:
            self.kind = tag
        elif tag in {"data", "struct"}:
            if len(self._open) >= MAX_DEPTH:
                raise NotWellFormed
            self._open.append({} if tag == "struct" else [])

    def data(self, text: str) -> None:
        """Text within the innermost element."""
        self._text.append(text)

    def end(self, tag: str) -> None:
        """An element ends; those that are values have theirs now."""
        text, self._text = "".join(self._text), []
        if tag in {"data", "struct"}:
            self._put(self._open.pop())
        elif tag == "name":
            self._names.append(text.strip(_SPACE))
        elif tag == "member":
            self._names.pop() if self._names else None
        elif tag == "methodName":
            self.method = text.strip(_SPACE)
        elif tag == "value":
            if text.strip(_SPACE):
                self._put(text)
        elif tag in _SCALARS:
            self._put(_SCALARS[tag](text.strip(_SPACE)))

    def _put(self, value: Value) -> None:
        if not self._open:
            self.params.append(value)
        elif isinstance(around := self._open[-1], list):
            around.append(value)
        elif self._names:
            around[self._names[-1]] = value


def _double(text: str) -> float:
    found = _NUMBER.match(text)
    return float(found[0]) if found else 0.0


def _bytes(text: str) -> bytes:
    """What base64 stands for, leniently: letters that are none of its own are passed over."""
    plain = re.sub(r"[^A-Za-z0-9+/]", "", text)
    if len(plain) % 4 == 1:
        plain = plain[:-1]
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except binascii.Error:
        return b""


def _stamp(text: str) -> Stamp:
    """A date, of which WordPress reads the parts where they stand in the compact form; in another form it is none."""
    day, time = text[:8], (text[9:11], text[12:14], text[15:17])
    return Stamp(f"{day}T{':'.join(time)}{text[17:]}")


_SCALARS: Final[Mapping[str, Callable[[str], Value]]] = {
    "int": leading_integer,
    "i4": leading_integer,
    "double": _double,
    "string": str,
    "boolean": lambda text: text not in {"", "0"},
    "dateTime.iso8601": _stamp,
    "base64": _bytes,
}


def stamp(date: datetime | None) -> Stamp:
    """A date as clients are told of it; no date is all zeros."""
    return Stamp(date.strftime(_COMPACT) if date else "00000000T00:00:00Z")


def response(value: Value) -> bytes:
    """The answer that a call has a result."""
    return _document(
        f"<methodResponse>\n<params>\n<param>\n<value>{''.join(_written(value))}</value>\n</param>\n</params>\n"
        "</methodResponse>\n"
    )


def refusal(code: int, message: str) -> bytes:
    """The answer that a call failed."""
    struct = "".join(_written({"faultCode": code, "faultString": message}))
    return _document(f"<methodResponse>\n<fault>\n<value>{struct}</value>\n</fault>\n</methodResponse>\n")


def _document(xml: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + xml).encode()


def _written(value: Value) -> Iterator[str]:
    """A value as XML (IXR_Value): nothing is an empty text, and a struct whose names count up is an array."""
    if isinstance(value, bool):
        yield f"<boolean>{value:d}</boolean>"
    elif isinstance(value, int):
        yield f"<int>{value}</int>"
    elif isinstance(value, float):
        yield f"<double>{value!r}</double>"
    elif isinstance(value, bytes):
        yield f"<base64>{base64.b64encode(value).decode()}</base64>"
    elif isinstance(value, Stamp):
        yield f"<dateTime.iso8601>{_text(value.text)}</dateTime.iso8601>"
    elif isinstance(value, Mapping):
        names = list(value)
        if names == [str(number) for number in range(len(names))]:
            yield from _array(list(value.values()))
        else:
            yield from _struct(value)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _array(value)
    else:
        yield f"<string>{_text(value or '')}</string>"


def _array(values: Sequence[Value]) -> Iterator[str]:
    yield "<array><data>\n"
    for one in values:
        yield "<value>"
        yield from _written(one)
        yield "</value>\n"
    yield "</data></array>"


def _struct(value: Mapping[str, Value]) -> Iterator[str]:
    yield "<struct>\n"
    for name, one in value.items():
        yield f"<member><name>{_text(name)}</name><value>"
        yield from _written(one)
        yield "</value></member>\n"
    yield "</struct>"


def _text(text: str) -> str:
    """Escaped, without the characters that XML cannot carry at all."""
    return escape(_FORBIDDEN.sub("", text))
