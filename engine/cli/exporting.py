"""`tympan export`: the site's content as a file that WordPress reads, too."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

from engine.app import Application
from engine.cli.options import SITE, settings_from, settings_options
from engine.config.settings import Settings
from engine.domain import terms, users
from engine.domain.context import Context
from engine.domain.places import find_site
from engine.model.errors import Conflict, NotFound
from engine.model.terms import TermQuery
from engine.model.transfer import ExportFilter
from engine.model.users import SYSTEM
from engine.transfer import wxr_writer

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), default="-")
@click.option("--type", "type_", default="", help="Only posts of this type.")
@click.option(
    "--author", default="", metavar="LOGIN", help="Only posts, pages or attachments of this account."
)
@click.option("--status", default="", help="Only posts or pages of this status.")
@click.option("--category", default="", metavar="SLUG", help="Only posts of this category.")
@click.option("--since", type=_DAY, help="Only posts, pages or attachments from this day on.")
@click.option("--until", type=_DAY, help="Only those from before this day.")
@settings_options(*SITE)
def command(
    *, file: Path, type_: str, author: str, status: str, category: str, since: datetime | None,
    until: datetime | None, **values: object,
) -> None:  # fmt: skip
    """Write posts, pages, comments, terms and menus to FILE, or to standard output, as WordPress exports them.

    Author, dates, status and category narrow an export of one type, as WordPress does. Files are not in it: copy
    the folder of uploads as well.
    """
    settings = settings_from(values)
    chosen = {"type": type_, "status": status, "since": since, "until": until}
    asyncio.run(_export(settings, file, author, category, chosen))


async def _export(settings: Settings, file: Path, author: str, category: str, chosen: dict[str, Any]) -> None:
    await find_site(settings)
    application = Application(settings)
    async with application.open():
        ctx = await (await application.running()).site.begin(SYSTEM)
        wanted = ExportFilter(
            author=await _author(ctx, author), category=await _category(ctx, category), **chosen
        )
        pieces = wxr_writer.export(ctx, wanted)
        first = await anext(pieces)
        with _written(file) as target:
            target.write(first)
            async for piece in pieces:
                target.write(piece)


@contextmanager
def _written(file: Path) -> Iterator[TextIO]:
    """The file to write to, - for standard output; raises Conflict where it cannot be written."""
    if str(file) == "-":
        yield sys.stdout
        return
    try:
        with file.open("w", encoding="utf-8") as target:
            yield target
    except OSError as error:
        raise Conflict(f"cannot write {file}: {error.strerror}") from error


async def _author(ctx: Context, login: str) -> int:
    user = await users.by_name(ctx, login) if login else None
    if login and user is None:
        raise NotFound(f"there is no account {login!r}")
    return user.id if user else 0


async def _category(ctx: Context, slug: str) -> int:
    found = (await terms.query(ctx, TermQuery(("category",), slugs=(slug,)))).items if slug else ()
    if slug and not found:
        raise NotFound(f"there is no category {slug!r}")
    return found[0].id if found else 0
