"""Query strings as PHP reads and writes them (add_query_arg, parse_str)."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from engine.content.urls import urldecode, urlencode

Value: TypeAlias = "str | dict[str, Value]"
Argument: TypeAlias = "str | int | bool | Sequence[Argument] | Mapping[str, Argument] | None"

MAX_VARIABLES: Final = 1000
MAX_DEPTH: Final = 64

_NAME_END: Final = re.compile(r"[ .]")
_NOT_IN_NAME: Final = re.compile(r"[ .\[]")
_EMPTY_VALUE: Final = re.compile(r"=(&|$)")
# What PHP takes for an empty name: the parts of a list called 0 stand by themselves.
_PHP_EMPTY: Final = frozenset({"", "0"})
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,17}")


def parse_query(query: str) -> dict[str, Value]:
    """Read a query string: `a[]=1&b[x]=2` gives nested maps (PHP's parse_str).

    Variables beyond the thousandth and those nested too deeply are left out.
    """
    values: dict[str, Value] = {}
    for part in query.split("&", MAX_VARIABLES)[:MAX_VARIABLES]:
        name, _, value = part.partition("=")
        keys = _keys(urldecode(name).lstrip(" ").partition("\0")[0])
        if keys and len(keys) <= MAX_DEPTH:
            _put(values, keys, urldecode(value))
    return values


def add_query_args(arguments: Mapping[str, Argument], url: str) -> str:
    """Set, or with False remove, arguments of an address; what is given is not encoded (add_query_arg)."""
    address, hash_mark, fragment = url.partition("#")
    protocol = next((p for p in ("http://", "https://") if address[: len(p)].lower() == p), "")
    base, query = _base_and_query(address[len(protocol) :], protocol)
    current: dict[str, Argument] = {name: _encoded(value) for name, value in parse_query(query).items()}
    current.update(arguments)
    written = _build({name: value for name, value in current.items() if value is not False}).strip("?")
    written = _EMPTY_VALUE.sub(r"\1", written)
    fragment = hash_mark + fragment if fragment else hash_mark
    return f"{protocol}{base}{written}{fragment}".rstrip("?").replace("?#", "#")


def remove_query_args(names: Sequence[str], url: str) -> str:
    """Remove arguments from an address (remove_query_arg)."""
    for name in names:
        url = add_query_args({name: False}, url)
    return url


def _base_and_query(address: str, protocol: str) -> tuple[str, str]:
    base, question_mark, query = address.partition("?")
    if question_mark or protocol or "=" not in address:
        return base + "?", query
    return "", address


def _keys(name: str) -> list[str]:
    """Part `a[b][]` into its keys; an empty one appends."""
    bracket = name.find("[")
    if bracket < 0:
        return [_NAME_END.sub("_", name)] if name else []
    first = _NAME_END.sub("_", name[:bracket])
    if not first:
        return []
    keys = [first]
    while name[bracket : bracket + 1] == "[":
        end = name.find("]", bracket + 1)
        if end < 0:
            return keys if len(keys) > 1 else [f"{first}_{_NOT_IN_NAME.sub('_', name[bracket + 1 :])}"]
        key = name[bracket + 1 : end]
        keys.append(key if key.strip(" \t\n\r\v\f") or len(key) > 1 else "")
        bracket = end + 1
    return keys


def _put(values: dict[str, Value], keys: list[str], value: str) -> None:
    for key in keys[:-1]:
        inner = values.get(key or _next_index(values))
        if not isinstance(inner, dict):
            inner = {}
            values[key or _next_index(values)] = inner
        values = inner
    values[keys[-1] or _next_index(values)] = value


def _next_index(values: Mapping[str, Value]) -> str:
    taken = [int(key) for key in values if _INTEGER.fullmatch(key)]
    return str(max(taken) + 1) if taken else "0"


def _encoded(value: Value) -> Argument:
    if isinstance(value, dict):
        return {key: _encoded(item) for key, item in value.items()}
    return urlencode(value)


def _build(arguments: Mapping[str, Argument], within: str = "") -> str:
    parts: list[str] = []
    for name, value in arguments.items():
        key = f"{within}%5B{name}%5D" if within not in _PHP_EMPTY else name
        if value is None:
            continue
        if isinstance(value, Mapping):
            parts.append(_build(value, key))
        elif isinstance(value, Sequence) and not isinstance(value, str):
            parts.append(_build({str(index): item for index, item in enumerate(value)}, key))
        else:
            parts.append(f"{key}={int(value) if isinstance(value, bool) else value}")
    return "&".join(parts)
