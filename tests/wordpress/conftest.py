"""A real WordPress and a Tympan on one MariaDB database, the recorded site's."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bench.contestants import TYMPAN, running
from tests.browser.site import free_port
from tests.conformance.sites import load
from tests.wordpress.configuration import Site
from tests.wordpress.database import execute
from tests.wordpress.server import WordPress, serve

PASSWORD = "a password that every WordPress can check"
# phpass: the recorded hashes came with WordPress 6.8, Debian's is older.
_HASH = "$P$5benchmrkjajUIa9LGdv0RM87yDVUO0"
_ADAPTED = f"""
UPDATE wp_options SET option_value = 'twentytwentyone' WHERE option_name IN ('template', 'stylesheet');
UPDATE wp_options SET option_value = 'a:0:{{}}' WHERE option_name = 'active_plugins';
UPDATE wp_options SET option_value = '0' WHERE option_name IN ('comment_previously_approved', 'comments_notify');
UPDATE wp_users SET user_pass = '{_HASH}' WHERE user_login = 'admin';
"""  # noqa: S608  # constants of our own


@pytest.fixture
def shared_site(mariadb_url: str) -> str:
    """The recorded site with what Debian's older WordPress needs: a theme it has and a hash it knows."""
    asyncio.run(load(mariadb_url))
    execute(mariadb_url, _ADAPTED)
    return mariadb_url


@pytest.fixture
def wordpress(shared_site: str) -> Iterator[WordPress]:
    with serve(Site(shared_site, free_port(), children=2)) as running_wordpress:
        yield running_wordpress


@pytest.fixture
def tympan(wordpress: WordPress, tmp_path: Path) -> Iterator[str]:
    """The address of a Tympan that was given WordPress's own wp-config.php."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [*TYMPAN, "serve", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--wp-config", str(wordpress.wp_config), "--shared-database"]
    with ExitStack() as stack:
        stack.enter_context(running(command, {"TYMPAN_THEME": "frisket"}, address, log=tmp_path / "log"))
        yield address
