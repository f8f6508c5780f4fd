"""`tympan serve`: the site, over HTTP."""

import asyncio
import os
import signal
from pathlib import Path
from typing import Final

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

import engine
from engine.cli import logs
from engine.cli.listening import check_port, check_socket
from engine.cli.options import ALL, given_options, settings_from, settings_options
from engine.cli.reloading import reload_on_change
from engine.cli.themes import check_theme
from engine.config.bundled import bundled
from engine.config.load import environment
from engine.config.settings import Settings
from engine.domain.installation import NewSite, install, is_missing, migrate
from engine.domain.passwords import generate_password
from engine.domain.places import find_site

# How long, in seconds, requests may take to end when the server is stopped.
PATIENCE: Final = 30

_EVERYWHERE: Final = {"0.0.0.0", "::", ""}  # noqa: S104 - compared, not listened on


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
@click.option("--uds", type=click.Path(path_type=Path), help="Unix socket to listen on instead.")
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Number of processes."
)
@click.option("--reload", "reload_", is_flag=True, help="Begin anew when code, theme or plugins change.")
@settings_options(*ALL)
def command(*, host: str, port: int, uds: Path | None, workers: int, reload_: bool, **values: object) -> None:
    """Serve the site until stopped; requests under way are finished first.

    Without any setting, and where var/ holds no site yet, a new one is made and its log-in printed.
    SIGHUP renews the workers one by one.
    """
    settings = settings_from(values)
    check_theme(settings)
    if uds:
        check_socket(uds)
    else:
        check_port(host, port)
    if is_missing(settings):
        _make_site(settings, "127.0.0.1" if uds or host in _EVERYWHERE else host, port)
    site = asyncio.run(find_site(settings))
    asyncio.run(migrate(settings))
    os.environ.update(environment(given_options(values)))
    click.echo(f"Serving {settings.home_url or site} on {f'unix:{uds}' if uds else _address(host, port)}")
    if reload_:
        _watch(settings)
    _run(host, port, uds, workers)


def _run(host: str, port: int, uds: Path | None, workers: int) -> None:
    server = Server(
        "engine.cli.process:create",
        factory=True,
        interface=Interfaces.ASGI,
        address=host,
        port=port,
        uds=uds,
        workers=workers,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig={"formatters": {name: {"format": logs.FORMAT} for name in ("generic", "access")}},
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
    )
    _end_beginners(os.getpid())
    server.serve()


def _end_beginners(server: int) -> None:
    """Have a worker that still begins end at once when it is told to.

    It is a fork of the server and has its handlers until it sets its own: what the server's would do there, nobody sees.
    """

    def reset() -> None:
        if os.getppid() == server:
            for one in (signal.SIGTERM, signal.SIGINT):
                signal.signal(one, signal.SIG_DFL)

    os.register_at_fork(after_in_child=reset)


def _make_site(settings: Settings, host: str, port: int) -> None:
    password = generate_password(20, special=False)
    new = NewSite("A new blog", _address(host, port), "admin", "admin@example.org", password)
    asyncio.run(install(settings, new))
    click.echo(f"A new site was made. Log in as {new.login} with the password {password}")


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _watch(settings: Settings) -> None:
    code = [Path(folder) for folder in engine.__path__]
    own = [folder for folder in (settings.themes_dir, settings.plugins_dir) if folder]
    reload_on_change([*code, bundled("themes"), bundled("plugins"), *own])
