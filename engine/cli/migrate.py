"""`tympan migrate`: the tables brought up to date."""

import asyncio

import click

from engine.cli.options import SITE, settings_from, settings_options
from engine.cli.outcome import json_option, show
from engine.domain.installation import migrate


@click.command()
@settings_options(*SITE)
@json_option
def command(*, as_json: bool, **values: object) -> None:
    """Make the tables that are missing; what is there already is left as it is.

    Safe to run twice, and from several machines at the same time. WordPress's own tables are never changed.
    """
    names = asyncio.run(migrate(settings_from(values)))
    show(
        {"migrations": names}, [*names, "Nothing left to do." if names else "Nothing to do."], as_json=as_json
    )
