"""What a run found: a table for people, JSON for comparison over time."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench.load import Measurement

REFERENCE = "WordPress"


@dataclass(frozen=True, slots=True)
class Result:
    """One contestant in one scenario: medians over the rounds, the peak of memory, all failures."""

    rate: float
    p50: float
    p99: float
    memory: float
    failed: int


Results = Mapping[str, Mapping[str, Result]]  # by scenario, then contestant


def result(rounds: Sequence[Measurement], memory: float) -> Result:
    return Result(
        rate=round(median(each.rate for each in rounds), 1),
        p50=round(median(each.p50 for each in rounds), 2),
        p99=round(median(each.p99 for each in rounds), 2),
        memory=round(memory, 1),
        failed=sum(each.failed for each in rounds),
    )


def table(results: Results) -> str:
    """Per scenario and contestant: requests a second, how many times the reference's, latencies, memory."""
    lines = [_line("", "", "req/s", "ratio", "p50 ms", "p99 ms", "MiB")]
    for scenario, row in results.items():
        lines.append("")
        for contestant, found in row.items():
            reference = row.get(REFERENCE)
            ratio = f"{found.rate / reference.rate:.1f}" if reference and reference.rate else "-"
            failures = f"  {found.failed} failed" if found.failed else ""
            numbers = (
                f"{found.rate:.0f}",
                ratio,
                f"{found.p50:.1f}",
                f"{found.p99:.1f}",
                f"{found.memory:.0f}",
            )
            lines.append(_line(scenario, contestant, *numbers) + failures)
            scenario = ""  # noqa: PLW2901  # named once
    return "\n".join(lines)


def save(results: Results, folder: Path, *, settings: Mapping[str, object]) -> Path:
    """One file per run, named by its time."""
    folder.mkdir(parents=True, exist_ok=True)
    moment = datetime.now(UTC)
    found = {
        scenario: {name: asdict(each) for name, each in row.items()} for scenario, row in results.items()
    }
    document = {"time": moment.isoformat(timespec="seconds"), "machine": _machine(), "settings": settings}
    path = folder / f"{moment:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(document | {"results": found}, indent=1) + "\n")
    return path


def _line(scenario: str, contestant: str, *numbers: str) -> str:
    return f"{scenario:<16}{contestant:<20}" + "".join(f"{number:>9}" for number in numbers)


def _machine() -> dict[str, object]:
    cores = len(os.sched_getaffinity(0))
    return {"cores": cores, "python": platform.python_version(), "system": platform.platform()}
