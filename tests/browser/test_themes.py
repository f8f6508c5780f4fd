"""Every kind of page in every bundled theme: accessible by day and by night, still, local, and no wider than a phone."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from tests.browser import showcase, site
from tests.browser.conftest import Visit
from tests.browser.screenshots import KINDS, THEMES

pytestmark = pytest.mark.browser
NARROW = 320

# How much of what was seen has moved (Cumulative Layout Shift), kept from the first moment on.
_WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifted += one.value; })
  .observe({ type: 'layout-shift', buffered: true });
"""
_MOVES = """
[...document.querySelectorAll('*')].filter((one) => {
  const style = getComputedStyle(one);
  const lasts = (times) => times.split(',').some((time) => parseFloat(time) > 0.01);
  return lasts(style.transitionDuration) || (style.animationName !== 'none' && lasts(style.animationDuration));
}).length
"""
_PRINTED = "[...document.querySelectorAll('nav, form')].filter((one) => one.offsetHeight).map((one) => one.className)"


@pytest.fixture(params=THEMES)
def showcased(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of the blog of the showcase in each theme."""
    with site.served(tmp_path, {"TYMPAN_THEME": request.param}, fill=showcase.fill) as home:
        yield home


@pytest.fixture
async def shown(showcased: str, browser: Browser) -> AsyncIterator[Visit]:
    """A guest with a phone."""
    page = await browser.new_page(base_url=showcased, viewport={"width": NARROW, "height": 640})
    await page.add_init_script(_WATCH_SHIFTS)
    visit = Visit(showcased, page)
    visit.listen()
    yield visit
    await page.close()


async def test_theme_is_accessible_still_and_local_on_every_page(shown: Visit) -> None:
    page, axe = shown.page, Axe()
    for kind, path in KINDS.items():
        await page.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference")
        await page.goto(path)
        await page.wait_for_load_state("networkidle")
        assert await page.evaluate("document.documentElement.scrollWidth") <= NARROW, kind
        assert await page.evaluate("window.shifted") == 0, kind
        assert await _violations(axe, page) == [], kind
        await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert await _violations(axe, page, "color-contrast") == [], f"{kind} in the dark"
        assert await page.evaluate(_MOVES) == 0, kind
        await page.emulate_media(media="print")
        assert await page.evaluate(_PRINTED) == [], f"{kind} on paper"
    assert shown.foreign == []
    assert [text for text in shown.complaints if "404" not in text] == []


async def _violations(axe: Axe, page: Page, *only: str) -> list[tuple[str, str]]:
    found = await axe.run(page, options={"runOnly": [*only]} if only else None)
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found.response["violations"]]
