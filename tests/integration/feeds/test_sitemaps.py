"""Sitemaps, robots.txt and the icon."""

from pathlib import Path

import pytest

from engine.store import options as stored_options
from engine.store import tables
from tests.conformance.sites import recorded_site

SHEETS = ("posts-post-1", "posts-page-1", "taxonomies-category-1", "taxonomies-post_tag-1", "users-1")


async def test_index_names_sheets_that_are_there(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        index = await site.ask("/wp-sitemap.xml")
        for name in SHEETS:
            assert f"<loc>http://blog.test/wp-sitemap-{name}.xml</loc>" in index.text
            assert (await site.ask(f"/wp-sitemap-{name}.xml")).status_code == 200


@pytest.mark.parametrize(
    "name", ["posts-post-99", "posts-attachment-1", "posts-revision-1", "taxonomies-nav_menu-1"]
)
async def test_sheet_of_what_is_not_public_is_missing(name: str, sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        assert (await site.ask(f"/wp-sitemap-{name}.xml")).status_code == 404


async def test_site_that_does_not_want_to_be_found_has_no_sitemaps(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        assert "Sitemap:" in (await site.ask("/robots.txt")).text
        await stored_options.put(site.database, "blog_public", "0")
        assert (await site.ask("/wp-sitemap.xml")).status_code == 404
        assert "Sitemap:" not in (await site.ask("/robots.txt")).text


async def test_sheet_of_posts_reads_no_contents_and_takes_few_statements(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        statements = await site.statements("/wp-sitemap-posts-post-1.xml")
        assert len(statements) < 12
        assert not [one for one in statements if "LIMIT" in one and '"post_content"' in one]


async def test_site_without_an_icon_has_one_drawn(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        await tables.Options.filter(name="site_icon").update(value="0")
        await stored_options.put(site.database, "site_icon", "0")
        answer = await site.ask("/favicon.ico")
        assert answer.status_code == 302
        icon = await site.ask(answer.headers["location"].removeprefix("http://blog.test"))
        assert icon.headers["content-type"] == "image/png"
        assert icon.content.startswith(b"\x89PNG")
