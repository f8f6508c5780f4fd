"""`tympan db`: a whole site, from one database into another."""

import asyncio
import sys
from typing import Any

import click

from engine.cli.outcome import json_option, show
from engine.config.settings import check_table_prefix
from engine.domain.copying import copy_site
from engine.model.places import Place


def _checked(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    try:
        check_table_prefix(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return value


@click.group()
def command() -> None:
    """Copy a whole site into another database."""


@command.command("copy")
@click.argument("source")
@click.argument("target")
@click.option(
    "--source-prefix",
    default="wp_",
    show_default=True,
    callback=_checked,
    help="What the names of the source's tables begin with.",
)
@click.option(
    "--target-prefix",
    default="wp_",
    show_default=True,
    callback=_checked,
    help="What those of the target are to begin with.",
)
@json_option
def copy_command(*, source: str, target: str, source_prefix: str, target_prefix: str, as_json: bool) -> None:
    """Copy the site at the address SOURCE to the address TARGET, and compare the two.

    Addresses are mysql://user:password@host/name, postgres://user:password@host/name or sqlite:///file. The target
    must not hold a site yet. A copy that was interrupted goes on where it stopped when it is started again. Uploaded
    files are not in the database: copy their folder as well.
    """
    result = asyncio.run(_copy(Place(source, source_prefix), Place(target, target_prefix), quiet=as_json))
    rows = sum(result["tables"].values())
    lines = [f"{rows} rows in {len(result['tables'])} tables copied and compared."]
    if result["left_out"]:
        lines.append(f"Left out, for the target has no place for it: {'; '.join(result['left_out'])}")
    show(result, lines, as_json=as_json)


async def _copy(source: Place, target: Place, *, quiet: bool) -> dict[str, Any]:
    """Drive the copy behind a bar on standard error: each row counts once copied, and once compared."""
    done: dict[tuple[str, bool], int] = {}
    async with copy_site(source, target) as copy:
        with click.progressbar(
            length=2 * copy.total,
            label="Copying",
            hidden=quiet or not sys.stderr.isatty(),
            file=sys.stderr,
            show_pos=True,
        ) as bar:
            async for step in copy.steps:
                key = (step.table, step.verified)
                bar.update(step.done - done.get(key, 0))
                done[key] = step.done
    tables = {table: rows for (table, verified), rows in done.items() if verified}
    return {"tables": tables, "left_out": copy.left_out}
