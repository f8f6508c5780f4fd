from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from engine.cli.options import ALL, given_options, settings_from, settings_options
from engine.config.settings import Settings


@click.command()
@settings_options(*ALL)
def command(**values: object) -> None:
    click.echo(repr(settings_from(values)))


def run(*arguments: str) -> str:
    done = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output.strip()


@pytest.fixture(autouse=True)
def nothing_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TYMPAN_DATABASE_URL", raising=False)
    monkeypatch.delenv("TYMPAN_UPLOADS_DIR", raising=False)


def test_options_not_given_leave_the_defaults() -> None:
    assert run() == repr(Settings())


def test_options_given_become_settings() -> None:
    assert run("--table-prefix", "x_", "--debug", "--allowed-hosts", "a", "--allowed-hosts", "b") == repr(
        Settings(table_prefix="x_", debug=True, allowed_hosts=("a", "b"))
    )


def test_options_go_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TYMPAN_TABLE_PREFIX", "env_")
    assert run() == repr(Settings(table_prefix="env_"))
    assert run("--table-prefix", "x_") == repr(Settings(table_prefix="x_"))


def test_options_are_no_place_for_secrets() -> None:
    assert not [name for name in ALL if name.endswith(("_key", "_salt"))]


def test_given_options_are_text_as_in_the_environment() -> None:
    values = {
        "debug": False,
        "shared_database": True,
        "allowed_hosts": ("a", "b"),
        "theme": None,
        "uploads_dir": "u",
    }
    assert given_options(values) == {"shared_database": "true", "allowed_hosts": "a,b", "uploads_dir": "u"}
