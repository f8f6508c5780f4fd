"""Sites with something to look after, on each database, and the people at work in their admins."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

import httpx2
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage

from engine.app import Application
from engine.config.load import load
from engine.domain.context import Site
from engine.domain.publishing import PUBLISH
from engine.jobs.handlers import HANDLERS
from engine.jobs.worker import Worker
from tests import services
from tests.browser import site
from tests.browser.conftest import Visit
from tests.mailbox import Mailbox, mail_server

# Beside the themes that come with Tympan, one that is made of blocks.
THEMES = Path(__file__).parents[2] / "conformance/site/themes"
PASSWORD = "secret of the tests"
# Of the packages about themselves; and where the editor is not shown because somebody else is in it.
_WARNINGS = ("is deprecated since version", "Some preloads were never consumed")


@dataclass(frozen=True)
class Office:
    """Where the site is, how it is set, the API as its administrator sees it, and the mails that it has sent."""

    home: str
    settings: Mapping[str, str]
    api: httpx2.Client
    mails: Mailbox

    def ask(self, path: str) -> Any:
        """What the API answers."""
        answer = self.api.get(f"{self.home}/wp-json{path}")
        answer.raise_for_status()
        return answer.json()

    def tell(self, path: str, **said: object) -> Any:
        """What the API answers to something that is sent."""
        answer = self.api.post(f"{self.home}/wp-json{path}", json=said)
        answer.raise_for_status()
        return answer.json()

    def forget_likings(self) -> None:
        """Have the editor as it is for somebody who has not been in it: the office is one for all tests."""
        self.tell("/wp/v2/users/me", meta={"persisted_preferences": {}})

    async def let_time_pass(self, days: int) -> None:
        """Have done what is due by then: posts are published; all else is as if no time had passed."""
        application = Application(load(environ=self.settings))
        async with application.open():
            site = (await application.running()).site
            later = replace(site, clock=lambda: datetime.now(UTC) + timedelta(days=days))
            handlers = [one for one in HANDLERS if one.job is PUBLISH]
            await Worker(partial(_answer, later), handlers).run(asyncio.Event(), until_idle=True)


async def _answer(site: Site) -> Site:
    return site


@dataclass
class Desk(Visit):
    """Somebody's browser in the admin. Nobody there may see an error, a failed request, or what axe refuses."""

    async def look(self) -> None:
        """Have axe look at the screen as it is now, or as soon as there is something to see."""
        await self.page.locator("h1, #editor *").first.wait_for(state="attached")
        found = (await Axe().run(self.page)).response["violations"]
        self.complaints += [f"{self.page.url}: {one['id']}: {one['nodes'][0]['html'][:300]}" for one in found]

    def _hear(self, message: ConsoleMessage) -> None:
        if not any(one in message.text for one in _WARNINGS):
            super()._hear(message)


# For what is done in the browser alone, and has been seen by other tests to be stored alike.
any_database = pytest.mark.parametrize("office", ["sqlite"], indirect=True)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def office(request: pytest.FixtureRequest) -> Office:
    """The site on each database in turn; one of each for all tests."""
    return cast("Office", request.getfixturevalue(f"{request.param}_office"))


@pytest.fixture(scope="session")
def sqlite_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with opened(folder, f"sqlite:///{folder}/site.sqlite3") as office:
        yield office


@pytest.fixture(scope="session")
def postgres_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with services.fresh_postgres() as url, opened(tmp_path_factory.mktemp("office"), url) as office:
        yield office


@contextmanager
def opened(folder: Path, database: str) -> Iterator[Office]:
    """A fresh site, and its administrator at the API."""
    with mail_server() as box:
        settings = {
            "TYMPAN_DATABASE_URL": database,
            "TYMPAN_THEMES_DIR": str(THEMES),
            "TYMPAN_UPLOADS_DIR": str(folder / "uploads"),
            "TYMPAN_MAIL_HOST": "127.0.0.1",
            "TYMPAN_MAIL_PORT": str(box.port),
            "TYMPAN_MAIL_TLS": "none",
        }
        with (
            site.served(folder, settings, password=PASSWORD) as home,
            httpx2.Client(follow_redirects=True, timeout=30) as client,
        ):
            form = {"log": "admin", "pwd": PASSWORD}
            client.post(f"{home}/wp-login.php", data=form).raise_for_status()
            client.headers["X-WP-Nonce"] = client.get(
                f"{home}/wp-admin/admin-ajax.php?action=rest-nonce"
            ).text
            yield Office(home, settings, client, box)


Arriving = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def arrive(browser: Browser, office: Office) -> Arriving:
    """Have somebody come to the site with a browser of their own; at the end nothing may have gone wrong in it."""
    return partial(_arrive, browser, office)


@asynccontextmanager
async def _arrive(
    browser: Browser, office: Office, *, width: int = 1280, **settings: Any
) -> AsyncIterator[Desk]:
    context = await browser.new_context(
        base_url=office.home, viewport={"width": width, "height": 900}, reduced_motion="reduce", **settings
    )
    context.set_default_timeout(15_000)
    desk = Desk(office.home, await context.new_page())
    desk.listen()
    try:
        yield desk
        assert (desk.complaints, desk.foreign) == ([], [])
    finally:
        await context.close()


async def log_in(desk: Desk, login: str, password: str) -> None:
    """Log in by the form, where the browser shows it or not yet."""
    if "wp-login.php" not in desk.page.url:
        await desk.page.goto("/wp-login.php")
    await desk.page.get_by_label("Name or email address").fill(login)
    await desk.page.get_by_label("Password", exact=True).fill(password)
    await desk.page.get_by_role("button", name="Log in").click()
    await desk.page.wait_for_url("**/wp-admin/**")


def cookies(office: Office) -> Any:
    """What makes a browser the administrator's."""
    return [
        {"name": one.name, "value": one.value or "", "url": office.home} for one in office.api.cookies.jar
    ]


@pytest.fixture
async def admin(arrive: Arriving, office: Office) -> AsyncIterator[Desk]:
    """The administrator at work, at a desk."""
    office.forget_likings()
    async with arrive() as desk:
        await desk.page.context.add_cookies(cookies(office))
        yield desk


@pytest.fixture
async def phone(arrive: Arriving, office: Office) -> AsyncIterator[Desk]:
    """The administrator with a phone."""
    office.forget_likings()
    async with arrive(width=390, has_touch=True, is_mobile=True) as desk:
        await desk.page.context.add_cookies(cookies(office))
        yield desk
