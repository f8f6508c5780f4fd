"""Serve a MariaDB database with Debian's WordPress until interrupted: python -m tests.wordpress DATABASE_URL."""

import argparse
import signal
from contextlib import suppress
from pathlib import Path

from tests.wordpress.configuration import Site
from tests.wordpress.install import install
from tests.wordpress.server import serve


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.wordpress", description=__doc__)
    parser.add_argument("database", help="mysql://user:password@host:port/name")
    parser.add_argument("--port", type=int, default=8200)
    parser.add_argument("--prefix", default="wp_")
    parser.add_argument("--theme", type=Path, action="append", default=[], help="folder of a theme to add")
    parser.add_argument(
        "--plugin", type=Path, action="append", default=[], help="folder or file of a plugin to add"
    )
    parser.add_argument("--uploads", type=Path)
    options = parser.parse_args()
    install()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clean up when told to stop, too
    site = Site(
        database=options.database,
        port=options.port,
        prefix=options.prefix,
        themes=tuple(options.theme),
        plugins=tuple(options.plugin),
        uploads=options.uploads,
    )
    with serve(site) as wordpress, suppress(KeyboardInterrupt):
        print(f"{wordpress.home}  ({wordpress.wp_config})", flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
