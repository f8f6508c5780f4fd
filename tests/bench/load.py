"""Load by wrk: one thread of C costs less than a tenth of what a Python client takes from the two shared cores."""

import shutil
import subprocess
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.bench.scenarios import Scenario

CONNECTIONS = 8
_SCRIPT = Path(__file__).with_name("requests.lua")
_run_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run: answers, failures (no answer, or a status above 399), seconds, latencies in milliseconds."""

    requests: int
    failed: int
    seconds: float
    p50: float
    p99: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def install() -> None:
    """Have wrk, from Debian's package if need be."""
    if not shutil.which("wrk"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=True, stdout=subprocess.DEVNULL)


def press(address: str, scenario: Scenario, *, seconds: float) -> Measurement:
    """Send the scenario's requests as fast as they are answered."""
    body = scenario.body.replace("{run}", str(next(_run_numbers)))
    command = ["wrk", "--threads=1", f"--connections={CONNECTIONS}", f"--duration={max(1, round(seconds))}s"]
    command += ["--timeout=20s", f"--script={_SCRIPT}", address]
    command += ["--", scenario.method, scenario.authorization, body, *scenario.paths]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return _parse(next(line for line in output.splitlines() if line.startswith("measured ")))


def _parse(line: str) -> Measurement:
    requests, failed, microseconds, p50, p99 = map(int, line.split()[1:])
    return Measurement(requests, failed, microseconds / 1e6, p50 / 1000, p99 / 1000)
