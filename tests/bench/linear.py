"""How the time of every text function grows with its input: `python -m tests.bench.linear [--only NAME]`.

Each function gets the hostile pattern that it is slowest with, repeated up to sizes that double to a megabyte; what is
linear doubles with them. Prints a line for each function and fails when one grows much faster.
"""

import argparse
import math
import sys
import time
from collections.abc import Callable, Sequence
from typing import Final

from tests.unit.content.hostile import FORMATTERS, PATTERNS, repeated

PROBE: Final = 1 << 13
SIZES: Final = tuple(1 << power for power in range(15, 21))
# Doubling the input may take this much longer at the end; less than a hundredth of a second is no measure.
GROWTH: Final = 3.0
NEGLIGIBLE: Final = 0.01


def main(arguments: Sequence[str]) -> int:
    """Print the table; 0 when every function is linear."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.linear", description=__doc__)
    parser.add_argument("--only", default="", help="part of the names of the functions wanted")
    options = parser.parse_args(arguments)
    sizes = "".join(f"{size >> 10:>8}k" for size in SIZES)
    print(f"{'milliseconds':<30}{sizes}  growth  pattern")
    steep = []
    for name, function in FORMATTERS.items():
        if options.only not in name:
            continue
        pattern = max(PATTERNS, key=lambda one: _seconds(function, repeated(one, PROBE)))
        times = [_seconds(function, repeated(pattern, size)) for size in SIZES]
        # Of the last two doublings, for one is easily disturbed.
        growth = math.sqrt(times[-1] / max(times[-3], 1e-9))
        columns = "".join(f"{one * 1000:>9.1f}" for one in times)
        print(f"{name:<30}{columns}{growth:>8.1f}  {pattern!r}", flush=True)
        if growth > GROWTH and times[-1] > NEGLIGIBLE:
            steep.append(name)
    print(f"not linear: {', '.join(steep)}" if steep else "all are linear")
    return 1 if steep else 0


def _seconds(function: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    function(text)
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
