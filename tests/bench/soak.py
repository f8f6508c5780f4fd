"""Does memory stay level? Serve many requests of all reading kinds and watch each worker: python -m tests.bench.soak."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.bench import contestants, load, memory, sites
from tests.bench.content import Content, Size, generate
from tests.bench.contestants import Contestant
from tests.bench.scenarios import Scenario, scenarios

PORT = 8230
WARM = 10_000  # requests after which memory counts
MEASURED = 50_000  # further requests over which it must stay level
SLICES = 5
LIMIT = 150.0  # MiB for each worker
LEVEL = 1.05  # growth that still counts as level: caches fill, and allocators keep what they once had


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description=__doc__)
    parser.add_argument("--database", choices=["mariadb", "sqlite"], default="mariadb")
    database = parser.parse_args().database
    load.install()
    content = generate(Size())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tympan-soak-")))
        on_mariadb = database == "mariadb"
        url = stack.enter_context(sites.mariadb(content)) if on_mariadb else sites.sqlite(content, folder)
        server = stack.enter_context(contestants.tympan("Tympan", url, PORT, folder=folder))
        readings = [_print_reading(count, server) for count in _requests(server, content)]
    warm, last = max(readings[0]), max(readings[-1])
    good = last < LIMIT and last < warm * LEVEL
    print(f"{'level' if good else 'TOO MUCH'}: {warm:.0f} MiB a worker when warm, {last:.0f} MiB at the end")
    sys.exit(not good)


def _requests(server: Contestant, content: Content) -> Iterator[int]:
    """Send the requests; gives how many were answered so far, when warm and after each slice."""
    mixture = _mixture(content)
    answered = _send(server, mixture, WARM)
    yield answered
    for _ in range(SLICES):
        answered += _send(server, mixture, MEASURED // SLICES)
        yield answered


def _send(server: Contestant, mixture: Scenario, wanted: int) -> int:
    """wrk counts seconds, not requests: send until there were enough."""
    answered = 0
    while answered < wanted:
        measurement = load.press(server.address, mixture, seconds=5)
        if measurement.failed:
            sys.exit(f"{measurement.failed} of {measurement.requests} requests failed")
        answered += measurement.requests
    return answered


def _mixture(content: Content) -> Scenario:
    """All reading in turn; the list of 100 is left out, for it would take most of the time."""
    reading = [each for each in scenarios(content) if not each.writes and each.name != "REST posts, 100"]
    longest = max(len(each.paths) for each in reading)
    return Scenario(
        "mixture", tuple(each.paths[i % len(each.paths)] for i in range(longest) for each in reading)
    )


def _print_reading(count: int, server: Contestant) -> list[float]:
    """MiB of each worker, the largest processes of the tree."""
    processes = memory.tree(server.process_ids) - set(server.process_ids)
    workers = sorted(map(memory.resident, processes), reverse=True)[: contestants.WORKERS]
    print(f"{count:>7} requests: " + ", ".join(f"{each:.1f} MiB" for each in workers), flush=True)
    return workers


if __name__ == "__main__":
    main()
