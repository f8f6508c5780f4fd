"""PHP's serialised values as data: read and written byte for byte, never as code.

An array with the keys 0 to n-1 in order is a list, any other a dict, the empty one `[]`; bytes that are no UTF-8
travel as surrogate escapes. An object keeps its class and raw property names. What one did not change should not be
written back: shared references come apart.
"""

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeAlias, TypeVar

K = TypeVar("K")
PhpValue: TypeAlias = (
    "bool | int | float | str | list[PhpValue] | dict[int | str, PhpValue] | PhpObject | PhpRaw | None"
)

MAX_BYTES: Final = 16 * 1024 * 1024
MAX_DEPTH: Final = 64
MAX_VALUES: Final = 1_000_000

_SPACE: Final = " \t\n\r\0\x0b"
_INT_MIN, _INT_MAX = -(2**63), 2**63 - 1
_INTEGER_KEY: Final = re.compile(r"0|-?[1-9][0-9]{0,18}")
_FIRST_OF_KEY: Final = frozenset("-0123456789")
_CLASS: Final = re.compile(r"[\w\\\x7f-\U0010ffff]+")
_INTEGER: Final = re.compile(rb"[+-]?[0-9]+")
_STRING: Final = re.compile(rb'([0-9]{1,19}):"')
_FLOAT: Final = re.compile(rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FLOAT_WORDS: Final = {b"NAN": math.nan, b"INF": math.inf, b"-INF": -math.inf}


class PhpDataError(ValueError):
    """The text is no serialised value, refers to itself, names an enum, or is beyond the limits."""


@dataclass(frozen=True, slots=True)
class PhpObject:
    """An object as its class's name and its properties; NUL bytes in names mark private and protected ones."""

    class_name: str
    properties: Mapping[str, PhpValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhpRaw:
    """An object that only its own class could read (`C:`), as it was written."""

    text: str


def unserialize(text: str) -> PhpValue:
    """Reads a value; what follows it is ignored, as in PHP. Raises PhpDataError."""
    data = text.encode("utf-8", "surrogateescape")
    if len(data) > MAX_BYTES:
        raise PhpDataError(f"longer than {MAX_BYTES} bytes")
    return _Reader(data).read()


def serialize(value: object) -> str:
    """Writes a value as PHP does; raises TypeError for what PHP does not know, PhpDataError when nested too deep."""
    return "".join(_written(value, MAX_DEPTH))


def is_serialized(value: object, *, strict: bool = True) -> bool:
    """Whether a text looks serialised; not `strict`, its end is not looked at. Agrees with WordPress on bad data."""
    if not isinstance(value, str):
        return False
    text = value.strip(_SPACE)
    if text == "N;":
        return True
    if len(text) < 4 or text[1] != ":" or not _ends(text, strict=strict):
        return False
    if text[0] == "s" and not (text[-2] == '"' if strict else '"' in text):
        return False
    if text[0] in "saOE":
        return re.match(r".:[0-9]+:", text) is not None
    end = r"\Z" if strict else ""
    return text[0] in "bid" and re.match(rf".:[0-9.E+-]+;{end}", text) is not None


def is_serialized_string(value: object) -> bool:
    """Whether a text looks like a serialised string."""
    if not isinstance(value, str):
        return False
    text = value.strip(_SPACE)
    return len(text) >= 4 and text.startswith("s:") and text.endswith('";')


def maybe_serialize(value: object) -> object:
    """What WordPress stores: arrays and objects serialised, and texts that look so a second time."""
    if isinstance(value, list | tuple | dict | PhpObject | PhpRaw) or is_serialized(value, strict=False):
        return serialize(value)
    return value


def maybe_unserialize(value: PhpValue) -> PhpValue:
    """What WordPress reads: False for a text that looks serialised but is broken."""
    if not isinstance(value, str) or not is_serialized(value):
        return value
    try:
        return unserialize(value.strip(_SPACE))
    except PhpDataError:
        return False


def _ends(text: str, *, strict: bool) -> bool:
    if strict:
        return text[-1] in ";}"
    semicolon, brace = text.find(";"), text.find("}")
    return max(semicolon, brace) >= 0 and not 0 <= semicolon < 3 and not 0 <= brace < 4


class _Reader:
    """Reads one value; `_slots` are the values so far, which `R:` and `r:` count from 1."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._slots: list[tuple[PhpValue, int] | None] = []
        self._count = 0

    def read(self, depth: int = MAX_DEPTH) -> PhpValue:
        if depth < 0:
            raise PhpDataError(f"nested deeper than {MAX_DEPTH}")
        kind = self._data[self._at : self._at + 2]
        self._at += 2
        if kind == b"R:":
            return self._shared()
        slot, before = len(self._slots), self._count
        self._slots.append(None)
        self._grow(1)
        value = self._value(kind, depth)
        self._slots[slot] = (value, self._count - before)
        return value

    def _value(self, kind: bytes, depth: int) -> PhpValue:
        match kind:
            case b"s:":
                return self._string(b'";')
            case b"i:":
                return self._integer()
            case b"b:":
                return self._boolean()
            case b"a:":
                return _array(self._entries(self._size(b":{"), depth))
            case b"d:":
                return self._float()
            case b"N;":
                return None
            case b"O:":
                return self._object(depth)
            case b"C:":
                return self._custom()
            case b"r:":
                return self._same_object()
            case _:
                raise self._broken()

    def _broken(self) -> PhpDataError:
        return PhpDataError(f"not a serialised value at byte {self._at}")

    def _grow(self, values: int) -> None:
        """Counts what is read, shared values each time again, so that little text cannot stand for endless data."""
        self._count += values
        if self._count > MAX_VALUES:
            raise PhpDataError(f"more than {MAX_VALUES} values")

    def _expect(self, mark: bytes) -> None:
        if not self._data.startswith(mark, self._at):
            raise self._broken()
        self._at += len(mark)

    def _until(self, mark: bytes, pattern: re.Pattern[bytes]) -> bytes:
        match = pattern.match(self._data, self._at)
        if match is None:
            raise self._broken()
        self._at = match.end()
        self._expect(mark)
        return match[0]

    def _integer(self) -> int:
        written = self._until(b";", _INTEGER)
        # Twenty digits are beyond PHP's largest integer, where it stops.
        number = int(written.lstrip(b"+-0")[:20] or b"0")
        return max(_INT_MIN, -number) if written.startswith(b"-") else min(_INT_MAX, number)

    def _boolean(self) -> bool:
        digit = self._data[self._at : self._at + 1]
        self._at += 1
        self._expect(b";")
        if digit not in {b"0", b"1"}:
            raise self._broken()
        return digit == b"1"

    def _float(self) -> float:
        for word, value in _FLOAT_WORDS.items():
            if self._data.startswith(word + b";", self._at):
                self._at += len(word) + 1
                return value
        return float(self._until(b";", _FLOAT))

    def _size(self, mark: bytes) -> int:
        end = self._data.find(b":", self._at, self._at + 20)
        digits = self._data[self._at : end]
        if end < 0 or not digits.isdigit():
            raise self._broken()
        self._at = end
        self._expect(mark)
        return int(digits)

    def _string(self, mark: bytes) -> str:
        head = _STRING.match(self._data, self._at)
        if head is None:
            raise self._broken()
        start = head.end()
        self._at = start + int(head[1])
        text = self._data[start : self._at]
        self._expect(mark)
        return text.decode("utf-8", "surrogateescape")

    def _entries(self, size: int, depth: int) -> Iterator[tuple[int | str, PhpValue]]:
        for _ in range(size):
            kind = self._data[self._at : self._at + 2]
            self._at += 2
            if kind == b"i:":
                yield self._integer(), self.read(depth - 1)
            elif kind == b"s:":
                yield self._string(b'";'), self.read(depth - 1)
            else:
                raise self._broken()
        self._expect(b"}")

    def _object(self, depth: int) -> PhpObject:
        name = self._string(b'":')
        if not _CLASS.fullmatch(name):
            raise self._broken()
        entries = self._entries(self._size(b":{"), depth)
        return PhpObject(name, {str(key): value for key, value in entries})

    def _custom(self) -> PhpRaw:
        start = self._at
        self._string(b'":')
        size = self._size(b":{")
        self._at += size
        self._expect(b"}")
        return PhpRaw("C:" + self._data[start : self._at].decode("utf-8", "surrogateescape"))

    def _shared(self) -> PhpValue:
        number = int(self._until(b";", _INTEGER).lstrip(b"+")[:10])
        slot = self._slots[number - 1] if 0 < number <= len(self._slots) else None
        if slot is None:
            raise self._broken()
        value, size = slot
        self._grow(size)
        return value

    def _same_object(self) -> PhpValue:
        value = self._shared()
        if not isinstance(value, PhpObject | PhpRaw):
            raise self._broken()
        return value


def _array(entries: Iterator[tuple[int | str, PhpValue]]) -> list[PhpValue] | dict[int | str, PhpValue]:
    found = {_key(key): value for key, value in entries}
    return list(found.values()) if all(key == at for at, key in enumerate(found)) else found


def _key(key: K) -> K | int:
    """An array's key as PHP keeps it: a text that is a plain integer becomes one."""
    if (
        isinstance(key, str)
        and key[:1] in _FIRST_OF_KEY
        and _INTEGER_KEY.fullmatch(key)
        and _INT_MIN <= int(key) <= _INT_MAX
    ):
        return int(key)
    return key


def _written(value: object, depth: int) -> Iterator[str]:
    if depth < 0:
        raise PhpDataError(f"nested deeper than {MAX_DEPTH}")
    match value:
        case PhpObject():
            yield f"O:{_string_text(value.class_name)[2:]}:"
            yield from _entries_written(value.properties.items(), depth)
        case Mapping():
            yield "a:"
            yield from _entries_written({_key(key): item for key, item in value.items()}.items(), depth)
        case list() | tuple():
            yield "a:"
            yield from _entries_written(list(enumerate(value)), depth)
        case PhpRaw():
            yield value.text
        case _:
            yield f"{_scalar(value)};"


def _entries_written(entries: Collection[tuple[object, object]], depth: int) -> Iterator[str]:
    yield f"{len(entries)}:{{"
    for key, item in entries:
        if isinstance(key, bool) or not isinstance(key, int | str):
            raise TypeError(f"a PHP array has no keys of type {type(key).__name__}")
        yield f"{_scalar(key)};"
        yield from _written(item, depth - 1)
    yield "}"


def _scalar(value: object) -> str:
    match value:
        case None:
            return "N"
        case bool():
            return f"b:{value:d}"
        case int() if _INT_MIN <= value <= _INT_MAX:
            return f"i:{value}"
        case int() | float():
            return f"d:{_float_text(float(value))}"
        case str():
            return _string_text(value)
        case _:
            raise TypeError(f"PHP has no {type(value).__name__}")


def _string_text(text: str) -> str:
    return f's:{len(text.encode("utf-8", "surrogateescape"))}:"{text}"'


def _float_text(number: float) -> str:
    """The shortest digits that read back, with an exponent below 1e-4 and from 1e17 on."""
    if not math.isfinite(number):
        return "NAN" if math.isnan(number) else "INF" if number > 0 else "-INF"
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    shown, point = "".join(map(str, digits)), len(digits) + int(exponent)
    if -3 <= point <= 17 or number == 0:
        return "-" * sign + _plain(shown, 1 if number == 0 else point)
    return f"{'-' * sign}{shown[0]}.{shown[1:] or '0'}E{point - 1:+d}"


def _plain(digits: str, point: int) -> str:
    if point <= 0:
        return f"0.{'0' * -point}{digits}"
    whole, fraction = digits[:point].ljust(point, "0"), digits[point:]
    return f"{whole}.{fraction}" if fraction else whole
