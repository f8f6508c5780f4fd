"""The site's icon and its logo on the pages of bundled themes."""

import re
from pathlib import Path

import pytest

from engine.model import php
from engine.store import options as stored_options
from tests.conformance.sites import RecordedSite, read_site


async def _icons(site: RecordedSite) -> list[str]:
    return re.findall(r'<link rel="icon"[^>]* href="([^"]+)"', (await site.ask("/")).text)


async def _picture(site: RecordedSite) -> tuple[int, str]:
    found = (await site.ask("/wp-json/wp/v2/media?media_type=image&per_page=1")).json()[0]
    return found["id"], found["source_url"]


@pytest.mark.parametrize("theme", ["frisket", "platen"])
async def test_icon_of_the_theme_is_linked_once(theme: str, sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path, theme=theme) as site:
        await stored_options.put(site.database, "site_icon", "0")
        (icon,) = await _icons(site)
        assert f"/themes/{theme}/icon.svg?ver=" in icon
        assert (await site.ask(icon)).status_code == 200


async def test_icon_is_drawn_where_neither_site_nor_theme_has_one(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path, theme="bodkin") as site:
        await stored_options.put(site.database, "site_icon", "0")
        (icon,) = await _icons(site)
        assert icon.startswith("data:image/svg+xml,")


@pytest.mark.parametrize("theme", ["frisket", "bodkin"])
async def test_icon_of_the_site_stands_before_all(theme: str, sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path, theme=theme) as site:
        number, _ = await _picture(site)
        await stored_options.put(site.database, "site_icon", str(number))
        page = (await site.ask("/")).text
        icons = await _icons(site)
        assert len(icons) == 2
        assert all("/wp-content/uploads/" in icon for icon in icons)
        assert page.count('<link rel="apple-touch-icon"') == 1


@pytest.mark.parametrize("theme", ["frisket", "platen", "bodkin"])
async def test_logo_leads_home_and_says_what_it_is(theme: str, sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path, theme=theme) as site:
        number, url = await _picture(site)
        await stored_options.remove(site.database, "site_logo")
        assert "custom-logo" not in (await site.ask("/")).text
        # As WordPress keeps it for one theme.
        mods = php.serialize({"custom_logo": number})
        await stored_options.put(site.database, "theme_mods_fixture", mods)
        page = (await site.ask("/about/")).text
        logo = re.search(r'<a class="custom-logo-link" href="http://blog.test/" rel="home"><img [^>]*>', page)
        assert logo is not None
        assert f'src="{url}"' in logo[0]
        assert 'alt=""' not in logo[0]
        # What is set for all themes outdoes it.
        await stored_options.put(site.database, "site_logo", "0")
        assert "custom-logo" not in (await site.ask("/about/")).text
