"""Serve a recorded site: `serve.py DATABASE_URL PORT [--site recorded|golden] [--uploads DIR] [--no-cache]`."""

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

if __name__ == "__main__":
    # In the place of this folder, whose modules must not hide those of Python.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from granian.constants import Interfaces
from granian.server import Server

from engine.config.settings import Settings, variable
from engine.domain.installation import migrate
from tests.conformance import recording


def settings(url: str, uploads: Path, *, shared: bool = False, prefix: str = "wp_") -> Settings:
    """A site's settings, with what its theme and plugins register in code."""
    return Settings(
        database_url=url,
        table_prefix=prefix,
        shared_database=shared,
        cache="off" if shared else "memory",
        uploads_dir=uploads,
        themes_dir=recording.SITE / "themes",
        plugins_dir=recording.SITE / "plugins",
        avatars="gravatar",  # as WordPress has them
    )


def main() -> None:
    """Read the command line and serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database_url", metavar="DATABASE_URL")
    parser.add_argument("port", type=int, metavar="PORT")
    parser.add_argument("--site", choices=("recorded", "golden"), default="recorded")
    parser.add_argument(
        "--uploads", type=Path, metavar="DIR", help="the uploaded files; without, a fresh copy"
    )
    parser.add_argument("--no-cache", action="store_true", help="remember nothing between requests")
    parser.add_argument("--prefix", default="wp_", help="what the names of the tables begin with")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        uploads = chosen.uploads or recording.unpack_uploads(Path(folder))
        _serve(
            settings(chosen.database_url, uploads, shared=chosen.no_cache, prefix=chosen.prefix), chosen.port
        )


def _serve(chosen: Settings, port: int) -> None:
    """One worker, a process of its own, which reads its settings from the environment.

    The engine's own tables are made first, as `tympan serve` makes them: a dump of WordPress's does not have them.
    """
    asyncio.run(migrate(chosen))
    for name in ("database_url", "table_prefix", "cache", "uploads_dir", "themes_dir", "plugins_dir"):
        os.environ[variable(name)] = str(getattr(chosen, name))
    os.environ[variable("shared_database")] = "1" if chosen.shared_database else "0"
    Server("engine.app:create", port=port, interface=Interfaces.ASGI, factory=True).serve()


if __name__ == "__main__":
    main()
