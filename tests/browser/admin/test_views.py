"""A view of a list is saved under a name, taken up again on another device, and removed."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.admin.conftest import Desk, Office, any_database

pytestmark = [pytest.mark.browser, any_database]

LIST = "/wp-admin/edit.php"


async def forget(page: Page) -> None:
    """Come as from a device on which the list was never seen."""
    await page.evaluate("localStorage.clear()")
    await page.goto(LIST)


async def test_view_is_saved_taken_up_again_and_removed(admin: Desk, office: Office) -> None:
    page = admin.page
    office.tell("/wp/v2/posts", title="Of whalebone", status="draft")
    await page.goto(LIST)
    search = page.get_by_role("searchbox").first
    async with page.expect_response(lambda answer: "search=whalebone" in answer.url):
        await search.fill("whalebone")
    await expect(page.locator(".dataviews-view-table tbody tr")).to_have_count(1)

    await page.get_by_role("button", name="Views").click()
    await admin.look()
    await page.get_by_role("menuitem", name="Save this view…").click()
    await page.get_by_role("dialog").wait_for()
    await admin.look()
    await page.get_by_label("Name").fill("Whales")
    await page.keyboard.press("Enter")
    await page.get_by_text("“Whales” is saved.").first.wait_for()
    kept = office.ask("/tympan/v1/views/post")["views"]
    assert [(one["name"], one["view"]["search"]) for one in kept] == [("Whales", "whalebone")]

    await forget(page)
    await expect(search).to_have_value("")
    await page.get_by_role("button", name="Views").click()
    await page.get_by_role("menuitemradio", name="Whales").click()
    await expect(search).to_have_value("whalebone")
    await expect(page.locator(".dataviews-view-table tbody tr")).to_have_count(1)

    await page.get_by_role("button", name="View: Whales").click()
    await page.get_by_role("menuitem", name="Remove “Whales”").click()
    await page.get_by_text("“Whales” is removed.").first.wait_for()
    assert office.ask("/tympan/v1/views/post") == {"views": []}
