"""Fixtures of all tests."""

import gc
from typing import Final

pytest_plugins = ["tests.services", "pytester"]

# As in a process of `tympan serve`: what is loaded by now stays, and circles are looked for seldom.
_BETWEEN_LOOKS: Final = 20_000


def pytest_collection_finish() -> None:
    """Spare the tests of looking, at every turn, through all that was collected."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_BETWEEN_LOOKS)
