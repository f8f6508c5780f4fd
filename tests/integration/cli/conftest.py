"""Runs `tympan` in an empty folder, with no settings around."""

import asyncio
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.cli import main
from engine.model.places import Place
from engine.store.apart import open_apart

Tympan = Callable[..., Result]


@pytest.fixture
def tympan(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Tympan:
    """Calls the command line in process."""
    for name in os.environ:
        if name.startswith("TYMPAN_") and not name.startswith("TYMPAN_TEST_"):
            monkeypatch.delenv(name)
    folder = tmp_path / "working"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*arguments: str, stdin: str | None = None) -> Result:
        done = CliRunner().invoke(main, arguments, input=stdin, prog_name="tympan")
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return run


@pytest.fixture
def site(tympan: Tympan, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new site on each kind of database in turn, which the environment names."""
    monkeypatch.setenv("TYMPAN_DATABASE_URL", database_url)
    assert tympan("init", "--password", "sesame-12").exit_code == 0
    return database_url


def printed(done: Result) -> Any:
    """The JSON document that a command printed."""
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def execute(url: str, *statements: str) -> None:
    """Changes a database behind the site's back."""

    async def run() -> None:
        async with open_apart(Place(url, "wp_")) as database:
            for statement in statements:
                await database.rows(statement)

    asyncio.run(run())
