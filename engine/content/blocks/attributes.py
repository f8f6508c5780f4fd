"""Block attributes as JSON in the way PHP reads and writes it, so that delimiters survive byte for byte."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from engine.content.json_values import to_json

if TYPE_CHECKING:
    from engine.content.json_values import JsonValue

MAX_DEPTH = 200
"""Arrays within arrays that are decoded; one more and the text counts as no JSON.

PHP goes to 512; no block does, and writing such a value back must not exhaust the stack.
"""

_PHP_INTEGERS = range(-(2**63), 2**63)
_LONGEST_INTEGER = 20
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+\\?"?|[\[\]{}]', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile(r'\\\\|--|<|>|&|\\"')
_REPLACEMENTS = {
    "\\\\": "\\u005c",
    "--": "\\u002d\\u002d",
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    '\\"': "\\u0022",
}


def decode(text: str) -> JsonValue:
    """PHP's `json_decode` to arrays: objects with keys 0, 1, 2 … are lists, what is no JSON is None."""
    if not text.isascii() and _SURROGATE.search(text):
        return None  # bytes that are no UTF-8
    if text.count("{") + text.count("[") > MAX_DEPTH and _depth(text) > MAX_DEPTH:
        return None
    try:
        value: JsonValue = _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    written = to_json(value) if "\\u" in text else "" if text.isascii() else text
    # What is no UTF-8 is no JSON to PHP, whether it stands there or is spelled out.
    return None if _SURROGATE.search(written) else value


def encode(value: JsonValue) -> str:
    """The JSON that stands in a delimiter (`serialize_block_attributes`): nothing in it ends a comment."""
    return _UNSAFE.sub(lambda found: _REPLACEMENTS[found[0]], to_json(value))


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in _BRACKETS.finditer(text):
        match bracket[0]:
            case "{" | "[":
                depth += 1
                deepest = max(deepest, depth)
            case "}" | "]":
                depth -= 1
            case _:
                pass
    return deepest


def _integer(digits: str) -> int | float:
    if len(digits) > _LONGEST_INTEGER or int(digits) not in _PHP_INTEGERS:
        return float(digits)
    return int(digits)


def _array(pairs: dict[str, Any]) -> JsonValue:
    if all(key == str(index) for index, key in enumerate(pairs)):
        return list(pairs.values())
    return pairs


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER = json.JSONDecoder(object_hook=_array, parse_int=_integer, parse_constant=_no_number)
