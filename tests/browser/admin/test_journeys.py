"""What an administrator does on a day: log in, moderate, sort, name."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.admin.conftest import PASSWORD, WAITING, Office
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


async def test_guest_logs_in_and_comes_where_they_wanted(browser: Browser, office: Office) -> None:
    page = await browser.new_page(base_url=office.home)
    await page.goto("/wp-admin/edit.php")
    await page.locator("#user_login").fill("admin")
    await page.locator("#user_pass").fill(PASSWORD)
    await page.locator("#wp-submit").click()
    await page.wait_for_url("**/wp-admin/edit.php")
    await expect(page.locator("h1")).to_have_text("Posts")


async def test_comments_are_moderated_by_keyboard_alone(admin: Visit, office: Office) -> None:
    def waiting() -> set[object]:
        return {one["author_name"] for one in office.ask("/wp/v2/comments?status=hold&context=edit")}

    page, keys = admin.page, admin.page.keyboard
    await page.goto("/wp-admin/edit-comments.php")
    rows = page.locator("tbody tr")
    await expect(rows).to_have_count(len(WAITING))
    await rows.first.wait_for()
    order = [await rows.nth(at).locator("strong").inner_text() for at in range(len(WAITING))]
    await keys.press("j")
    await keys.press("a")
    await expect(rows).to_have_count(len(WAITING) - 1)
    assert order[0] not in waiting()
    await expect(rows.first.locator("input").first).to_be_focused()
    await keys.press("s")
    await expect(rows).to_have_count(len(WAITING) - 2)
    assert [one["author_name"] for one in office.ask("/wp/v2/comments?status=spam&context=edit")] == [
        order[1]
    ]
    await keys.press("z")
    await expect(rows).to_have_count(len(WAITING) - 1)
    assert waiting() == set(order[1:])
    assert admin.complaints == []


async def test_comment_is_approved_on_a_phone_and_taken_back(
    browser: Browser, office: Office, admin: Visit
) -> None:
    cookies = await admin.page.context.storage_state()
    phone = await browser.new_context(
        base_url=office.home,
        storage_state=cookies,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    page = await phone.new_page()
    await page.goto("/wp-admin/edit-comments.php")
    cards = page.locator(".dataviews-view-grid__card")
    await cards.first.wait_for()
    before = await cards.count()
    await cards.first.get_by_role("button", name="Actions").tap()
    await page.get_by_role("menuitem", name="Approve").tap()
    await expect(cards).to_have_count(before - 1)
    await page.get_by_role("button", name="Undo").tap()
    await expect(cards).to_have_count(before)
    await phone.close()


async def test_category_is_added(admin: Visit, office: Office) -> None:
    await admin.page.goto("/wp-admin/edit-tags.php?taxonomy=category")
    await admin.page.get_by_text("Add a category").click()
    await admin.page.get_by_label("Name", exact=True).fill("Sea & shore")
    await admin.page.get_by_role("button", name="Add", exact=True).click()
    await expect(admin.page.locator("td", has_text="Sea & shore")).to_be_visible()
    assert "sea-shore" in {one["slug"] for one in office.ask("/wp/v2/categories")}
    assert admin.complaints == []


async def test_site_gets_another_title(admin: Visit, office: Office) -> None:
    await admin.page.goto("/wp-admin/options-general.php")
    await admin.page.get_by_label("Site title").fill("The Harbour")
    await admin.page.get_by_role("button", name="Save").click()
    await admin.page.get_by_text("Saved.", exact=True).first.wait_for()
    settings = office.api.get(f"{office.home}/wp-json/wp/v2/settings").json()
    assert settings["title"] == "The Harbour"
    assert admin.complaints == []


async def test_refused_setting_is_told_and_keeps_what_was_typed(admin: Visit) -> None:
    await admin.page.goto("/wp-admin/options-reading.php")
    field = admin.page.get_by_label("Posts on a page")
    await field.wait_for()
    await admin.page.route("**/wp/v2/settings*", lambda route: route.abort())
    await field.fill("7")
    await admin.page.get_by_role("button", name="Save").click()
    await admin.page.get_by_text("The site does not answer").first.wait_for()
    await expect(field).to_have_value("7")
