"""Pictures of a block theme on WordPress and on Tympan, side by side with their difference.

python -m tests.wordpress.pictures [FOLDER] [--theme SLUG]
"""

import argparse
import asyncio
import io
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image, ImageChops, ImageStat
from playwright.async_api import Browser, ViewportSize

from tests.bench.contestants import TYMPAN, running
from tests.browser import site
from tests.conformance import recording
from tests.conformance.sites import load
from tests.services import find_chromium, fresh_mariadb
from tests.wordpress.configuration import Site
from tests.wordpress.conftest import adapted
from tests.wordpress.database import execute
from tests.wordpress.install import BLOCK_THEME, WORDPRESS
from tests.wordpress.server import serve
from tests.wordpress.test_block_theme import PAGES

# So wide that sizes which grow with the screen have grown to their end: Debian's WordPress has another way there.
_SIZE: ViewportSize = {"width": 1680, "height": 1400}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.wordpress.pictures", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("var/screenshots/block-theme"))
    parser.add_argument("--theme", default=BLOCK_THEME)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        database = stack.enter_context(fresh_mariadb())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        asyncio.run(load(database))
        execute(database, adapted(chosen.theme))
        uploads = recording.unpack_uploads(folder)
        wordpress = stack.enter_context(serve(Site(database, site.free_port(), children=2, uploads=uploads)))
        port = site.free_port()
        tympan = f"http://127.0.0.1:{port}"
        command = [*TYMPAN, "serve", "--host", "127.0.0.1", "--port", str(port), "--shared-database"]
        environment = {
            "TYMPAN_DATABASE_URL": database,
            "TYMPAN_SITE_URL": tympan,
            "TYMPAN_HOME_URL": tympan,
            "TYMPAN_UPLOADS_DIR": str(uploads),
            "TYMPAN_THEMES_DIR": str(WORDPRESS / "wp-content/themes"),
        }
        stack.enter_context(running(command, os.environ | environment, tympan, log=folder / "log"))
        asyncio.run(_pictures(chosen.folder, wordpress.home, tympan))


async def _pictures(folder: Path, wordpress: str, tympan: str) -> None:
    async with site.chromium(find_chromium()) as browser:
        for kind, address in PAGES.items():
            theirs, ours = [await _shot(browser, home + address) for home in (wordpress, tympan)]
            differs = _beside(theirs, ours, folder / f"{kind.replace(' ', '-')}.png")
            print(f"{kind:<16}{urlsplit(address).path:<40}{differs:6.2%} of the picture differs", flush=True)


async def _shot(browser: Browser, address: str) -> Image.Image:
    page = await browser.new_page(viewport=_SIZE)
    await page.goto(address)
    picture = Image.open(io.BytesIO(await page.screenshot())).convert("RGB")
    await page.close()
    return picture


def _beside(theirs: Image.Image, ours: Image.Image, target: Path) -> float:
    """Write both and their difference; how much of the picture is not the same, by brightness."""
    difference = ImageChops.difference(theirs, ours)
    width, height = theirs.size
    sheet = Image.new("RGB", (3 * width, height))
    for place, picture in enumerate((theirs, ours, ImageChops.invert(difference))):
        sheet.paste(picture, (place * width, 0))
    sheet.save(target)
    return ImageStat.Stat(difference.convert("L")).mean[0] / 255


if __name__ == "__main__":
    main()
