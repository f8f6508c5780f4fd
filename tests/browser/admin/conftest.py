"""A site with something to look after, and its administrator before the admin."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from playwright.async_api import Browser, Response

from tests.browser import site
from tests.browser.conftest import Visit

# Beside the themes that come with Tympan, one that is made of blocks.
THEMES = Path(__file__).parents[2] / "conformance/site/themes"
PASSWORD = "secret of the tests"
WAITING = ("First to wait", "Second to wait", "Cheap watches", "Fourth to wait")


@dataclass(frozen=True)
class Office:
    """Where the site is, and who has logged in there: the cookies, and the API as they see it."""

    home: str
    api: httpx2.Client

    def ask(self, path: str) -> list[dict[str, object]]:
        answer = self.api.get(f"{self.home}/wp-json{path}")
        answer.raise_for_status()
        found: list[dict[str, object]] = answer.json()
        return found


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A fresh site with comments that wait, and its administrator."""
    with (
        site.served(
            tmp_path_factory.mktemp("office"), {"TYMPAN_THEMES_DIR": str(THEMES)}, password=PASSWORD
        ) as home,
        httpx2.Client(follow_redirects=True) as client,
    ):
        client.post(f"{home}/wp-login.php", data={"log": "admin", "pwd": PASSWORD}).raise_for_status()
        nonce = client.get(f"{home}/wp-admin/admin-ajax.php?action=rest-nonce").text
        client.headers["X-WP-Nonce"] = nonce
        post = client.get(f"{home}/wp-json/wp/v2/posts").json()[0]["id"]
        for words in WAITING:
            comment = {
                "post": post,
                "content": f"{words}.",
                "status": "hold",
                "author_name": words,
                "author_email": "guest@example.org",
            }
            client.post(f"{home}/wp-json/wp/v2/comments", json=comment).raise_for_status()
        yield Office(home, client)


@pytest.fixture
async def admin(browser: Browser, office: Office) -> AsyncIterator[Visit]:
    """The administrator at work, at a desk."""
    context = await browser.new_context(base_url=office.home, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    await context.add_cookies(
        [{"name": one.name, "value": one.value or "", "url": office.home} for one in office.api.cookies.jar]
    )
    visit = Visit(office.home, await context.new_page())
    visit.listen()
    visit.page.on("response", lambda response: _note(visit, response))
    yield visit
    await context.close()


def _note(visit: Visit, response: Response) -> None:
    if response.status >= 400:
        visit.complaints.append(f"{response.status} {response.request.method} {response.url}")
