"""Pictures of every kind of page in every bundled theme, and the one in the README.

python -m tests.browser.screenshots FOLDER README.png [--theme SLUG]
"""

import argparse
import asyncio
import tempfile
from base64 import b64encode
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page

from tests.browser import showcase, site
from tests.services import find_chromium

THEMES = ("frisket", "platen", "bodkin")
# A page of each kind of the blog in showcase.py.
KINDS = {
    "home": "/",
    "single": "/the-harbour-at-low-tide/",
    "page": "/about-this-place/",
    "archive": "/category/walks/",
    "search": "/?s=harbour",
    "nothing-found": "/?s=xylophone",
    "404": "/no-such-page/",
    "locked": "/only-for-the-crew/",
    "everything": "/everything-at-once/",
    "second-page": "/page/2/",
}
WIDTHS = (390, 820, 1440)
# Networks to choose from in the form for a comment; nobody gets to them.
_NETWORKS = {
    f"TYMPAN_{network}_CLIENT_{part}": "shown"
    for network in ("WORDPRESS_COM", "X", "FACEBOOK", "GOOGLE", "GITHUB")
    for part in ("ID", "SECRET")
}
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_WIDTH, _PHONE, _HEIGHT, _SCALE, _GAP = 860, 400, 1100, 2, 40
_BY_NIGHT = "/what-the-lighthouse-keeper-counts/"
_FRAME = """
<body style="margin:0;padding:{gap}px;display:flex;gap:{gap}px;background:#888">
{images}
</body>
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("readme", type=Path, nargs="?")
    parser.add_argument("--theme", action="append", choices=THEMES)
    chosen = parser.parse_args()
    for theme in chosen.theme or THEMES:
        with (
            tempfile.TemporaryDirectory() as folder,
            site.served(Path(folder), {"TYMPAN_THEME": theme, **_NETWORKS}, fill=showcase.fill) as home,
        ):
            readme = chosen.readme if theme == THEMES[0] else None
            asyncio.run(_pictures(home, chosen.folder / theme, readme))


async def _pictures(home: str, folder: Path, readme: Path | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    async with site.chromium(find_chromium()) as browser:
        for scheme in _SCHEMES:
            page = await browser.new_page(color_scheme=scheme)
            for kind, address in KINDS.items():
                for width in WIDTHS:
                    await page.set_viewport_size({"width": width, "height": 1000})
                    await page.goto(home + address)
                    await _load_pictures(page)
                    await page.screenshot(path=folder / f"{kind}-{width}-{scheme}.png", full_page=True)
                    if kind == "single":
                        await page.locator("#comment").focus()
                        await page.locator("#respond").screenshot(path=folder / f"form-{width}-{scheme}.png")
            await page.close()
        if readme:
            readme.write_bytes(await _frame(browser, home))
    print(f"{folder}: {(len(KINDS) + 1) * len(WIDTHS) * len(_SCHEMES)} pictures", flush=True)


async def _load_pictures(page: Page) -> None:
    """Have the browser load what it would load on the way down."""
    await page.evaluate("[...document.images].forEach((one) => { one.loading = 'eager'; })")
    await page.wait_for_function("[...document.images].every((one) => one.naturalWidth)")
    await page.evaluate("Promise.all([...document.images].map((one) => one.decode()))")


async def _frame(browser: Browser, home: str) -> bytes:
    """The home page by day, a post by night, and the conversation below another on a phone, side by side."""
    pages = {
        await _shot(browser, home, "light"): _WIDTH,
        await _shot(browser, home + _BY_NIGHT, "dark"): _WIDTH,
        await _shot(browser, home + KINDS["single"], "light", width=_PHONE, at="#comment"): _PHONE,
    }
    images = "".join(
        f'<img width="{width}" style="border-radius:8px" src="data:image/png;base64,{b64encode(page).decode()}">'
        for page, width in pages.items()
    )
    whole = sum(pages.values()) + _GAP * (len(pages) + 1)
    frame = await browser.new_page(viewport={"width": whole, "height": _HEIGHT + 2 * _GAP})
    await frame.set_content(_FRAME.format(images=images, gap=_GAP))
    return await frame.screenshot()


async def _shot(
    browser: Browser, address: str, scheme: Literal["light", "dark"], *, width: int = _WIDTH, at: str = ""
) -> bytes:
    """A page as it is first seen; or with a field `at` in focus, in the lower part."""
    page = await browser.new_page(
        viewport={"width": width, "height": _HEIGHT}, device_scale_factor=_SCALE, color_scheme=scheme
    )
    await page.goto(address)
    await _load_pictures(page)
    if at:
        await page.locator(at).focus()
        await page.locator(at).evaluate(
            "(one) => scrollBy(0, one.getBoundingClientRect().top - innerHeight / 2)"
        )
    return await page.screenshot()


if __name__ == "__main__":
    main()
