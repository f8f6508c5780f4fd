"""`tympan worker`: background work in a process of its own."""

import asyncio
import logging
import signal

import click

from engine.app import Application
from engine.cli import logs
from engine.cli.options import ALL, settings_from, settings_options
from engine.config.settings import Settings
from engine.domain.installation import migrate
from engine.domain.places import find_site


@click.command()
@click.option("--until-idle", is_flag=True, help="End when nothing is due any more.")
@settings_options(*ALL)
def command(*, until_idle: bool, **values: object) -> None:
    """Do background work until stopped: mails, scheduled posts, pings, clean-up.

    `tympan serve` does it too, unless --background worker says otherwise. Any number of workers, on any machines that
    reach the database, share the work. SIGTERM lets what is under way end first.
    """
    logs.begin(logging.INFO)
    settings = settings_from(values)
    site = asyncio.run(find_site(settings))
    asyncio.run(migrate(settings))
    click.echo(f"Working for {settings.home_url or site}")
    asyncio.run(_work(settings, until_idle=until_idle))


async def _work(settings: Settings, *, until_idle: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    application = Application(settings)
    async with application.open():
        await application.worker().run(stop, until_idle=until_idle)
