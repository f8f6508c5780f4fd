"""The themes that come with the engine show every kind of page, and bring nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from engine.config.bundled import bundled
from tests.integration.site.test_pages import CONVERSATION, KINDS
from tests.integration.site.test_themes import serving

THEMES = ("frisket", "platen", "bodkin")
SMALL = 15_000  # bytes of all files of the smallest one


@pytest.mark.parametrize("theme", THEMES)
async def test_theme_shows_every_kind_of_page(theme: str, sqlite_url: str, tmp_path: Path) -> None:
    async with serving(sqlite_url, tmp_path, theme=theme) as client:
        for kind, (address, name) in KINDS.items():
            answer = await client.get(address)
            assert answer.status_code == 200, kind
            assert name in answer.text, kind
            assert re.search(r"<h1[ >]", answer.text), kind
        assert (await client.get("/nothing/here/")).status_code == 404


@pytest.mark.parametrize("theme", THEMES)
async def test_theme_asks_no_other_host_and_its_files_are_there(
    theme: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with serving(sqlite_url, tmp_path, theme=theme) as client:
        page = (await client.get(CONVERSATION)).text
        loaded = re.findall(r'<(?:link rel="(?:stylesheet|icon)"[^>]* href|script[^>]* src)="([^"]+)"', page)
        assert loaded
        for address in loaded:
            if address.startswith("http://blog.test/wp-content/uploads/"):
                continue  # the site's own icon
            assert address.startswith(("/", "http://blog.test/")), address
            assert (await client.get(address)).status_code == 200, address


@pytest.mark.parametrize("theme", THEMES)
async def test_theme_shows_a_conversation_in_less_than_60_kilobytes(
    theme: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with serving(sqlite_url, tmp_path, theme=theme) as client:
        assert len((await client.get(CONVERSATION)).content) < 60_000


def test_smallest_theme_is_small() -> None:
    files = [one for one in (bundled("themes") / "bodkin").rglob("*") if one.is_file()]
    assert sum(one.stat().st_size for one in files) < SMALL
