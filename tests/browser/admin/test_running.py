"""Running a blog: its theme, its menu, its addresses, moving in and out."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.admin.conftest import Desk, Office

pytestmark = pytest.mark.browser


async def test_menu_is_built_ordered_by_keyboard_and_shown(admin: Desk, office: Office) -> None:
    page = admin.page
    await page.goto("/wp-admin/nav-menus.php")
    await page.get_by_label("Name of a new menu").fill("Harbour")
    await page.get_by_role("button", name="Make it").click()
    adding = page.get_by_role("region", name="Add to menu")
    await adding.get_by_text("Link", exact=True).click()
    for label in ("Tides", "Ships"):
        await adding.get_by_label("Address").fill(f"https://example.org/{label}")
        await adding.get_by_label("Label").fill(label)
        await adding.get_by_role("button", name="Add to menu").last.click()
    await adding.get_by_text("Pages", exact=True).click()
    await adding.get_by_label("About").check()
    await adding.get_by_role("button", name="Add to menu").first.click()
    await admin.look()
    rows = page.locator(".menu-row")
    await expect(rows).to_have_count(3)
    await page.get_by_role("button", name="Move About").focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowDown", "ArrowRight"):
        await page.keyboard.press(key)
    await expect(page.get_by_role("button", name="Move About")).to_be_focused()
    await expect(rows.locator("strong")).to_have_text(["Tides", "About", "Ships"])
    await rows.nth(2).drag_to(rows.nth(0), target_position={"x": 30, "y": 4})
    await page.get_by_role("group", name="Where it is shown").get_by_role("checkbox").first.check()
    await page.get_by_role("button", name="Save menu").click()
    await page.get_by_text("Saved.", exact=True).first.wait_for()
    await admin.look()
    (menu,) = [one["id"] for one in office.ask("/wp/v2/menus") if one["name"] == "Harbour"]
    items = office.ask(f"/wp/v2/menu-items?menus={menu}&context=edit")
    assert [one["title"]["rendered"] for one in items] == ["Ships", "Tides", "About"]
    assert [one["parent"] for one in items] == [0, 0, items[1]["id"]]
    await page.goto(office.home)
    await expect(page.get_by_role("link", name="Ships").first).to_be_attached()


async def test_theme_is_switched_and_switched_back(admin: Desk, office: Office) -> None:
    page = admin.page
    await page.goto("/wp-admin/themes.php")
    card = page.locator(".theme", has_text="Bodkin")
    look = card.frame_locator("iframe").locator("link[href*='/themes/bodkin/']")
    await look.first.wait_for(state="attached")
    await card.get_by_role("button", name="Activate").click()
    await page.get_by_text("Bodkin shows the site now.").first.wait_for()
    await admin.look()
    await expect(card.get_by_text("In use")).to_be_visible()
    assert "/themes/bodkin/" in office.api.get(f"{office.home}/").text
    await page.get_by_role("button", name="Undo").click()
    await expect(page.locator(".theme", has_text="Frisket").first.get_by_text("In use")).to_be_visible()


async def test_permalinks_are_changed_and_old_addresses_lead_on(admin: Desk, office: Office) -> None:
    page, old = admin.page, str(office.ask("/wp/v2/posts")[-1]["link"])
    await page.goto("/wp-admin/options-permalink.php")
    await page.get_by_label("Month and name").check()
    await admin.look()
    await page.get_by_role("button", name="Save").click()
    await page.get_by_text("Saved.", exact=True).first.wait_for()
    new = str(office.ask("/wp/v2/posts")[-1]["link"])
    assert new != old
    assert str(office.api.get(old).url) == new


async def test_content_is_exported_and_an_export_imported(
    admin: Desk, office: Office, tmp_path: Path
) -> None:
    page = admin.page
    await page.goto("/wp-admin/export.php")
    await admin.look()
    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="Download").click()
    export = tmp_path / "elsewhere.xml"
    await (await downloading.value).save_as(export)
    text = export.read_text(encoding="utf-8")
    export.write_text(
        text.replace(office.home, "http://elsewhere.example").replace("About", "Elsewhere"), encoding="utf-8"
    )
    await page.goto("/wp-admin/import.php")
    await page.locator("input[type=file]").set_input_files(export)
    await page.get_by_label("Fetch pictures").uncheck()
    await admin.look()
    await page.get_by_role("button", name="Import", exact=True).click()
    await expect(page.locator(".report")).to_be_visible()
    await admin.look()
    assert "Elsewhere" in {one["title"]["rendered"] for one in office.ask("/wp/v2/pages")}
