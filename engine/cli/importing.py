"""`tympan import`: posts from other sites and programs."""

import asyncio
import csv
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from engine.app import Application
from engine.cli.options import SITE, settings_from, settings_options
from engine.cli.outcome import json_option, show
from engine.config.settings import Settings
from engine.domain import users
from engine.domain.places import find_site
from engine.model.errors import NotFound
from engine.model.transfer import ImportChoices, ImportReport, LeftOut
from engine.model.users import SYSTEM
from engine.transfer.files import take_files
from engine.transfer.run import FORMATS, Source, open_source, run

# How many of what was left out are named on the screen; all are in the report.
_NAMED: Final = 20
# What a spreadsheet would take for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def _pairs(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for value in values:
        theirs, equals, ours = value.partition("=")
        if not equals or not theirs or not ours:
            raise click.BadParameter(f"{value!r} is not of the form theirs=ours")
        pairs[theirs] = ours
    return pairs


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), help="Without it the look of SOURCE tells."
)
@click.option(
    "--author",
    "authors",
    multiple=True,
    metavar="THEIRS=OURS",
    callback=_pairs,
    help="The account for posts of one of their authors; may be repeated.",
)
@click.option(
    "--fallback", default="", metavar="LOGIN", help="Whose posts become that have no fitting account."
)
@click.option("--no-new-accounts", is_flag=True, help="Make no accounts for authors who have none here.")
@click.option(
    "--files",
    default="fetch",
    show_default=True,
    metavar="fetch|none|FOLDER",
    help="Fetch attached files, do without, or take them from a copy of their uploads.",
)
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write what was left out as CSV."
)
@settings_options(*SITE, "uploads_dir")
@json_option
def command(
    *, source: Path, format_: Any, authors: dict[str, str], fallback: str, no_new_accounts: bool, files: str,
    report: Path | None, as_json: bool, **values: object,
) -> None:  # fmt: skip
    """Import SOURCE: an export file of WordPress, one of Ghost, or a folder of Markdown files.

    Started again it goes on where it stopped, and takes nothing over twice.
    """
    folder = None if files in {"fetch", "none"} else Path(files)
    if folder and not folder.is_dir():
        raise click.BadParameter(f"there is no folder {files}", param_hint="--files")
    opened = open_source(source, format_)
    chosen = _Chosen(authors, fallback, not no_new_accounts, files != "none", folder)
    done = asyncio.run(_import(settings_from(values), opened, chosen, quiet=as_json))
    if report:
        _write(report, done.left_out)
    show(asdict(done), _told(done), as_json=as_json)


class _Chosen:
    """What the options say."""

    def __init__(
        self,
        authors: dict[str, str],
        fallback: str,
        makes_accounts: bool,
        takes_files: bool,
        folder: Path | None,
    ) -> None:
        self.authors = authors
        self.fallback = fallback
        self.makes_accounts = makes_accounts
        self.takes_files = takes_files
        self.folder = folder


async def _import(settings: Settings, source: Source, chosen: _Chosen, *, quiet: bool) -> ImportReport:
    await find_site(settings)
    application = Application(settings)
    async with application.open():
        ctx = await (await application.running()).site.begin(SYSTEM)
        account = await users.by_name(ctx, chosen.fallback) if chosen.fallback else None
        if chosen.fallback and account is None:
            raise NotFound(f"there is no account {chosen.fallback!r}")
        choices = ImportChoices(
            chosen.authors, chosen.makes_accounts, account.id if account else 0, chosen.takes_files
        )
        with click.progressbar(
            length=source.size, label="Importing", hidden=quiet or not sys.stderr.isatty(), file=sys.stderr
        ) as bar:
            importing, report = await run(
                ctx, source, choices, lambda one: bar.update(one.position - bar.pos)
            )
        if chosen.takes_files:
            await take_files(importing, chosen.folder or source.folder)
        return report


def _told(done: ImportReport) -> list[str]:
    made = f"{done.posts} posts with {done.comments} comments, {done.terms} terms, {done.authors} accounts"
    lines = [f"{made} and {done.files} files came along."]
    if done.known:
        lines.append(f"{done.known} posts were here already.")
    if done.left_out:
        lines.append(f"{len(done.left_out)} left out or changed:")
        lines += [f"  {one.kind} {one.name}: {one.why}" for one in done.left_out[:_NAMED]]
    if len(done.left_out) > _NAMED:
        lines.append("  …; --report FILE names them all.")
    return lines


def _write(path: Path, left_out: list[LeftOut]) -> None:
    """A table that a spreadsheet opens without taking anything for a formula."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, quoting=csv.QUOTE_ALL)
        table.writerow(["kind", "name", "why"])
        table.writerows([_cell(one.kind), _cell(one.name), _cell(one.why)] for one in left_out)


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
