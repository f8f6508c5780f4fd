"""Attributes of a tag, read as HTML reads them."""

import re
from html.entities import html5
from typing import Final

_NAME: Final = re.compile(r"[ \t\f\r\n/]*+(=?[^=/> \t\f\r\n]*+)[ \t\f\r\n]*+")
_SPACE: Final = re.compile(r"[ \t\f\r\n]*+")
_UNQUOTED: Final = re.compile(r"[^> \t\f\r\n]*+")
_REFERENCE: Final = re.compile(
    r"&(?:#[xX](0*)([0-9a-fA-F]*);?|#(0*)([0-9]*);?|([a-zA-Z][a-zA-Z0-9]{1,31};?))"
)
_LONGEST_NAME: Final = max(map(len, html5))
_REPLACEMENT: Final = "\ufffd"


def parse_attributes(source: str) -> dict[str, str | None]:
    """Return values by lower-case name, in order, the first of equal names; None for an attribute without value.

    A quote that is never closed makes the tag unreadable: then there are no attributes.
    """
    found: dict[str, str | None] = {}
    position = 0
    while (match := _NAME.match(source, position)) and match[1]:
        position = match.end()
        value: str | None = None
        if source[position : position + 1] == "=":
            end_of_space = _SPACE.match(source, position + 1)
            position = end_of_space.end() if end_of_space else position + 1
            read = _value(source, position)
            if read is None:
                return {}
            value, position = read
        found.setdefault(_ascii_lower(match[1].replace("\0", _REPLACEMENT)), value)
    return {
        name: None if value is None else decode_attribute(_normalized(value)) for name, value in found.items()
    }


def decode_attribute(value: str) -> str:
    """Decode character references as HTML does inside an attribute."""
    return _REFERENCE.sub(_decoded, value) if "&" in value else value


def _normalized(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", _REPLACEMENT)


def _value(source: str, position: int) -> tuple[str, int] | None:
    quote = source[position : position + 1]
    if quote in {'"', "'"}:
        end = source.find(quote, position + 1)
        return None if end < 0 else (source[position + 1 : end], end + 1)
    match = _UNQUOTED.match(source, position)
    return (match[0], match.end()) if match else ("", position)


def _ascii_lower(name: str) -> str:
    return name.lower() if name.isascii() else "".join(c.lower() if c.isascii() else c for c in name)


def _decoded(match: re.Match[str]) -> str:
    hex_zeros, hex_digits, zeros, digits, name = match.groups()
    if name:
        return _named(name, match.string[match.end() : match.end() + 1], match[0])
    if hex_digits is not None:
        return _numbered(hex_zeros, hex_digits, 16, match[0])
    return _numbered(zeros, digits, 10, match[0])


def _numbered(zeros: str, digits: str, base: int, written: str) -> str:
    if not digits:
        return _REPLACEMENT if zeros else written
    if len(digits) > (6 if base == 16 else 7):
        return _REPLACEMENT
    code = int(digits, base)
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", "ignore") or chr(code)
    return _REPLACEMENT if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else chr(code)


def _named(name: str, following: str, written: str) -> str:
    for length in range(min(len(name), _LONGEST_NAME), 1, -1):
        character = html5.get(name[:length])
        if character is None:
            continue
        after = name[length : length + 1] or following
        if name[length - 1] != ";" and (after == "=" or (after.isascii() and after.isalnum())):
            return written
        return character + name[length:]
    return written
