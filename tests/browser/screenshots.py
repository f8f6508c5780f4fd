"""The picture in the README: python -m tests.browser.screenshots TARGET.png."""

import asyncio
import sys
import tempfile
from base64 import b64encode
from pathlib import Path
from typing import Literal

import httpx2
from playwright.async_api import Browser

from tests.browser import site
from tests.services import find_chromium

_WIDTH, _HEIGHT, _SCALE = 900, 1100, 2
_FRAME = """
<body style="margin:0;padding:40px;display:flex;gap:40px;background:#888">
{images}
</body>
"""


def main() -> None:
    (target,) = map(Path, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder, site.served(Path(folder)) as home:
        target.write_bytes(asyncio.run(_picture(home)))


async def _picture(home: str) -> bytes:
    """The home page by day and the newest post by night, side by side."""
    post = str(httpx2.get(f"{home}/wp-json/wp/v2/posts").json()[0]["link"])
    async with site.chromium(find_chromium()) as browser:
        pages = [await _shot(browser, home, "light"), await _shot(browser, post, "dark")]
        images = "".join(
            f'<img width="{_WIDTH}" style="border-radius:8px" src="data:image/png;base64,{b64encode(page).decode()}">'
            for page in pages
        )
        frame = await browser.new_page(viewport={"width": 2 * _WIDTH + 120, "height": _HEIGHT + 80})
        await frame.set_content(_FRAME.format(images=images))
        return await frame.screenshot()


async def _shot(browser: Browser, address: str, scheme: Literal["light", "dark"]) -> bytes:
    page = await browser.new_page(
        viewport={"width": _WIDTH, "height": _HEIGHT}, device_scale_factor=_SCALE, color_scheme=scheme
    )
    await page.goto(address)
    return await page.screenshot()


if __name__ == "__main__":
    main()
