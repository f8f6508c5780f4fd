import pytest
from playwright.async_api import Page

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
MANY = 60  # more presses of the tab key than a short page has things to reach


async def test_guest_reads_a_post_from_the_front_page(visit: Visit) -> None:
    await visit.page.goto("/")
    link = visit.page.locator("article h2 a, article h1 a").first
    title = (await link.inner_text()).strip()
    await link.click()
    assert (await visit.page.locator("h1").last.inner_text()).strip() == title
    assert title in await visit.page.title()


async def test_guest_leaves_a_comment_by_keyboard_alone(visit: Visit, first_post: str) -> None:
    await visit.page.goto(first_post)
    for name, text in (
        ("comment", "Typed without a mouse."),
        ("author", "Kay"),
        ("email", "kay@example.org"),
    ):
        await tab_to(visit.page, name)
        await visit.page.keyboard.type(text)
    await tab_to(visit.page, "submit")
    await visit.page.wait_for_timeout(2500)  # who is done sooner is taken for a program
    async with visit.page.expect_navigation():
        await visit.page.keyboard.press("Enter")
    await visit.page.get_by_text("Typed without a mouse.").wait_for()


async def tab_to(page: Page, identity: str) -> None:
    for _ in range(MANY):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == identity:
            return
    pytest.fail(f"the tab key does not reach {identity}")
