"""How a command ends: what it prints, and its exit code."""

from collections.abc import Iterable, Mapping
from json import dumps
from typing import Final

import click

from engine.config.errors import ConfigError
from engine.model.errors import DomainError, Unavailable

REFUSED: Final = 1
WRONG_USAGE: Final = 2
NO_SITE: Final = 3

# In this order: the first that fits gives the exit code.
FAILURES: Final[Mapping[type[Exception], int]] = {
    ConfigError: WRONG_USAGE,
    Unavailable: NO_SITE,
    DomainError: REFUSED,
}


def failure(error: Exception) -> click.exceptions.Exit:
    """Prints an error of `FAILURES` as one line on standard error; raise what it returns."""
    click.echo(f"tympan: {' '.join(str(error).split())}", err=True)
    return click.exceptions.Exit(next(code for kind, code in FAILURES.items() if isinstance(error, kind)))


json_option: Final = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def show(result: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Print a result: for people as lines, for scripts as one JSON document."""
    if as_json:
        click.echo(dumps(result, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            click.echo(line)
