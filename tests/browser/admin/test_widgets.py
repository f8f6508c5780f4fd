"""Widgets are added, written, ordered by keyboard, kept for later and deleted; the site shows what stands in its sidebars."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.admin.conftest import Office, any_database
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, any_database]


def contents(office: Office) -> list[str]:
    """What the widgets of the footer hold, in their order."""
    found: list[Any] = office.ask("/wp/v2/widgets?context=edit&sidebar=footer")
    return [one["instance"]["raw"].get("content") or one["instance"]["raw"]["title"] for one in found]


async def add(page: Page, kind: str) -> None:
    await page.get_by_role("button", name="Add to: Footer").click()
    await page.get_by_label("Search for a widget").fill(kind)
    await page.locator(".kind").first.click()


async def test_widgets_are_written_ordered_by_keyboard_and_put_away(admin: Visit, office: Office) -> None:
    page = admin.page
    await page.goto("/wp-admin/widgets.php")
    footer = page.get_by_role("region", name="Footer")
    rows = footer.locator(".menu-row strong")
    await footer.get_by_text("Nothing is shown here yet.").wait_for()
    await add(page, "Tag cloud")
    await expect(rows).to_have_text(["Tag cloud"])

    await add(page, "Paragraph")
    canvas = page.frame_locator("iframe[name=editor-canvas]")
    await canvas.locator("[data-type='core/paragraph']").click()
    await page.keyboard.type("Open from six.")
    await page.keyboard.press("Enter")
    await page.keyboard.type("## Where we are")
    await page.get_by_role("button", name="Done").click()
    await expect(rows).to_have_text(["Tag cloud", "Paragraph", "Heading"])

    await add(page, "Navigation Menu")
    await page.get_by_label("Title:").fill("Ways")
    await page.get_by_role("button", name="Done").click()
    await expect(rows).to_have_count(4)

    await page.get_by_role("button", name="Move Heading").focus()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("button", name="Move Heading")).to_be_focused()
    await expect(rows).to_have_text(["Heading", "Tag cloud", "Paragraph", "Navigation Menu"])
    async with page.expect_response("**/wp/v2/sidebars/*"):
        await page.get_by_role("button", name="More for: Tag cloud").click()
        await page.get_by_role("menuitem", name="Inactive widgets").click()
    unused = page.get_by_role("region", name="Inactive widgets")
    await expect(unused.locator(".menu-row strong")).to_have_text(["Tag cloud"])
    await page.wait_for_load_state("networkidle")
    assert contents(office) == [
        '<!-- wp:heading -->\n<h2 class="wp-block-heading">Where we are</h2>\n<!-- /wp:heading -->',
        "<!-- wp:paragraph -->\n<p>Open from six.</p>\n<!-- /wp:paragraph -->",
        "Ways",
    ]

    await page.reload()
    await page.get_by_role("button", name="Edit: Paragraph").click()
    await canvas.get_by_text("Open from six.").click()
    await page.keyboard.press("End")
    await page.keyboard.type(" Closed at ten.")
    await page.get_by_role("button", name="Done").click()
    await footer.get_by_text("Closed at ten.").wait_for()
    await page.get_by_role("button", name="More for: Tag cloud").click()
    await page.get_by_role("menuitem", name="Delete for good").click()
    await page.get_by_role("button", name="Delete", exact=True).click()
    await expect(unused.locator(".menu-row")).to_have_count(0)
    shown = office.api.get(f"{office.home}/").text
    assert 0 < shown.index("Where we are") < shown.index("Open from six. Closed at ten.")
    # The packages' own matter.
    assert [text for text in admin.complaints if "is deprecated" not in text] == []
    assert admin.foreign == []
