"""A real WordPress and a Tympan on one MariaDB database, the recorded site's."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.bench.contestants import TYMPAN, running
from tests.browser.site import free_port
from tests.conformance import recording
from tests.conformance.sites import load
from tests.services import fresh_mariadb
from tests.wordpress.configuration import Site
from tests.wordpress.database import execute
from tests.wordpress.install import BLOCK_THEME, database_version
from tests.wordpress.server import WordPress, serve

PASSWORD = "a password that every WordPress can check"
# phpass: the recorded hashes came with WordPress 6.8, Debian's is older.
_HASH = "$P$5benchmrkjajUIa9LGdv0RM87yDVUO0"


def adapted(theme: str) -> str:
    """The statements that give the site what Debian's older WordPress needs: a theme it has, its version of the tables and a hash it knows."""
    return f"""
UPDATE wp_options SET option_value = '{theme}' WHERE option_name IN ('template', 'stylesheet');
UPDATE wp_options SET option_value = 'a:0:{{}}' WHERE option_name = 'active_plugins';
UPDATE wp_options SET option_value = '0' WHERE option_name IN ('comment_previously_approved', 'comments_notify');
UPDATE wp_options SET option_value = '{database_version()}' WHERE option_name = 'db_version';
UPDATE wp_users SET user_pass = '{_HASH}' WHERE user_login = 'admin';
"""  # noqa: S608  # constants of our own


@pytest.fixture(scope="session")
def adapted_site() -> Iterator[str]:
    """The recorded site, as Debian's WordPress can show it."""
    with fresh_mariadb() as url:
        asyncio.run(load(url))
        execute(url, adapted(BLOCK_THEME))
        yield url


@pytest.fixture(scope="session")
def wordpress(adapted_site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    uploads = recording.unpack_uploads(tmp_path_factory.mktemp("uploads"))
    with serve(Site(adapted_site, free_port(), children=2, uploads=uploads)) as running_wordpress:
        yield running_wordpress


@pytest.fixture(autouse=True)
def shared_site(adapted_site: str) -> str:
    """The site's database; what earlier tests wrote is an hour old, so that nobody is taken for a flood."""
    older = (f"{column} = {column} - INTERVAL 1 HOUR" for column in ("comment_date", "comment_date_gmt"))
    execute(adapted_site, f"UPDATE wp_comments SET {', '.join(older)}")  # noqa: S608  # names of ours
    return adapted_site


@pytest.fixture(scope="session")
def tympan(wordpress: WordPress, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Tympan that was given WordPress's own wp-config.php."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [*TYMPAN, "serve", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--wp-config", str(wordpress.wp_config), "--shared-database"]
    with ExitStack() as stack:
        stack.enter_context(
            running(command, {"TYMPAN_THEME": "frisket"}, address, log=tmp_path_factory.mktemp("log") / "log")
        )
        yield address
