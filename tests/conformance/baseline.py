"""How many cases of each group are known to be identical; no change may lower that."""

import json
from collections.abc import Iterable, Mapping
from typing import Literal

from tests.conformance.recording import HERE
from tests.conformance.replay import Tally

FILE = HERE / "baseline.json"

Yardstick = Literal["reads", "scenarios", "xmlrpc"]
Counts = Mapping[str, int]


def read() -> dict[str, dict[str, int]]:
    """The counts of each yardstick, by group."""
    counts: dict[str, dict[str, int]] = json.loads(FILE.read_text(encoding="utf-8"))
    return counts


def fallen(yardstick: Yardstick, tallies: Iterable[Tally]) -> list[str]:
    """The groups that are below their counts, each with its first differences, in lines for people."""
    known = read().get(yardstick, {})
    return [_told(tally, known[tally.group]) for tally in tallies if tally.same < known.get(tally.group, 0)]


def _told(tally: Tally, known: int) -> str:
    lines = [f"{tally.group}: {tally.same} identical, {known} known"]
    for case, found in tally.differing[:10]:
        lines.append(f"  {case.get('id', '')} {case.get('role', 'anon')} {case['path']}: {found}")
    return "\n".join(lines)


def raise_to(counts: Mapping[Yardstick, Counts]) -> None:
    """Keep the counts that are higher than those kept so far."""
    kept = read() if FILE.exists() else {}
    raised = {
        name: {group: max(count, kept.get(name, {}).get(group, 0)) for group, count in sorted(groups.items())}
        for name, groups in counts.items()
    }
    FILE.write_text(json.dumps(raised, indent=1) + "\n", encoding="utf-8")
