"""What all screens share: the menu, notices and pop-ups, and that nothing is lost or hidden when something goes wrong."""

import re

import pytest
from playwright.async_api import Dialog, Route, expect

from tests.browser.admin.conftest import Desk, Office, any_database

pytestmark = [pytest.mark.browser, any_database]


async def test_what_is_not_saved_is_not_left_without_asking(admin: Desk) -> None:
    page, asked = admin.page, list[str]()

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        await dialog.dismiss()

    page.on("dialog", stay)
    await page.goto("/wp-admin/options-general.php")
    stored = await page.get_by_label("Tagline").input_value()
    await page.get_by_label("Tagline").fill("Not saved")
    await page.get_by_role("link", name="Comments").click()
    await expect(page.get_by_label("Tagline")).to_have_value("Not saved")
    assert asked == ["What you have changed here is not saved. Leave it?"]
    await page.get_by_label("Tagline").fill(stored)
    await page.get_by_role("link", name="Comments").click()
    await expect(page.get_by_role("heading", name="Comments", level=1)).to_be_visible()
    assert len(asked) == 1


async def test_name_of_the_site_is_read_and_written_as_text(admin: Desk, office: Office) -> None:
    before = office.ask("/wp/v2/settings")["title"]
    office.tell("/wp/v2/settings", title="Quay & Sons")
    try:
        await admin.page.goto("/wp-admin/options-general.php")
        await expect(admin.page.get_by_label("Site title")).to_have_value("Quay & Sons")
        await expect(admin.page.get_by_role("banner").get_by_text("Quay & Sons")).to_be_visible()
        await expect(admin.page).to_have_title("Settings ‹ Quay & Sons")
    finally:
        office.tell("/wp/v2/settings", title=before)


async def test_menu_of_the_phone_closes_with_escape(phone: Desk) -> None:
    await phone.page.goto("/wp-admin/users.php")
    opener = phone.page.get_by_role("button", name="Menu", exact=True)
    await opener.click()
    await expect(phone.page.get_by_role("link", name="Plugins")).to_be_visible()
    await phone.page.keyboard.press("Escape")
    await expect(phone.page.get_by_role("link", name="Plugins")).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_pop_ups_come_in_where_they_belong(admin: Desk) -> None:
    """With the movement that other tests spare themselves."""
    page = admin.page
    await page.emulate_media(reduced_motion="no-preference")
    await page.goto("/wp-admin/edit.php")
    views = page.get_by_role("button", name="Views", exact=True)
    await expect(views).to_be_enabled()
    await views.click()
    menu = page.locator(".components-popover.is-positioned")
    await expect(menu.get_by_role("menuitem", name="Save this view…")).to_be_visible()
    assert float(await menu.evaluate("one => getComputedStyle(one).opacity")) == 1
    above, below = await views.bounding_box(), await menu.bounding_box()
    assert above
    assert below
    assert 0 <= below["y"] - above["y"] - above["height"] < 24
    await page.keyboard.press("Escape")
    await expect(menu).to_be_hidden()
    await expect(views).to_be_focused()


async def test_screen_that_cannot_be_loaded_says_so(admin: Desk) -> None:
    page = admin.page
    await page.goto("/wp-admin/users.php")
    await page.get_by_role("heading", name="Users").wait_for()
    await page.route(re.compile(r"/assets/Tools-"), lambda route: route.abort())
    await page.get_by_role("link", name="Tools").click()
    await expect(page.get_by_role("heading", name="This cannot be shown")).to_be_visible()
    await page.get_by_role("link", name="Users").click()
    await expect(page.get_by_role("heading", name="Users")).to_be_visible()
    assert admin.complaints
    admin.complaints.clear()


async def test_dashboard_says_what_could_not_be_asked(admin: Desk) -> None:
    """Instead of that nothing waits."""
    page = admin.page

    async def refuse(route: Route) -> None:
        await route.fulfill(status=500, json={"code": "broken", "message": "The comments are away."})

    await page.route(re.compile("/wp/v2/comments.*status=hold"), refuse)
    await page.goto("/wp-admin/")
    waiting = page.locator("section").filter(has=page.get_by_role("heading", name="Comments that wait"))
    await expect(waiting.get_by_text("The comments are away.")).to_be_visible()
    await expect(waiting.get_by_text("Nothing waits for you.")).to_be_hidden()
    await page.unroute(re.compile("/wp/v2/comments.*status=hold"))
    await waiting.get_by_role("button", name="Try again").click()
    await expect(waiting.get_by_text("The comments are away.")).to_be_hidden()
    admin.complaints.clear()


async def test_draft_for_a_day_to_come_was_not_changed_on_that_day(admin: Desk, office: Office) -> None:
    """WordPress stores that day as the one of its last change."""
    made = office.tell("/wp/v2/posts", title="For May", status="draft", date="2131-05-01T10:00:00")
    page = admin.page
    try:
        await page.goto("/wp-admin/")
        row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="For May"))
        await expect(row).to_have_text("For May")
    finally:
        office.api.delete(f"{office.home}/wp-json/wp/v2/posts/{made['id']}?force=true").raise_for_status()
