"""A blog with every network switched on, and a browser that may be without scripts."""

import itertools
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from playwright.async_api import Browser, BrowserContext, Page

from tests.browser import site
from tests.browser.site import free_port
from tests.mailbox import Mailbox, mail_server
from tests.providers import networks
from tests.providers.served import served

PASSWORD = "secret of the tests"


@dataclass(frozen=True)
class Blog:
    """Where the blog, its first post and the networks are, and what mails it sent."""

    home: str
    post: str
    networks: str
    mails: Mailbox


@pytest.fixture(scope="session")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    """The blog, where comments are shown at once."""
    yield from _blog(tmp_path_factory.mktemp("readers"), cuts_ties=False)


@pytest.fixture(scope="session")
def strict_blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    """The same, with networks whose pages keep their distance from whoever opened them."""
    yield from _blog(tmp_path_factory.mktemp("strict"), cuts_ties=True)


@pytest.fixture(scope="session")
def members_blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    """The same, where only who is logged in may comment."""
    folder = tmp_path_factory.mktemp("members")
    for blog in _blog(folder, cuts_ties=False):
        with closing(sqlite3.connect(folder / "site.sqlite3", timeout=10)) as database:
            database.create_collation("tympan_unicode_ci", lambda one, other: (one > other) - (one < other))
            database.execute(
                "UPDATE wp_options SET option_value = '1' WHERE option_name = 'comment_registration'"
            )
            database.commit()
        time.sleep(1.1)  # for so long the site goes on with the options it knows
        yield blog


def _blog(folder: Path, *, cuts_ties: bool) -> Iterator[Blog]:
    with mail_server() as box, served(free_port(), log=folder / "networks", cuts_ties=cuts_ties) as origin:
        settings = networks.settings(origin) | {
            "TYMPAN_OUTGOING_NETWORKS": "127.0.0.0/8",
            "TYMPAN_TRUSTED_PROXIES": "127.0.0.0/8",
            "TYMPAN_MAIL_HOST": "127.0.0.1",
            "TYMPAN_MAIL_PORT": str(box.port),
            "TYMPAN_MAIL_TLS": "none",
            "TYMPAN_EMAIL_SIGN_IN": "true",
        }
        with site.served(folder, settings, password=PASSWORD) as home:
            posts = httpx2.get(f"{home}/wp-json/wp/v2/posts").json()
            yield Blog(home, str(posts[0]["link"]), origin, box)


@pytest.fixture
async def with_scripts(browser: Browser) -> AsyncIterator[Page]:
    """A page of a new browser."""
    async for page in _page(await browser.new_context(extra_http_headers=somewhere())):
        yield page


@pytest.fixture
async def without_scripts(browser: Browser) -> AsyncIterator[Page]:
    """A page of a new browser that runs no scripts."""
    headers = somewhere()
    async for page in _page(await browser.new_context(java_script_enabled=False, extra_http_headers=headers)):
        yield page


_ADDRESSES = itertools.count(1)


def somewhere() -> dict[str, str]:
    """Every browser is somewhere else: nobody is kept waiting because another one has just commented."""
    return {"X-Forwarded-For": f"203.0.113.{next(_ADDRESSES)}"}


async def _page(context: BrowserContext) -> AsyncIterator[Page]:
    context.set_default_timeout(15_000)
    yield await context.new_page()
    await context.close()
