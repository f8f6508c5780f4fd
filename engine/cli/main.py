"""The command `tympan` and its subcommands, each imported when it is asked for."""

from importlib import import_module
from typing import Any, Final

import click

from engine.cli.outcome import FAILURES, failure

SUMMARIES: Final = {
    "serve": "Serve the site.",
    "worker": "Do background work.",
    "init": "Make a new site.",
    "migrate": "Bring the tables of a site up to date.",
    "check": "Tell whether a site is in order.",
    "user": "Create and list accounts, set passwords.",
    "theme": "List themes, have another one show the site.",
    "jobs": "List background work, do it again, discard it.",
    "db": "Copy a whole site into another database.",
    "import": "Take over posts from WordPress, Ghost or Markdown files.",
    "export": "Write the content to a file that WordPress reads, too.",
}
# Commands whose names are words of Python.
_MODULES: Final = {"import": "importing", "export": "exporting"}


class Commands(click.Group):
    """The subcommands, listed without importing them; turns what the domain refuses into a line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's face
        """The names, in the order a newcomer meets them."""
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's face
        """Import the command's module."""
        if cmd_name not in SUMMARIES:
            return None
        command: click.Command = import_module(f"engine.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's face
        """List the commands from their summaries alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command asked for."""
        try:
            return super().invoke(ctx)
        except tuple(FAILURES) as error:
            raise failure(error) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="tympan", message="%(package)s %(version)s")
def main() -> None:
    """Tympan, a blog engine that speaks WordPress.

    Every setting can be an option, an environment variable TYMPAN_…, a line of tympan.toml in the working folder,
    or come from a wp-config.php. Exit codes: 0 done, 1 refused or not in order, 2 wrong usage or settings, 3 the
    database does not answer or holds no site.
    """
