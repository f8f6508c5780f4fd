"""The admin in another language: its words, and how it tells dates."""

import re
from collections.abc import Iterator

import pytest
from playwright.async_api import Route, expect

from tests.browser.admin.conftest import Office, any_database
from tests.browser.admin.editor import open_editor
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, any_database]


@pytest.fixture
def german(office: Office) -> Iterator[None]:
    """The administrator works in German."""
    me = f"{office.home}/wp-json/wp/v2/users/me"
    office.api.post(me, json={"locale": "de_DE"}).raise_for_status()
    yield
    office.api.post(me, json={"locale": ""}).raise_for_status()


@pytest.mark.usefixtures("german")
async def test_dates_are_told_in_the_language_of_the_person(admin: Visit, office: Office) -> None:
    page = admin.page
    await page.goto("/wp-admin/edit.php")
    await expect(
        page.locator("table time, table td").filter(has_text=re.compile(r"^(vor|in) ")).first
    ).to_be_visible()
    march = {"title": "Im März", "status": "future", "date": "2031-03-05T14:30:00"}
    made = office.api.post(f"{office.home}/wp-json/wp/v2/posts", json=march)
    await open_editor(admin, f"/wp-admin/post.php?post={made.json()['id']}&action=edit")
    await expect(page.get_by_text("5. März 2031, 14:30").first).to_be_visible()
    await page.goto("/wp-admin/site-health.php")
    await expect(page.get_by_text("Die Website wird ohne HTTPS gelesen")).to_be_visible()
    office.api.delete(f"{made.url}/{made.json()['id']}?force=true").raise_for_status()


async def test_page_from_right_to_left_has_the_style_sheets_for_it_alone(
    admin: Visit, office: Office
) -> None:
    """The page says which way it is written; here it is turned on its way to the browser."""
    page = admin.page

    async def turn(route: Route) -> None:
        answer = await route.fetch()
        turned = (await answer.text()).replace(' dir="ltr"', ' dir="rtl"')
        await route.fulfill(response=answer, body=turned)

    await page.route(re.compile(r"/wp-admin/(edit|post)\.php"), turn)
    post = office.ask("/wp/v2/posts")[-1]["id"]
    for address, ready in (
        ("edit.php", "table"),
        (f"post.php?post={post}&action=edit", "iframe[name=editor-canvas]"),
    ):
        await page.goto(f"/wp-admin/{address}")
        await page.locator(ready).first.wait_for()
        names = await page.locator("link[rel=stylesheet]").evaluate_all(
            "links => links.map(link => link.href)"
        )
        assert any("packages-rtl" in name for name in names), address
        assert [name for name in names if "-ltr" in name] == [], address
    assert any("styles-rtl" in name for name in names)
