"""The scoreboard: how many recorded answers are identical, by yardstick and database.

`python -m tests.conformance.scoreboard [--only REGEX] [--show N] [DATABASE …]` prints it. A whole run is kept in
docs/compatibility.md, and in baseline.json, below which no later change may fall.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, get_args

from tests import services
from tests.conformance import baseline, recording, replay, scenarios, xmlrpc
from tests.conformance.load import load
from tests.conformance.replay import Tally
from tests.conformance.serve import settings
from tests.golden import replay as golden
from tests.golden.addresses import close_site
from tests.golden.cases import RECORDED, RecordedSite, case_files

PAGE = Path(__file__).resolve().parents[2] / "docs" / "compatibility.md"
_SERVICES = {service.name: service for service in services.SERVICES}

_CORE = (
    "posts-", "pages-", "comments-", "categories-", "tags-", "users-", "media-", "types-", "index",
)  # fmt: skip

# Recorded functions that tell what addresses lead to, and what pages and links say.
_ADDRESSES = frozenset({
    "get_permalink", "get_the_archive_title", "http_pages", "links", "paginate_links", "rewrite_rules", "url_resolution",
    "url_to_postid", "url_user", "wp_link_pages", "wp_unique_post_slug",
})  # fmt: skip

_HEAD = """\
# Compatibility with WordPress 7.1

Answers recorded from WordPress 7.1 are replayed against Tympan on each database, and compared: status, headers and
body. The figures count the identical ones. `make conformance` renews this page; `tests/conformance/deliberate.json`
names the differences that are there on purpose, which the figures leave out.
"""


@dataclass(frozen=True, slots=True)
class Results:
    """What was measured on one database."""

    reads: list[Tally]
    scenarios: list[Tally]
    xmlrpc: list[Tally]


Board: TypeAlias = Mapping[str, Results]
Line: TypeAlias = tuple[str, ...]


@contextmanager
def _fresh_sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{folder}/site.sqlite3"  # four slashes: an absolute path


_DATABASES: dict[str, Callable[[], AbstractContextManager[str]]] = {
    "SQLite": _fresh_sqlite,
    "MariaDB": services.fresh_mariadb,
    "PostgreSQL": services.fresh_postgres,
}


def main(arguments: Sequence[str]) -> int:
    """Measure on every database there is, print, keep."""
    options = _parse(arguments)
    board = _measure(options.databases or list(_DATABASES), options.only)
    lines = _lines(board)
    print(_plain(lines))
    _show(board, options.show)
    if not options.only and not options.databases:
        PAGE.write_text(f"{_HEAD}\n{_markdown(lines)}\n", encoding="utf-8")
        baseline.raise_to({name: _lowest(board, name) for name in get_args(baseline.Yardstick)})
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance.scoreboard", description=__doc__)
    parser.add_argument("databases", nargs="*", metavar="DATABASE", help=", ".join(_DATABASES))
    parser.add_argument("--only", default="", metavar="REGEX", help="only these groups, cases, scenarios")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print up to N differences a group")
    return parser.parse_args(arguments)


def _measure(names: Sequence[str], only: str) -> Board:
    board = {}
    for name in names:
        service = _SERVICES.get(name)
        problem = service.problem() if service else ""
        if problem:
            print(f"left out: {name}: {problem}", file=sys.stderr)
            continue
        with _DATABASES[name]() as url:
            reads = asyncio.run(_replay(url, replay.replay, only))
        with _DATABASES[name]() as url:
            steps = asyncio.run(_replay(url, scenarios.replay, only))
        with _DATABASES[name]() as url:
            board[name] = Results(reads, steps, asyncio.run(_replay(url, xmlrpc.replay, only, "golden")))
    return board


async def _replay(
    url: str, run: replay.Replay, only: str, site: recording.SiteName = "recorded"
) -> list[Tally]:
    """On a recorded site, loaded into an empty database."""
    await load(url, site)
    with tempfile.TemporaryDirectory() as folder:
        async with replay.running(settings(url, recording.unpack_uploads(Path(folder)))) as opened:
            return await run(opened, only)


def _lines(board: Board) -> list[Line]:
    return [
        ("", *board),
        _sum("Reading", [results.reads for results in board.values()]),
        _sum("… of it, the content's resources", [_core(results.reads) for results in board.values()]),
        _sum("Writing, step by step", [results.scenarios for results in board.values()]),
        _sum("XML-RPC", [results.xmlrpc for results in board.values()]),
        *((title, *[figure] * len(board)) for title, figure in _golden()),
        *_groups([results.reads for results in board.values()]),
        *_groups([results.scenarios for results in board.values()]),
    ]


def _core(tallies: Sequence[Tally]) -> list[Tally]:
    """Posts, pages, comments, terms, users, media, types and the index."""
    return [tally for tally in tallies if tally.group.startswith(_CORE)]


def _sum(title: str, columns: Sequence[Sequence[Tally]]) -> Line:
    sums = [(sum(one.same for one in tallies), sum(one.total for one in tallies)) for tallies in columns]
    return (title, *(f"{same} / {total}" for same, total in sums))


def _golden() -> Iterator[tuple[str, str]]:
    site = RecordedSite()
    tallies = [golden.replay(name, path, site) for name, path in case_files(RECORDED)]
    close_site()
    for title, about_addresses in (("Text functions", False), ("Addresses and pages", True)):
        wanted = [one for one in tallies if (one.name in _ADDRESSES) is about_addresses]
        yield title, f"{sum(one.same for one in wanted)} / {sum(one.total for one in wanted)}"


def _groups(columns: Sequence[Sequence[Tally]]) -> Iterator[Line]:
    for row in zip(*columns, strict=True):
        yield (row[0].group, *(f"{one.same} / {one.total}" for one in row))


def _plain(lines: Sequence[Line]) -> str:
    return "\n".join(f"{title:32}" + "".join(f"{cell:>15}" for cell in cells) for title, *cells in lines)


def _markdown(lines: Sequence[Line]) -> str:
    head, *body = lines
    rule = ("---", *["---:"] * (len(head) - 1))
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *body))


def _show(board: Board, count: int) -> None:
    for name, results in board.items():
        for tally in (*results.reads, *results.scenarios, *results.xmlrpc):
            for needless in tally.needless:
                print(f"{name}: {needless} is listed as deliberate but is identical")
            for case, found in tally.differing[:count]:
                asked = f"{case.get('role', 'anon')} {case.get('method', 'GET')} {case['path']}"
                print(f"{name}: {tally.group} {case.get('id', '')} {asked}\n    {found}")


def _lowest(board: Board, yardstick: baseline.Yardstick) -> dict[str, int]:
    """What every database reaches, by group."""
    lowest: dict[str, int] = {}
    for results in board.values():
        for tally in getattr(results, yardstick):
            lowest[tally.group] = min(tally.same, lowest.get(tally.group, tally.same))
    return lowest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
