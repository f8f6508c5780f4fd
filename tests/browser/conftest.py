"""A served Tympan, and a browser on it that notes what it must not see."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import httpx2
import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, Request, Response, expect

from tests.browser import site

expect.set_options(timeout=15_000)  # as long as any action may take on a machine that has much to do


@dataclass  # without slots: Playwright keeps notes on the object whose methods listen
class Visit:
    """A page of the browser on a site, with the complaints and the foreign requests of it and of all that it opens."""

    home: str
    page: Page
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def listen(self) -> None:
        context = self.page.context
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", self._watch)
        context.on("requestfailed", self._miss)
        context.on("response", self._note)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.location['url']}: {message.text}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.foreign.append(request.url)

    def _miss(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # as what a page that is left had begun to load
            self.complaints.append(f"{request.failure} {request.method} {request.url}")

    def _note(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.request.method} {response.url}")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a fresh site."""
    with site.served(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """One for all tests of a module; each has a context of its own, which shares nothing with others."""
    async with site.chromium(chromium) as browser:
        yield browser


@pytest.fixture
async def visit(browser: Browser, home: str) -> AsyncIterator[Visit]:
    """A guest on the site, who has never been there."""
    visit = Visit(home, await browser.new_page(base_url=home))
    visit.listen()
    yield visit
    await visit.page.close()


@pytest.fixture(scope="session")
def first_post(home: str) -> str:
    """The address of the newest post."""
    return str(httpx2.get(f"{home}/wp-json/wp/v2/posts").json()[0]["link"])
