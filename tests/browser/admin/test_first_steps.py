"""What somebody meets first: the overview of tools and a shortcode of an old post."""

import pytest
from playwright.async_api import expect

from tests.browser.admin.conftest import Office
from tests.browser.admin.test_editor import BROKEN, KIND, open_editor
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


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


async def test_shortcode_is_edited_as_it_is(admin: Visit, office: Office) -> None:
    api = f"{office.home}/wp-json/wp/v2/posts"
    text = "<!-- wp:shortcode -->\n[gallery]\n<!-- /wp:shortcode -->"
    post = office.api.post(api, json={"title": "Old", "content": text, "status": "draft"}).json()["id"]
    canvas = await open_editor(admin, f"/wp-admin/post.php?post={post}&action=edit")
    field = canvas.get_by_role("textbox", name="Shortcode text")
    await expect(field).to_have_value("[gallery]")
    assert await canvas.locator(BROKEN).evaluate_all(KIND) == []
    await field.fill("[gallery columns=2]")
    await admin.page.get_by_role("button", name="Save draft").click()
    await admin.page.get_by_text("Draft saved.").first.wait_for()
    saved = office.api.get(f"{api}/{post}?context=edit").json()["content"]["raw"]
    assert "[gallery columns=2]" in saved
    assert [text for text in admin.complaints if "is deprecated" not in text] == []
