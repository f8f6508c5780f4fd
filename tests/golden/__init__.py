"""Recorded answers of WordPress 7.1 and the runner that replays them: `python -m tests.golden`."""
