"""A served Tympan, and a browser on it that notes what it must not see."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import httpx2
import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, Request

from tests.browser import site


@dataclass  # without slots: Playwright keeps notes on the object whose methods listen
class Visit:
    """A page of the browser on a site, with the complaints and the foreign requests it caused."""

    home: str
    page: Page
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._watch)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.location['url']}: {message.text}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.foreign.append(request.url)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a fresh site."""
    with site.served(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with site.chromium(chromium) as browser:
        yield browser


@pytest.fixture
async def visit(browser: Browser, home: str) -> Visit:
    """A guest on the site, who has never been there."""
    visit = Visit(home, await browser.new_page(base_url=home))
    visit.listen()
    return visit


@pytest.fixture(scope="session")
def first_post(home: str) -> str:
    """The address of the newest post."""
    return str(httpx2.get(f"{home}/wp-json/wp/v2/posts").json()[0]["link"])
