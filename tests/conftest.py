"""Fixtures of all tests."""

from engine.cli import garbage

pytest_plugins = ["tests.services", "pytester"]


def pytest_collection_finish() -> None:
    """Spare the tests of looking, at every turn, through all that was collected."""
    garbage.look_seldom()
