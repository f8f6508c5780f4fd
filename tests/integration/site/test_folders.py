"""A site in a folder of its host, with WordPress's own files in one of their own."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.web.admin import assets
from tests.conformance.sites import RecordedSite, recorded_site

HOME = "http://blog.test/journal"
SITE = f"{HOME}/wp"


@pytest.fixture
async def site(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[RecordedSite]:
    monkeypatch.setattr(assets, "entry", lambda: assets.Entry("entry.js", (), (), ()))
    async with recorded_site(sqlite_url, tmp_path, home_url=HOME, site_url=SITE) as opened:
        yield opened


async def test_pages_and_api_are_below_the_home_page(site: RecordedSite) -> None:
    for path in ("/journal/", "/journal/about/team/", "/journal/feed/", "/journal/wp-sitemap.xml"):
        assert (await site.client.get(path)).status_code == 200, path
    index = (await site.client.get("/journal/wp-json/")).json()
    assert (index["home"], index["url"]) == (HOME, SITE)
    posts = (await site.client.get("/journal/?rest_route=/wp/v2/posts")).json()
    assert posts[0]["link"].startswith(f"{HOME}/")
    assert posts == (await site.client.get("/journal/wp-json/wp/v2/posts")).json()
    assert (await site.client.get(urlsplit(posts[0]["link"]).path)).status_code == 200


async def test_pages_with_file_names_are_below_the_site(site: RecordedSite) -> None:
    for path, status in {
        "/journal/wp/wp-login.php": 200,
        "/journal/wp/xmlrpc.php": 405,
        "/journal/wp/wp-links-opml.php": 200,
        "/journal/wp/wp-content/uploads/2026/11/harbour.jpg": 200,
    }.items():
        assert (await site.client.get(path)).status_code == status, path


async def test_admin_is_left_for_the_log_in_and_come_back_to(site: RecordedSite) -> None:
    led = (await site.client.get("/journal/wp/wp-admin/edit.php?post_type=page")).headers["location"]
    there = parse_qs(urlsplit(led).query)["redirect_to"][0]
    assert there == f"{SITE}/wp-admin/edit.php?post_type=page"
    form = {"log": "edith", "pwd": "edith-pass-1", "redirect_to": there}
    back = await site.client.post("/journal/wp/wp-login.php", data=form)
    assert back.headers["location"] == there
    page = await site.client.get("/journal/wp/wp-admin/edit.php?post_type=page")
    assert (page.status_code, f'"root":"{HOME}/wp-json/"' in page.text) == (200, True)


async def test_folder_that_only_begins_alike_is_none(site: RecordedSite) -> None:
    assert (await site.client.get("/journalist/wp-json/")).status_code == 404
    assert (await site.client.get("/journal/wpx/wp-login.php")).status_code == 404
