"""JSON values as PHP holds them: paths, PHP's idea of empty, PHP's text and PHP's JSON."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import TypeAlias

JsonValue: TypeAlias = "str | int | float | bool | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
JsonObject: TypeAlias = Mapping[str, JsonValue]

_NUMERIC = re.compile(r"[ \t\n\r\v\f]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t\n\r\v\f]*", re.ASCII)
_LEADING_INTEGER = re.compile(r"[ \t\n\r\v\f]*([+-]?\d+)", re.ASCII)
_LEADING_NUMBER = re.compile(r"[ \t\n\r\v\f]*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)", re.ASCII)


def at(value: JsonValue, *path: str | int) -> JsonValue:
    """What stands at the end of the path; None where the path breaks off, as PHP's `??` gives it."""
    for key in path:
        if value is None:
            return None
        # Nearly everything is a dict: asking for its very type is cheaper than for the abstract class.
        if type(value) is dict or (isinstance(value, Mapping) and isinstance(key, str)):
            value = value.get(key)  # type: ignore[arg-type]  # an object has no number among its keys
        elif isinstance(value, list | tuple) and isinstance(key, int) and 0 <= key < len(value):
            value = value[key]
        else:
            return None
    return value


def mapping(value: JsonValue, *path: str | int) -> JsonObject:
    """The object at the end of the path, empty where there is none."""
    found = at(value, *path)
    if type(found) is dict:
        return found
    return found if found is not None and isinstance(found, Mapping) else {}


def string(value: JsonValue, *path: str | int) -> str | None:
    """The text at the end of the path, None where something else or nothing stands there."""
    found = at(value, *path)
    return found if isinstance(found, str) else None


def is_empty(value: JsonValue) -> bool:
    """PHP's `empty()`: "0" and 0 are nothing, too."""
    return not value or value == "0"


def is_numeric(value: JsonValue) -> bool:
    """PHP's `is_numeric()`."""
    if isinstance(value, str):
        return _NUMERIC.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def to_text(value: JsonValue) -> str:
    """PHP's conversion to a string; arrays, for which PHP only warns, give nothing."""
    match value:
        case str():
            return value
        case bool():
            return "1" if value else ""
        case int():
            return str(value)
        case float():
            return _php_float(value)
        case _:
            return ""


def to_int(value: JsonValue) -> int:
    """PHP's conversion to an integer: leading digits count, the rest is passed over."""
    match value:
        case str():
            found = _LEADING_INTEGER.match(value[:32])
            return int(found[1]) if found else 0
        case float():
            return int(value) if math.isfinite(value) else 0
        case bool() | int():
            return int(value)
        case _:
            return 1 if value else 0


def to_float(value: JsonValue) -> float:
    """PHP's `floatval()`: the leading number of a text."""
    if isinstance(value, str):
        found = _LEADING_NUMBER.match(value[:64])
        return float(found[1]) if found else 0.0
    return float(value) if isinstance(value, int | float) else 0.0


def to_json(value: JsonValue, *, ascii_only: bool = False) -> str:
    """PHP's `json_encode` with Unicode and slashes left as they are, or everything escaped as by default."""
    if ascii_only:
        return _encode(value, ascii_only=True).replace("/", "\\/")
    return _encode(value, ascii_only=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _encode(value: JsonValue, *, ascii_only: bool) -> str:
    quote = encode_basestring_ascii if ascii_only else encode_basestring
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case str():
            return quote(value)
        case int():
            return str(value)
        case float():
            return _json_float(value)
        case Mapping():
            return (
                "{"
                + ",".join(
                    f"{quote(key)}:{_encode(item, ascii_only=ascii_only)}" for key, item in value.items()
                )
                + "}"
            )
        case _:
            return "[" + ",".join(_encode(item, ascii_only=ascii_only) for item in value) + "]"


def _json_float(value: float) -> str:
    """The shortest text that reads back as this number; PHP writes exponents without leading zeros."""
    if not math.isfinite(value):
        return "0"
    digits, _, exponent = repr(value).partition("e")
    if not exponent:
        return digits.removesuffix(".0")
    return f"{digits if '.' in digits else digits + '.0'}e{int(exponent):+d}"


def _php_float(value: float) -> str:
    """Fourteen digits, the trailing zeros gone (PHP's `precision`)."""
    if math.isnan(value):
        return "NAN"
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"
    digits, _, exponent = f"{value:.14G}".partition("E")
    if not exponent:
        return digits
    return f"{digits if '.' in digits else digits + '.0'}E{int(exponent):+d}"
