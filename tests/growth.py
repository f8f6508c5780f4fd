"""How the time of a function grows with its input, whatever the machine does beside it."""

import gc
import time
from collections.abc import Callable
from typing import Final

# Four times the input: linear work takes four times as long, quadratic work sixteen times.
TIMES: Final = 4
STEEP: Final = 9.0
# Less than this is no measure, and no harm.
NEGLIGIBLE: Final = 0.25
TRIES: Final = 4


def is_linear(work: Callable[[int], object], size: int) -> bool:
    """Whether `work(size)` takes about four times as long as `work(size // 4)`, in the processor's time.

    A neighbour that takes the processor's caches away disturbs one measure, seldom four in a row: only what is steep
    each time is called so. What is done in a quarter of a second is not measured at all.
    """
    shorter = longer = float("inf")
    for _ in range(TRIES):
        longer = min(longer, seconds(work, size))
        if longer < NEGLIGIBLE:
            return True
        shorter = min(shorter, seconds(work, size // TIMES))
        if longer < STEEP * shorter:
            return True
    return False


def seconds(work: Callable[[int], object], size: int) -> float:
    """What the work takes of this process's time, without looking through all that other tests have left."""
    gc.disable()
    try:
        started = time.process_time()
        work(size)
        return time.process_time() - started
    finally:
        gc.enable()
