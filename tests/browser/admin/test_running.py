"""Running a blog: its theme, its menu, its addresses, moving in and out, and two people at one post."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.admin.conftest import Office
from tests.browser.admin.test_editor import open_editor
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

AUTHOR = {"username": "anna", "email": "anna@example.org", "password": "secret of anna", "roles": ["author"]}


@asynccontextmanager
async def logged_in(browser: Browser, office: Office, login: str, password: str) -> AsyncIterator[Page]:
    """A browser of somebody else, who has logged in."""
    context = await browser.new_context(base_url=office.home)
    page = await context.new_page()
    await page.goto("/wp-login.php")
    await page.locator("#user_login").fill(login)
    await page.locator("#user_pass").fill(password)
    await page.locator("#wp-submit").click()
    await page.wait_for_url("**/wp-admin/**")
    yield page
    await context.close()


async def test_menu_is_built_ordered_by_keyboard_and_shown(admin: Visit, office: Office) -> None:
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
    menu = office.ask("/wp/v2/menus")[0]["id"]
    items = office.ask(f"/wp/v2/menu-items?menus={menu}&context=edit")
    assert [one["title"]["rendered"] for one in items] == ["Ships", "Tides", "About"]  # type: ignore[index]
    assert [one["parent"] for one in items] == [0, 0, items[1]["id"]]
    await page.goto(office.home)
    await expect(page.get_by_role("link", name="Ships").first).to_be_attached()
    assert admin.complaints == []


async def test_theme_is_switched_and_switched_back(admin: Visit, office: Office) -> None:
    page = admin.page
    await page.goto("/wp-admin/themes.php")
    card = page.locator(".theme", has_text="Bodkin")
    look = card.frame_locator("iframe").locator("link[href*='/themes/bodkin/']")
    await look.first.wait_for(state="attached")
    await card.get_by_role("button", name="Activate").click()
    await page.get_by_text("Bodkin shows the site now.").first.wait_for()
    await expect(card.get_by_text("In use")).to_be_visible()
    assert "/themes/bodkin/" in office.api.get(f"{office.home}/").text
    await page.get_by_role("button", name="Undo").click()
    await expect(page.locator(".theme", has_text="Frisket").first.get_by_text("In use")).to_be_visible()
    assert admin.complaints == []


async def test_permalinks_are_changed_and_old_addresses_lead_on(admin: Visit, office: Office) -> None:
    page, old = admin.page, str(office.ask("/wp/v2/posts")[-1]["link"])
    await page.goto("/wp-admin/options-permalink.php")
    await page.get_by_label("Month and name").check()
    await page.get_by_role("button", name="Save").click()
    await page.get_by_text("Saved.", exact=True).first.wait_for()
    new = str(office.ask("/wp/v2/posts")[-1]["link"])
    assert new != old
    assert str(office.api.get(old).url) == new
    assert admin.complaints == []


async def test_content_is_exported_and_an_export_imported(
    admin: Visit, office: Office, tmp_path: Path
) -> None:
    page = admin.page
    await page.goto("/wp-admin/export.php")
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
    await page.get_by_role("button", name="Import", exact=True).click()
    await expect(page.locator(".report")).to_be_visible()
    assert "Elsewhere" in {one["title"]["rendered"] for one in office.ask("/wp/v2/pages")}  # type: ignore[index]
    assert admin.complaints == []


async def test_second_person_is_told_takes_over_and_the_first_is_told(
    admin: Visit, office: Office, browser: Browser
) -> None:
    editor = {**AUTHOR, "username": "erik", "email": "erik@example.org", "roles": ["editor"]}
    office.api.post(f"{office.home}/wp-json/wp/v2/users", json=editor).raise_for_status()
    draft = {"title": "Two hands", "content": "One pen.", "status": "draft"}
    post = office.api.post(f"{office.home}/wp-json/wp/v2/posts", json=draft).json()["id"]
    address = f"/wp-admin/post.php?post={post}&action=edit"
    await admin.page.clock.install()
    await open_editor(admin, address)
    async with logged_in(browser, office, "erik", AUTHOR["password"]) as second:  # type: ignore[arg-type]
        await second.goto(address)
        await second.get_by_text("This post is already being edited").wait_for()
        await second.get_by_role("link", name="Take over").click()
        await second.frame_locator("iframe[name=editor-canvas]").get_by_text("One pen.").wait_for()
        await admin.page.clock.fast_forward(16_000)
        await admin.page.get_by_text("Someone else has taken over this post").wait_for()


async def test_author_is_offered_what_an_author_may_and_no_more(office: Office, browser: Browser) -> None:
    made = office.api.post(f"{office.home}/wp-json/wp/v2/users", json=AUTHOR)
    assert made.status_code == 201
    async with logged_in(browser, office, "anna", AUTHOR["password"]) as page:  # type: ignore[arg-type]
        menu = page.get_by_role("navigation", name="Admin").locator("li")
        await expect(menu).to_have_text(["Dashboard", "Posts", "Media", "Comments", "Profile"])
        nonce = await page.evaluate("JSON.parse(document.getElementById('tympan-boot').textContent).nonce")
        others = office.ask("/wp/v2/posts")[-1]["id"]
        for method, path in (
            ("POST", f"wp/v2/posts/{others}"), ("GET", "wp/v2/settings"), ("POST", "wp/v2/categories"),
            ("GET", "tympan/v1/jobs"), ("POST", "tympan/v1/themes/bodkin/activate"), ("POST", "wp/v2/users"),
        ):  # fmt: skip
            answer = await page.request.fetch(
                f"/wp-json/{path}",
                method=method,
                headers={"X-WP-Nonce": nonce, "Content-Type": "application/json"},
                data=json.dumps({"name": "x", "title": "x", **AUTHOR}) if method == "POST" else None,
            )
            assert answer.status == 403, path


async def test_what_is_written_offline_is_kept_and_saved_later(admin: Visit, office: Office) -> None:
    post = office.api.post(
        f"{office.home}/wp-json/wp/v2/posts", json={"title": "At sea", "content": "Fog.", "status": "draft"}
    ).json()["id"]
    canvas = await open_editor(admin, f"/wp-admin/post.php?post={post}&action=edit")
    await admin.page.context.set_offline(True)
    await admin.page.get_by_text("The site cannot be reached.").first.wait_for()
    await canvas.locator(".wp-block-post-title").focus()
    await admin.page.keyboard.press("End")
    await admin.page.keyboard.type(" Still there")
    await admin.page.context.set_offline(False)
    await admin.page.get_by_text("The connection is back.", exact=True).first.wait_for()
    stored = office.api.get(f"{office.home}/wp-json/wp/v2/posts/{post}?context=edit").json()
    assert "Still there" in stored["title"]["raw"] + stored["content"]["raw"]
