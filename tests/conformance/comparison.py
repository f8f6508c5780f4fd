"""The first difference between WordPress's answer and ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.conformance.reduction import Answer, Case


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs (status, body or header), where, and how."""

    what: str
    path: str
    expected: Any
    given: Any

    def __str__(self) -> str:
        return f"{self.what} {self.path}: expected {_short(self.expected)} given {_short(self.given)}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 200 else text[:200] + "…"


def difference(case: Case, expected: Answer, given: Answer) -> Difference | None:
    """None where the answers are identical as far as they are compared."""
    if expected["status"] != given["status"]:
        return Difference("status", "$", expected["status"], given["status"])
    key = str(case.get("tie") or "")
    found = _values("body", _untied(key, expected["body"]), _untied(key, given["body"]))
    found = found or _values("header", expected["headers"], given["headers"])
    if case.get("all_headers"):
        found = found or _values("header", expected["more"], given["more"])
    return found


def _values(what: str, expected: Any, given: Any, path: str = "$") -> Difference | None:
    """Objects are unordered, arrays ordered; 1 is 1.0 and not true."""
    if isinstance(expected, (int, float)) and isinstance(given, (int, float)):
        same = isinstance(expected, bool) == isinstance(given, bool) and expected == given
    elif type(expected) is not type(given):
        same = False
    elif isinstance(expected, dict):
        return _objects(what, expected, given, path)
    elif isinstance(expected, list):
        return _arrays(what, expected, given, path)
    else:
        same = expected == given
    return None if same else Difference(what, path, expected, given)


def _objects(
    what: str, expected: Mapping[str, Any], given: Mapping[str, Any], path: str
) -> Difference | None:
    for name in [*expected, *given]:
        if name not in given or name not in expected:
            absent = "<absent>"
            return Difference(what, f"{path}.{name}", expected.get(name, absent), given.get(name, absent))
    for name, value in expected.items():
        found = _values(what, value, given[name], f"{path}.{name}")
        if found:
            return found
    return None


def _arrays(what: str, expected: list[Any], given: list[Any], path: str) -> Difference | None:
    for number, (wanted, got) in enumerate(zip(expected, given, strict=False)):
        found = _values(what, wanted, got, f"{path}[{number}]")
        if found:
            return found
    if len(expected) != len(given):
        return Difference(what, f"{path}.length", len(expected), len(given))
    return None


def _untied(key: str, body: Any) -> Any:
    """The order within a run of equal sort keys is the database's own: each run is sorted by id."""
    if not key or not isinstance(body, list):
        return body
    ordered: list[Any] = []
    run: list[Any] = []
    for item in body:
        if run and _at(key, run[-1]) != _at(key, item):
            ordered += sorted(run, key=_identity)
            run = []
        run.append(item)
    return ordered + sorted(run, key=_identity)


def _at(key: str, item: Any) -> Any:
    for part in key.split("."):
        item = item.get(part) if isinstance(item, dict) else None
    return item


def _identity(item: Any) -> str:
    return str(item.get("id") if isinstance(item, dict) else item)
