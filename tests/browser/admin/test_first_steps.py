"""What somebody meets first: the overview of tools, a shortcode of an old post, the ways back."""

import pytest
from playwright.async_api import expect

from tests.browser.admin.conftest import Office, any_database
from tests.browser.admin.editor import BROKEN, KINDS, open_editor
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, any_database]


async def test_tools_begin_with_what_there_is(admin: Visit) -> None:
    page = admin.page
    await page.goto("/wp-admin/")
    await page.locator(".menu").get_by_role("link", name="Tools").click()
    await expect(page.locator(".cards h2")).to_have_text(
        ["Import", "Export", "Export personal data", "Erase personal data", "Site health", "Background work"]
    )
    await page.locator(".cards").get_by_role("link", name="Background work").click()
    await expect(page.locator("h2", has_text="Background work")).to_be_visible()
    await expect(page.locator("[aria-current=page]")).to_have_text(["Tools", "Background work"])
    assert admin.complaints == []


async def test_preview_and_the_editor_of_a_phone_lead_back(admin: Visit, office: Office) -> None:
    page, api = admin.page, f"{office.home}/wp-json/wp/v2/posts"
    post = office.api.post(
        api, json={"title": "There and back", "content": "Fog.", "status": "draft"}
    ).json()["id"]
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.goto(f"/?p={post}&preview=true")
    await page.get_by_role("link", name="Back to editing").click()
    await page.frame_locator("iframe[name=editor-canvas]").locator(".editor-post-title").wait_for()
    await page.get_by_role("button", name="Options", exact=True).click()
    await page.get_by_role("menuitem", name="All posts").click()
    await page.wait_for_url("**/wp-admin/edit.php")
    assert [text for text in admin.complaints if "is deprecated" not in text] == []


async def test_shortcode_is_edited_as_it_is(admin: Visit, office: Office) -> None:
    api = f"{office.home}/wp-json/wp/v2/posts"
    text = "<!-- wp:shortcode -->\n[gallery]\n<!-- /wp:shortcode -->"
    post = office.api.post(api, json={"title": "Old", "content": text, "status": "draft"}).json()["id"]
    canvas = await open_editor(admin, f"/wp-admin/post.php?post={post}&action=edit")
    field = canvas.get_by_role("textbox", name="Shortcode text")
    await expect(field).to_have_value("[gallery]")
    assert await canvas.locator(BROKEN).evaluate_all(KINDS) == []
    await field.fill("[gallery columns=2]")
    await admin.page.get_by_role("button", name="Save draft").click()
    await admin.page.get_by_text("Draft saved.").first.wait_for()
    saved = office.api.get(f"{api}/{post}?context=edit").json()["content"]["raw"]
    assert "[gallery columns=2]" in saved
    assert [text for text in admin.complaints if "is deprecated" not in text] == []
