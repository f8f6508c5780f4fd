"""Reading recorded cases: where they lie and how their values are written down."""

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

RECORDED = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Case:
    """One recorded call: arguments, the answer, and the options that were set before it."""

    args: list[Any]
    expected: Any
    options: dict[str, Any] | None
    throws: bool


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """An error object of the reference, known by its code."""

    code: str


@dataclass(frozen=True)
class RecordedSite:
    """The site that the `site/` cases ran on: table rows, registered types, names for ids."""

    folder: Path = RECORDED

    @cached_property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Rows by table name without prefix, each a dict by column."""
        dumped = _load(self.folder / "site.json")
        return {
            name.removeprefix("wp_"): [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
            for name, table in dumped.items()
        }

    @cached_property
    def types(self) -> dict[str, Any]:
        """Post types and taxonomies that the site registers besides core ones."""
        loaded: dict[str, Any] = _load(self.folder / "types.json")
        return loaded

    @cached_property
    def ids(self) -> dict[str, dict[str, int]]:
        """Ids by kind and by the name the recording gave them."""
        loaded: dict[str, dict[str, int]] = _load(self.folder / "ids.json")
        return loaded

    @cached_property
    def options(self) -> dict[str, str]:
        """Raw option values by name."""
        return {row["option_name"]: row["option_value"] for row in self.tables["options"]}


def case_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield (function name, file) for every case file below `folder`, names in order."""
    found = [path for path in folder.rglob("*.jsonl*") if path.name.endswith((".jsonl", ".jsonl.gz"))]
    for path in sorted(found, key=lambda path: (path.parent.name, path.name)):
        if path.parent.name != "xmlrpc":
            yield path.name.split(".", 1)[0], path


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of one file, decoded."""
    for line in _read(path).splitlines():
        raw = json.loads(line)
        yield Case(
            args=[decode(value) for value in raw["args"]],
            expected=decode(raw.get("out")),
            options=raw.get("ctx"),
            throws="throws" in raw,
        )


def decode(value: Any) -> Any:
    """Turn a written-down value into the Python value our functions take and give."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$b64" in value:
        return base64.b64decode(value["$b64"]).decode("utf-8", "surrogateescape")
    if "$rep" in value:
        text, times = value["$rep"]
        return text * times
    if "$float" in value:
        return float(value["$float"])
    if "$error" in value:
        return ErrorCode(value["$error"])
    if "$map" in value or "$object" in value:
        return value
    return {key: decode(item) for key, item in value.items()}


def identical(given: Any, expected: Any) -> bool:
    """Compare strictly: `False`, `0` and `""` differ; an empty list and an empty map do not."""
    if isinstance(given, dict) and isinstance(expected, dict):
        return given.keys() == expected.keys() and all(
            identical(value, expected[key]) for key, value in given.items()
        )
    if isinstance(given, (list, tuple)) and isinstance(expected, list):
        return len(given) == len(expected) and all(
            identical(mine, theirs) for mine, theirs in zip(given, expected, strict=True)
        )
    if isinstance(given, float) and isinstance(expected, float):
        # Not a number is no number's equal; zero and its negative are equal, but written differently.
        return repr(given) == repr(expected)
    if given in ([], {}, ()) and expected in ([], {}):
        return True
    return type(given) is type(expected) and bool(given == expected)


def _load(path: Path) -> Any:
    return json.loads(_read(path if path.exists() else path.with_name(path.name + ".gz")))


def _read(path: Path) -> str:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    return path.read_text(encoding="utf-8")
