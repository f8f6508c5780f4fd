"""The recorded data: sites as tables, requests with WordPress's answers, sequences of writing requests."""

import atexit
import gzip
import json
import shutil
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
DATA = HERE / "data"
GOLDEN = HERE.parent / "golden" / "data"
SITE = HERE / "site"
HOST = "blog.test"

SiteName = Literal["recorded", "golden"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table, whose name is without its prefix; `next_id` is 0 where ids are not counted up."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    next_id: int


def tables(site: SiteName) -> list[Table]:
    """All tables of a recorded site."""
    read = _unpacked(DATA / "tables.json.gz" if site == "recorded" else GOLDEN / "site.json.gz")
    return [_table(name.removeprefix("wp_"), table) for name, table in read.items()]


def _table(name: str, table: Mapping[str, Any]) -> Table:
    columns = tuple(one if isinstance(one, str) else one[0] for one in table["columns"])
    rows = tuple(tuple(row) for row in table["rows"])
    counted = name != "term_relationships"
    highest = max((row[0] for row in rows), default=0) + 1 if counted else 0
    return Table(name, columns, rows, max(table.get("auto_increment") or 0, highest))


def requests() -> dict[str, list[dict[str, Any]]]:
    """The reading requests, by group."""
    read: dict[str, list[dict[str, Any]]] = _unpacked(DATA / "requests.json.gz")
    return read


def answers() -> dict[str, dict[str, Any]]:
    """WordPress's answers to the reading requests, reduced to what is compared, by group and id."""
    read: dict[str, dict[str, Any]] = _unpacked(DATA / "answers.json.gz")
    return read


def scenarios() -> dict[str, dict[str, Any]]:
    """The sequences of writing requests, by name."""
    read: dict[str, dict[str, Any]] = _unpacked(DATA / "scenarios.json.gz")
    return read


def scenario_answers() -> dict[str, list[dict[str, Any]]]:
    """WordPress's answers to the steps of each sequence."""
    read: dict[str, list[dict[str, Any]]] = _unpacked(DATA / "scenario-answers.json.gz")
    return read


def xmlrpc_calls() -> list[dict[str, Any]]:
    """The XML-RPC calls, which make one sequence on the second recorded site."""
    read: list[dict[str, Any]] = _unpacked(DATA / "xmlrpc.json.gz")
    return read


@cache
def users() -> dict[str, dict[str, Any]]:
    """The accounts of the recorded site with their passwords, by role."""
    read: dict[str, dict[str, Any]] = json.loads((DATA / "users.json").read_text(encoding="utf-8"))
    return read


@cache
def deliberate() -> dict[str, str]:
    """Where we differ from WordPress 7.1.0 on purpose: case, or ``scenario#step``, and the reason."""
    read: dict[str, str] = json.loads((HERE / "deliberate.json").read_text(encoding="utf-8"))
    return read


def media(name: str) -> bytes:
    """A file that a request uploads."""
    with tarfile.open(fileobj=BytesIO((DATA / "media.tar.gz").read_bytes())) as packed:
        file = packed.extractfile(f"./{name}")
        assert file is not None
        return file.read()


def unpack_uploads(folder: Path) -> Path:
    """Put the recorded site's uploaded files into a folder; returns the one that is the uploads folder.

    The files are one and the same in every folder that this process fills: they may be removed, and not written into.
    """
    shutil.copytree(_uploads(), folder / "uploads", copy_function=_link)
    return folder / "uploads"


@cache
def _uploads() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="tympan-uploads-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with tarfile.open(DATA / "uploads.tar.gz") as packed:
        # As an attribute, for Python 3.11.2 (Debian 12) does not know extractall's argument.
        packed.extraction_filter = getattr(tarfile, "data_filter", None)
        packed.extractall(folder)  # noqa: S202  # our own archive
    return folder / "uploads"


def _link(source: str, target: str) -> None:
    try:
        Path(target).hardlink_to(source)
    except OSError:  # on another disk
        shutil.copyfile(source, target)


def _unpacked(path: Path) -> Any:
    return json.loads(gzip.decompress(path.read_bytes()))
