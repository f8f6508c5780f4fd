"""What people do in the block editor."""

import io

from PIL import Image
from playwright.async_api import FilePayload, FrameLocator, Locator, Page

from tests.browser.conftest import Visit

# Blocks that the editor cannot take as they are.
BROKEN = "[data-type]:has(> .block-editor-warning), [data-type].has-warning"
KINDS = "blocks => blocks.map(block => block.dataset.type)"


def picture(colour: str = "teal") -> bytes:
    """A small PNG of one colour."""
    drawn = io.BytesIO()
    Image.new("RGB", (640, 400), colour).save(drawn, "PNG")
    return drawn.getvalue()


async def open_editor(desk: Visit, address: str) -> FrameLocator:
    """The canvas of the editor, ready to be written in."""
    await desk.page.goto(address)
    canvas = desk.page.frame_locator("iframe[name=editor-canvas]")
    await canvas.get_by_role("textbox", name="Add title").wait_for()
    return canvas


async def write_title(desk: Visit, canvas: FrameLocator, title: str) -> None:
    """Write a title, and go on where the text begins."""
    await canvas.get_by_role("textbox", name="Add title").click()
    await desk.page.keyboard.type(title)
    await desk.page.keyboard.press("Enter")


async def add_block(page: Page, name: str) -> None:
    """Add a block by the slash, where the caret is in an empty paragraph."""
    await page.keyboard.type(f"/{name}", delay=10)
    await page.get_by_role("option").first.wait_for()
    await page.keyboard.press("Enter")


async def go_on(page: Page) -> None:
    """Begin a paragraph after the block in which the caret is."""
    await page.keyboard.press("Control+Alt+y")


async def upload(page: Page, canvas: FrameLocator, name: str, colour: str) -> None:
    """Give the selected image block a picture from the disk."""
    async with page.expect_file_chooser() as choosing:
        await canvas.get_by_role("button", name="Upload").click()
    file: FilePayload = {"name": name, "mimeType": "image/png", "buffer": picture(colour)}
    await (await choosing.value).set_files(file)
    stem = name.partition(".")[0]
    await canvas.locator(f".wp-block-image img[src*='/uploads/'][src*='{stem}']").wait_for()


def paragraph(text: str) -> str:
    """A paragraph as the editor stores it."""
    return f"<!-- wp:paragraph --><p>{text}</p><!-- /wp:paragraph -->"


async def save_draft(page: Page) -> None:
    """Save by the button, and wait until that is done."""
    await page.get_by_role("button", name="Save draft").click()
    await page.get_by_role("button", name="Saved").wait_for()


async def panel_before_publishing(page: Page) -> Locator:
    """What the button opens: when, for whom, and the button that does it."""
    await page.get_by_role("button", name="Publish", exact=True).click()
    panel = page.get_by_role("region", name="Editor publish")
    await panel.get_by_text("Are you ready to publish?").wait_for()
    return panel


async def publish(page: Page) -> str:
    """Publish by the button and its panel; the address of the post."""
    panel = await panel_before_publishing(page)
    await panel.get_by_role("button", name="Publish", exact=True).click()
    link = panel.get_by_role("link", name="View Post")
    await link.wait_for()
    return str(await link.get_attribute("href"))


async def post_number(page: Page) -> int:
    """The number of the post in the editor, as its address has it once it is stored."""
    await page.wait_for_url("**/post.php?post=*")
    return int(page.url.partition("post=")[2].partition("&")[0])
