"""The editor by night: what is around the canvas is dark and can be read, the canvas is the theme's own."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.browser.admin.conftest import Office, any_database
from tests.browser.admin.editor import open_editor, paragraph
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

Step = Callable[[Page], Awaitable[None]]
# Red, green and blue of what is behind a part of the page.
_GROUND = "part => getComputedStyle(part).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"


def press(name: str) -> Step:
    return lambda page: page.get_by_role("button", name=name, exact=True).first.click()


async def stay(page: Page) -> None:
    await page.locator(".block-editor-block-toolbar").wait_for()


async def preferences(page: Page) -> None:
    await press("Options")(page)
    await page.get_by_role("menuitem", name="Preferences").click()
    await page.get_by_role("dialog", name="Preferences").wait_for()


async def leave(page: Page) -> None:
    """Leave the dialogue, and the menu that led there, which may have stayed open."""
    await page.keyboard.press("Escape")
    await page.get_by_role("dialog", name="Preferences").wait_for(state="hidden")
    menu = page.get_by_role("menu", name="Options")
    if await menu.is_visible():
        await press("Options")(page)
        await menu.wait_for(state="hidden")


async def code(page: Page) -> None:
    await page.keyboard.press("Control+Shift+Alt+m")
    await page.locator(".editor-post-text-editor").wait_for()


async def visual(page: Page) -> None:
    await press("Exit code editor")(page)
    await page.locator("iframe[name=editor-canvas]").wait_for()


async def palette(page: Page) -> None:
    await page.keyboard.press("Control+k")
    await page.get_by_role("dialog", name="Command palette").wait_for()
    await page.keyboard.type("pro")
    await page.get_by_role("option", name="Go to: Profile").wait_for()


async def leave_palette(page: Page) -> None:
    await page.keyboard.press("Escape")
    await page.get_by_role("dialog", name="Command palette").wait_for(state="hidden")


async def settings(page: Page) -> None:
    """The panel of the post, where it is not shown already."""
    if not await page.get_by_role("region", name="Editor settings").get_by_role("tab").count():
        await press("Settings")(page)
    await page.get_by_role("tab", name="Post", exact=True).click()


async def date(page: Page) -> None:
    await page.get_by_role("button", name="Change date").click()
    await page.get_by_role("grid").or_(page.get_by_role("application", name="Calendar")).first.wait_for()


async def leave_date(page: Page) -> None:
    await page.get_by_role("button", name="Close", exact=True).last.click()


DESK: dict[str, Step] = {
    "palette": palette,
    "without palette": leave_palette,
    "settings": settings,
    "date": date,
    "without date": leave_date,
    "inserter": press("Block Inserter"),
    "without inserter": press("Block Inserter"),
    "list of blocks": press("Document Overview"),
    "preferences": preferences,
    "left": leave,
    "code": code,
    "visual": visual,
}
PHONE: dict[str, Step] = {
    "palette": palette,
    "without palette": leave_palette,
    "settings": settings,
    "date": date,
    "without date": leave_date,
    "without settings": press("Settings"),
    "inserter": press("Block Inserter"),
}


@any_database
@pytest.mark.parametrize(("width", "steps"), [(1280, DESK), (390, PHONE)], ids=["desk", "phone"])
async def test_editor_can_be_read_in_the_dark(
    admin: Visit, office: Office, width: int, steps: dict[str, Step]
) -> None:
    page, wrong = admin.page, {}
    await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    await page.set_viewport_size({"width": width, "height": 844})
    post = office.tell(
        "/wp/v2/posts", title="By night", content=paragraph("What was published."), status="publish"
    )["id"]
    await asyncio.sleep(1.1)  # an autosave is newer by whole seconds
    office.tell(f"/wp/v2/posts/{post}/autosaves", content=paragraph("What nobody has saved."))
    canvas = await open_editor(admin, f"/wp-admin/post.php?post={post}&action=edit")
    await page.get_by_text("There is an autosave of this post").first.wait_for()
    await canvas.locator("[data-type='core/paragraph']").first.click()
    for name, step in {"block": stay, **steps}.items():
        await step(page)
        found = await Axe().run(
            page, context={"exclude": [["iframe"]]}, options={"runOnly": ["color-contrast"]}
        )
        if unread := [node["html"][:200] for one in found.response["violations"] for node in one["nodes"]]:
            wrong[name] = unread
    assert wrong == {}
    assert max(await page.locator(".editor-header").evaluate(_GROUND)) < 80
    if width == 1280:
        assert max(await page.locator(".editor-list-view-sidebar").evaluate(_GROUND)) < 80
    night = await canvas.locator("body").evaluate(_GROUND)
    await page.emulate_media(color_scheme="light")
    day = await canvas.locator("body").evaluate(_GROUND)
    assert max(night) < 80 < min(day), "the theme has a scheme for either"
    assert min(await page.locator(".editor-header").evaluate(_GROUND)) > 200
    # What is deprecated is the packages' own matter.
    assert [text for text in admin.complaints if "is deprecated" not in text] == []
