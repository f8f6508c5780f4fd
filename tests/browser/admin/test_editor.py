"""A post is written in the block editor, read on the site, and opened again as it was left."""

import io
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.async_api import FilePayload, FrameLocator, Page, expect

from tests.browser.admin.conftest import Office
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def picture() -> bytes:
    """A small PNG of one colour."""
    drawn = io.BytesIO()
    Image.new("RGB", (640, 400), "teal").save(drawn, "PNG")
    return drawn.getvalue()


async def open_editor(visit: Visit, address: str) -> FrameLocator:
    """The canvas of the editor, ready to be written in."""
    await visit.page.goto(address)
    canvas = visit.page.frame_locator("iframe[name=editor-canvas]")
    await canvas.locator(".wp-block-post-title").wait_for()
    return canvas


async def add_block(page: Page, name: str) -> None:
    """Add a block by the slash, where the caret is in an empty paragraph."""
    await page.keyboard.type(f"/{name}", delay=15)
    await page.locator(".components-autocomplete__result").first.wait_for()
    await page.keyboard.press("Enter")


async def test_author_writes_publishes_reads_and_edits_a_post(admin: Visit) -> None:
    page, keys = admin.page, admin.page.keyboard
    canvas = await open_editor(admin, "/wp-admin/post-new.php")
    await canvas.locator(".wp-block-post-title").click()
    await keys.type("Harbour at dawn")
    await keys.press("Enter")
    await keys.type("Boats leave before the town wakes.")
    await keys.press("Enter")
    await keys.type("## What they carry")
    await keys.press("Enter")
    await keys.type("- Nets")
    await keys.press("Enter")
    await keys.type("Bread")
    await keys.press("Enter")
    await keys.press("Enter")
    await add_block(page, "quote")
    await keys.type("The sea is everything.")
    await keys.press("Enter")
    await keys.press("Enter")
    await add_block(page, "image")
    await upload(page, canvas)
    await canvas.locator(".wp-block-image img").click(force=True)  # under its handles
    await keys.press("Enter")
    await add_block(page, "code")
    await keys.type("tide = moon + sun")

    address = await publish(page)
    await page.goto(address)
    article = page.locator("main")
    await expect(page.locator("h1", has_text="Harbour at dawn")).to_be_visible()
    await expect(article.locator("h2", has_text="What they carry")).to_be_visible()
    await expect(article.locator("ul.wp-block-list li")).to_have_text(["Nets", "Bread"])
    await expect(article.locator("blockquote p")).to_have_text("The sea is everything.")
    await expect(article.locator("pre.wp-block-code code")).to_have_text("tide = moon + sun")
    shown = article.locator("figure.wp-block-image img")
    assert await shown.evaluate("image => image.complete && image.naturalWidth") == 640

    identity = await shown.evaluate("() => document.body.className.match(/postid-(\\d+)/)[1]")
    canvas = await open_editor(admin, f"/wp-admin/post.php?post={identity}&action=edit")
    await canvas.locator("p", has_text="Boats leave").click()
    await keys.press("End")
    await keys.type(" And come back late.")
    await page.get_by_role("button", name="Save", exact=True).click()
    await page.get_by_text("Post updated.").first.wait_for()
    assert await canvas.locator(".block-editor-warning").count() == 0
    await page.goto(address)
    await expect(article.get_by_text("And come back late.")).to_be_visible()
    assert [
        text for text in admin.complaints if "is deprecated" not in text
    ] == []  # the packages' own matter
    assert admin.foreign == []


async def upload(page: Page, canvas: FrameLocator) -> None:
    """Give the selected image block a picture from the disk."""
    async with page.expect_file_chooser() as choosing:
        await canvas.get_by_role("button", name="Upload").click()
    file: FilePayload = {"name": "harbour.png", "mimeType": "image/png", "buffer": picture()}
    await (await choosing.value).set_files(file)
    await canvas.locator(".wp-block-image img[src*='/uploads/']").wait_for()


async def publish(page: Page) -> str:
    """Publish by the button and its panel; the address of the post."""
    await page.get_by_role("button", name="Publish", exact=True).click()
    panel = page.locator(".editor-post-publish-panel")
    await panel.get_by_role("button", name="Publish", exact=True).click()
    link = panel.get_by_role("link", name="View Post")
    await link.wait_for()
    return str(await link.get_attribute("href"))


async def test_editor_opens_with_its_first_answers_at_hand(admin: Visit, office: Office) -> None:
    asked: list[str] = []
    post = office.ask("/wp/v2/posts")[-1]["id"]
    await open_editor(admin, f"/wp-admin/post.php?post={post}&action=edit")
    admin.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    await open_editor(admin, f"/wp-admin/post.php?post={post}&action=edit")
    await admin.page.wait_for_load_state("networkidle")
    api = [path.removeprefix("/wp-json") for path in asked if path.startswith("/wp-json")]
    assert set(api) <= {"/wp/v2/comments", "/wp/v2/users/me"}, "notes are asked anew, likings are kept"
    assert admin.complaints == []
