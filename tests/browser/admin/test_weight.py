"""What the lists weigh on their way to a browser that has nothing yet."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.admin.conftest import Arriving, Office, any_database, cookies

pytestmark = [pytest.mark.browser, any_database]

BAR = 400_000
LISTS = (
    "edit.php",
    "edit.php?post_type=page",
    "edit-tags.php?taxonomy=category",
    "edit-tags.php?taxonomy=post_tag",
    "upload.php",
    "edit-comments.php",
    "users.php",
)


@pytest.fixture(params=["", "de_DE"], ids=["English", "German"])
def language(request: pytest.FixtureRequest, office: Office) -> Iterator[str]:
    """The language in which the administrator works."""
    office.tell("/wp/v2/users/me", locale=request.param)
    yield request.param
    office.tell("/wp/v2/users/me", locale="")


async def test_lists_are_light(arrive: Arriving, office: Office, language: str) -> None:
    """As the network sees it: page, scripts, styles and words; what is listed is as heavy as it is."""
    weights: Counter[str] = Counter()
    for screen in LISTS:
        async with arrive(extra_http_headers={"Accept-Encoding": "gzip"}) as desk:
            await desk.page.context.add_cookies(cookies(office))
            network = await desk.page.context.new_cdp_session(desk.page)
            asked: dict[str, str] = {}

            def note(event: Any, asked: dict[str, str] = asked) -> None:
                asked[event["requestId"]] = event["request"]["url"]

            def weigh(event: Any, asked: dict[str, str] = asked, screen: str = screen) -> None:
                if re.search(r"/wp-admin/(?!admin-ajax)", asked[event["requestId"]]):
                    weights[screen] += int(event["encodedDataLength"])

            network.on("Network.requestWillBeSent", note)
            network.on("Network.loadingFinished", weigh)
            await network.send("Network.enable")
            await desk.page.goto(f"/wp-admin/{screen}")
            await expect(desk.page.locator("html")).to_have_attribute(
                "lang", (language or "en_US").replace("_", "-")
            )
            await desk.page.locator(".dataviews-wrapper").wait_for()
            await desk.page.wait_for_load_state("networkidle")
    assert set(weights) == set(LISTS)
    assert {screen: bytes_ for screen, bytes_ in weights.items() if not 100_000 < bytes_ < BAR} == {}
