"""Measure Tympan against WordPress and a bare route on one content and two cores: python -m tests.bench."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench import answers, contestants, load, memory, report, sites
from tests.bench.content import Content, Size, generate
from tests.bench.contestants import Contestant
from tests.bench.scenarios import Scenario, scenarios
from tests.bench.seed import trim
from tests.wordpress import install

CORES = 2
WARM_UP = 1.0  # seconds before each measured run


def main() -> None:
    options = _options()
    _share_two_cores()
    install.install()
    load.install()
    content = generate(Size(posts=options.posts, comments=options.comments))
    chosen = [each for each in scenarios(content) if options.only in each.name]
    with _everyone(content, chosen, options.port) as everyone:
        results = _measure(everyone, chosen, content, rounds=options.rounds, seconds=options.seconds)
    print(report.table(results))
    settings = {**vars(options), "json": str(options.json), "wordpress": install.wordpress_version()}
    settings |= {"connections": load.CONNECTIONS, "workers": contestants.WORKERS}
    print(f"\n{report.save(results, options.json, settings=settings)}")
    sys.exit(any(each.failed for row in results.values() for each in row.values()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="turns of each contestant in each scenario")
    parser.add_argument("--seconds", type=float, default=4, help="length of a turn")
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--comments", type=int, default=5000)
    parser.add_argument("--only", default="", help="part of the names of the scenarios wanted")
    parser.add_argument("--port", type=int, default=8210, help="the first of four that are free")
    parser.add_argument("--json", type=Path, default=Path("var/bench"), help="folder of the results")
    return parser.parse_args()


def _share_two_cores() -> None:
    """Whoever we start inherits this; the database server is the same for all and stays where it is."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


@contextmanager
def _everyone(content: Content, chosen: Sequence[Scenario], first_port: int) -> Iterator[list[Contestant]]:
    """All contestants at once, each seen to give the same answers."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tympan-bench-")))
        shared = stack.enter_context(sites.mariadb(content))
        own = sites.sqlite(content, folder)
        ports = iter(range(first_port, first_port + 4))
        servers = [
            contestants.wordpress(shared, next(ports)),
            contestants.tympan("Tympan, MariaDB", shared, next(ports), folder=folder),
            contestants.tympan("Tympan, SQLite", own, next(ports), folder=folder),
        ]
        found = [stack.enter_context(each) for each in servers]
        answers.check(found, chosen)
        recorded = folder / "answers"
        recorded.mkdir()
        answers.record(found[1], chosen, recorded)
        _trim(found, content)
        yield [*found, stack.enter_context(contestants.bare_route(recorded, next(ports)))]


def _measure(
    everyone: Sequence[Contestant],
    chosen: Sequence[Scenario],
    content: Content,
    *,
    rounds: int,
    seconds: float,
) -> report.Results:
    """Turn about, so that whatever else the machine does falls on all alike."""
    results: dict[str, dict[str, report.Result]] = {}
    for scenario in chosen:
        found = defaultdict[str, list[load.Measurement]](list)
        most = defaultdict[str, float](float)
        for _ in range(rounds):
            for contestant in everyone:
                measurement, occupied = _turn(contestant, scenario, seconds)
                found[contestant.name].append(measurement)
                most[contestant.name] = max(most[contestant.name], occupied)
                if scenario.writes:
                    _trim([contestant], content)
        results[scenario.name] = {name: report.result(turns, most[name]) for name, turns in found.items()}
        print(f"measured: {scenario.name}", file=sys.stderr)
    return results


def _trim(everyone: Sequence[Contestant], content: Content) -> None:
    for contestant in everyone:
        if contestant.database:
            asyncio.run(trim(contestant.database, content))


def _turn(contestant: Contestant, scenario: Scenario, seconds: float) -> tuple[load.Measurement, float]:
    load.press(contestant.address, scenario, seconds=WARM_UP)
    with memory.Peak(contestant.process_ids) as peak:
        measurement = load.press(contestant.address, scenario, seconds=seconds)
    return measurement, peak.mebibytes


if __name__ == "__main__":
    main()
