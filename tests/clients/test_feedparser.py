"""The library feedparser reads every feed that a page names, and every other kind."""

from pathlib import Path
from typing import Any

import pytest

from tests.conformance.sites import recorded_site

feedparser: Any = pytest.importorskip("feedparser")

FEEDS = {
    "/feed/": "rss20",
    "/feed/atom/": "atom10",
    "/feed/rdf/": "rss10",
    "/?feed=rss": "rss20",
    "/category/harbour/feed/": "rss20",
    "/tag/wind/feed/atom/": "atom10",
    "/author/edith/feed/rdf/": "rss10",
    "/2025/feed/": "rss20",
    "/search/harbour/feed/rss2/": "rss20",
    "/comments/feed/": "rss20",
    "/comments/feed/atom/": "atom10",
    "/2023/02/01/sticky-harbour-rules/feed/": "rss20",
    "/2023/02/01/sticky-harbour-rules/feed/atom/": "atom10",
    "/feed/json/": "",
}


@pytest.mark.parametrize("address", FEEDS)
async def test_feed_is_read_without_complaint(address: str, sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.ask(address)
        if answer.status_code == 301:
            answer = await site.ask(answer.headers["location"].removeprefix("http://blog.test"))
        if not FEEDS[address]:
            assert answer.json()["items"]
            return
        headers = {"content-type": answer.headers["content-type"]}
        parsed = feedparser.parse(answer.content, response_headers=headers)
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert parsed.version == FEEDS[address]
        assert parsed.feed.title
        assert parsed.entries
        assert all(entry.link.startswith("http://blog.test/") for entry in parsed.entries)
        assert all(entry.get("id") or parsed.version == "rss10" for entry in parsed.entries)


async def test_feed_is_found_from_the_page(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        page = await site.ask("/2023/02/01/sticky-harbour-rules/")
        assert 'href="http://blog.test/feed/"' in page.text
        assert 'href="http://blog.test/2023/02/01/sticky-harbour-rules/feed/"' in page.text
        assert 'type="application/json+oembed"' in page.text
