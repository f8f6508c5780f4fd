"""Fixtures of all tests."""

from hypothesis import HealthCheck, settings

from engine.cli import garbage

pytest_plugins = ["tests.services", "pytester"]

# How long an example takes says more of the machine than of the rule.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Spare the tests of looking, at every turn, through all that was collected."""
    garbage.look_seldom()
