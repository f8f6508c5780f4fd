"""A view of a list is saved under a name, taken up again on another device, and removed."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.admin.conftest import Office
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

LIST = "/wp-admin/edit-comments.php"


async def forget(page: Page) -> None:
    """Come as from a device on which the list was never seen."""
    await page.evaluate("localStorage.clear()")
    await page.goto(LIST)


async def test_view_is_saved_taken_up_again_and_removed(admin: Visit, office: Office) -> None:
    page = admin.page
    await page.goto(LIST)
    search = page.get_by_role("searchbox").first
    await search.fill("watches")
    await expect(page.locator(".dataviews-view-table tbody tr")).to_have_count(1)

    await page.get_by_role("button", name="Views").click()
    await page.get_by_role("menuitem", name="Save this view…").click()
    await page.get_by_label("Name").fill("Watches")
    await page.keyboard.press("Enter")
    await page.get_by_text("“Watches” is saved.").first.wait_for()
    kept = office.api.get(f"{office.home}/wp-json/tympan/v1/views/comments").json()["views"]
    assert [(one["name"], one["view"]["search"]) for one in kept] == [("Watches", "watches")]

    await forget(page)
    await expect(search).to_have_value("")
    await page.get_by_role("button", name="Views").click()
    await page.get_by_role("menuitemradio", name="Watches").click()
    await expect(search).to_have_value("watches")
    await expect(page.locator(".dataviews-view-table tbody tr")).to_have_count(1)

    await page.get_by_role("button", name="Watches").click()
    await page.get_by_role("menuitem", name="Remove “Watches”").click()
    await page.get_by_text("“Watches” is removed.").first.wait_for()
    assert office.api.get(f"{office.home}/wp-json/tympan/v1/views/comments").json() == {"views": []}
    assert (admin.complaints, admin.foreign) == ([], [])
