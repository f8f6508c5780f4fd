"""A theme of blocks gets other colours, has them back, and a template of the site's own that gives way to the theme's again."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser.admin.conftest import Desk, Office, any_database
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, any_database]

DUSK = "rgb(29, 43, 54)"


@pytest.fixture
def blocks(admin: Desk, office: Office) -> Iterator[Office]:
    """The site, shown by a theme of blocks as long as the test takes.

    Of what only the theme's files have the API knows no autosaves, as WordPress's, whose editor asks nevertheless.
    """
    themes = f"{office.home}/wp-json/tympan/v1/themes"
    office.api.post(f"{themes}/fixture/activate").raise_for_status()
    yield office
    office.api.post(f"{themes}/frisket/activate").raise_for_status()
    known = ("/autosaves?", "Bad Request")
    admin.complaints[:] = [text for text in admin.complaints if not any(one in text for one in known)]


def stored(office: Office) -> Any:
    """What the site has made of its theme's styles."""
    theme: Any = office.ask("/wp/v2/themes?status=active")[0]
    answer = office.api.get(f"{theme['_links']['wp:user-global-styles'][0]['href']}?context=edit")
    return answer.json()["styles"]


async def save(page: Page) -> None:
    async with page.expect_response("**/wp/v2/global-styles/*") as saving:
        await page.get_by_role("button", name="Save", exact=True).click()
    assert (await saving.value).ok
    await expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()


async def test_styles_are_chosen_seen_saved_taken_back_and_restored(admin: Visit, blocks: Office) -> None:
    page = admin.page
    await page.goto("/wp-admin/site-editor.php?p=/styles")
    ground = page.frame_locator(".styles-site").locator("body")
    await expect(ground).not_to_have_css("background-color", DUSK)
    await page.get_by_role("button", name="Browse styles").click()
    await page.get_by_role("button", name="Dusk").click()
    await expect(ground).to_have_css("background-color", DUSK)
    assert stored(blocks) == {}, "only looked at so far"
    await save(page)
    chosen = stored(blocks)
    assert chosen != {}
    assert "background-color: #1d2b36" in blocks.api.get(f"{blocks.home}/").text

    await page.get_by_role("button", name="More", exact=True).click()
    await page.get_by_role("menuitem", name="Reset styles").click()
    await expect(ground).not_to_have_css("background-color", DUSK)
    await save(page)
    assert stored(blocks) == {}

    await page.get_by_role("button", name="Revisions").click()
    panel = page.get_by_role("region", name="What can be changed")
    await panel.locator(".global-styles-ui-screen-revisions__revision-item").nth(1).click()
    await panel.get_by_role("button", name="Apply").click()
    await expect(ground).to_have_css("background-color", DUSK)
    await save(page)
    assert stored(blocks) == chosen
    await page.get_by_role("button", name="All blocks").click()
    await (
        page.frame_locator("[name=style-book-canvas]").locator(".editor-style-book__example").first.wait_for()
    )
    assert admin.complaints == []
    assert admin.foreign == []


async def test_template_is_edited_shown_and_given_back(admin: Visit, blocks: Office) -> None:
    page = admin.page
    await page.goto("/wp-admin/site-editor.php?p=/template")
    row = page.locator(".rows li", has_text="Single Posts")
    await expect(row.get_by_text("The theme’s")).to_be_visible()
    await row.get_by_role("link", name="Edit: Single Posts").click()
    canvas = page.frame_locator("iframe[name=editor-canvas]")
    await canvas.locator("[data-type='core/post-title']").click()
    await page.keyboard.press("Enter")
    await page.keyboard.type("Below every title.")
    await page.get_by_role("button", name="Save", exact=True).click()
    await page.get_by_text("Template updated.").first.wait_for()
    post = str(blocks.ask("/wp/v2/posts")[-1]["link"])
    assert "Below every title." in blocks.api.get(post).text
    await page.reload()
    await canvas.get_by_text("Below every title.").wait_for()
    await page.locator(".editor-header__back-button a").click()
    await expect(row.get_by_text("Changed")).to_be_visible()
    await row.get_by_role("button", name="Reset").click()
    await page.get_by_role("dialog").get_by_role("button", name="Reset").click()
    await expect(row.get_by_text("The theme’s")).to_be_visible()
    assert "Below every title." not in blocks.api.get(post).text


async def test_template_of_ones_own_begins_as_the_page_looks(admin: Visit, blocks: Office) -> None:
    page = admin.page
    await page.goto("/wp-admin/site-editor.php?p=/template")
    await page.get_by_role("button", name="Add a template").click()
    await page.get_by_role("button", name="Search Results").click()
    canvas = page.frame_locator("iframe[name=editor-canvas]")
    await canvas.get_by_text("Fixture footer.").wait_for()
    (made,) = [one for one in blocks.ask("/wp/v2/templates?context=edit") if one["slug"] == "search"]
    assert (made["source"], made["has_theme_file"]) == ("custom", False)
    await page.goto("/wp-admin/site-editor.php?p=/template")
    row = page.locator(".rows li", has_text="Search Results")
    await expect(row.get_by_text("Added")).to_be_visible()
    await row.get_by_role("button", name="Delete").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(row).to_have_count(0)


@pytest.mark.usefixtures("blocks")
async def test_design_is_accessible_on_a_phone_by_night(admin: Visit) -> None:
    page = admin.page
    await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    await page.set_viewport_size({"width": 390, "height": 844})
    wrong = {}
    for way in ("/styles", "/template"):
        await page.goto(f"/wp-admin/site-editor.php?p={way}")
        ready = ".styles-site" if way == "/styles" else ".rows li"
        await page.locator(ready).first.wait_for()
        if way == "/styles":
            await page.get_by_role("button", name="Layout").click()
            await page.get_by_text("Content width").wait_for()
        beyond = await page.evaluate("document.documentElement.scrollWidth") - 390
        found = (await Axe().run(page)).response["violations"]
        if beyond > 0 or found:
            wrong[way] = (beyond, [(one["id"], one["nodes"][0]["html"][:200]) for one in found])
    assert wrong == {}
