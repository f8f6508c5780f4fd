import subprocess
import sys

import pytest
from click.testing import CliRunner

from engine.cli.main import SUMMARIES, main
from engine.config.errors import ConfigError
from engine.model.errors import Conflict, Unavailable


def test_help_lists_the_commands_without_importing_them() -> None:
    program = (
        "import sys; from engine.cli import main; main(['--help'], standalone_mode=False);"
        "sys.exit(sorted({'tortoise', 'granian', 'starlette', 'engine.domain'} & sys.modules.keys()) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all(f"{name} " in done.stdout for name in SUMMARIES)


@pytest.mark.parametrize("name", SUMMARIES)
def test_command_has_help_and_is_found(name: str) -> None:
    done = CliRunner().invoke(main, [name, "--help"])
    assert done.exit_code == 0
    assert done.output.startswith(f"Usage: main {name}")


def test_command_that_is_unknown_is_wrong_usage() -> None:
    done = CliRunner().invoke(main, ["sing"])
    assert done.exit_code == 2
    assert "No such command 'sing'" in done.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [(ConfigError("no\nsuch  thing"), 2), (Unavailable("no such thing"), 3), (Conflict("no such thing"), 1)],
)
def test_refusal_is_one_line_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("engine.cli.migrate.migrate", refuse)
    done = CliRunner().invoke(main, ["migrate"])
    assert done.exit_code == code
    assert done.stderr == "tympan: no such thing\n"
    assert done.stdout == ""
