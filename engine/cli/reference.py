"""Writes docs/cli.md from the commands: `python -m engine.cli.reference`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from engine.cli.main import main

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
WIDTH: Final = 100

_HEAD: Final = """\
# Command line

Every setting of [settings.md](settings.md) that is no key or salt is an option of `tympan serve`; the other commands take
those that find the site. Commands with `--json` print one JSON document on standard output. What goes wrong is one line
on standard error.

| Exit code | Meaning |
| --- | --- |
| 0 | done; for `check`: all in order |
| 1 | refused, or not in order |
| 2 | wrong usage, or a setting that is unknown or malformed |
| 3 | the database does not answer, or holds no site |
"""


def cli_page() -> str:
    """The reference of all commands as Markdown."""
    return _HEAD + "".join(_sections(main, "tympan", None))


def _sections(command: click.Command, name: str, parent: click.Context | None) -> Iterator[str]:
    context = command.make_context(name, [], parent, resilient_parsing=True, terminal_width=WIDTH)
    yield f"\n## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None
            yield from _sections(found, below, context)


if __name__ == "__main__":
    PAGE.write_text(cli_page(), encoding="utf-8")
