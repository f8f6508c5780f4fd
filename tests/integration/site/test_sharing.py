"""What pages say of themselves in Open Graph and JSON-LD, and of what they say nothing."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

from tests.conformance.sites import RecordedSite, read_site
from tests.integration.site.test_pages import CONVERSATION, LOCKED

_HOSTILE = "</script><script>alert(1)</script>\"'&"


def _graph(page: str) -> dict[str, str]:
    found = re.findall(r'<meta property="([^"]+)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def _document(page: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    document: dict[str, Any] = json.loads(text)
    return document


async def _post(site: RecordedSite, **values: Any) -> str:
    made = (await site.send("POST", "/wp-json/wp/v2/posts", json={"status": "publish", **values})).json()
    return str(made["link"]).removeprefix("http://blog.test")


async def test_post_says_what_it_is(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        picture = (await site.ask("/wp-json/wp/v2/media?media_type=image&per_page=1")).json()[0]
        address = await _post(
            site, title="Low & high", excerpt="Of tides.", date_gmt="2024-05-06T07:08:09", featured_media=picture["id"],
        )  # fmt: skip
        page = (await site.ask(address)).text
        graph, document = _graph(page), _document(page)
        assert graph["og:type"] == "article"
        assert graph["og:title"] == document["headline"] == "Low & high"
        assert graph["og:url"] == document["url"] == f"http://blog.test{address}"
        assert graph["og:description"] == document["description"] == "Of tides."
        assert graph["og:image"] == document["image"] == picture["source_url"]
        assert graph["og:site_name"] == document["publisher"]["name"] == "Lantern Quay & Sons"
        assert graph["article:published_time"] == document["datePublished"]
        assert document["datePublished"].startswith("2024-05-06T")
        assert document["@type"] == "BlogPosting"
        assert document["author"]["@type"] == "Person"


async def test_collections_and_pages_say_what_they_are(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        for address, kind, title in (
            ("/", "WebSite", "Lantern Quay & Sons"),
            ("/about/", "WebPage", "About"),
            ("/category/harbour/boats/", "CollectionPage", "Boats"),
        ):
            page = (await site.ask(address)).text
            assert _document(page)["@type"] == kind
            assert _graph(page)["og:title"] == title
            assert _graph(page)["og:url"] == f"http://blog.test{address}"


async def test_nothing_is_said_of_what_is_not_for_everybody(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        private = await _post(site, title="Ours", content="Secret words", status="private")
        for address, role in (
            (LOCKED, "anon"),
            (private, "admin"),
            ("/nope/", "anon"),
            ("/?s=harbour", "anon"),
        ):
            page = (await site.ask(address, role)).text
            assert _graph(page) == {}, address
            assert "ld+json" not in page, address


async def test_hostile_words_stay_words(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        page = (await site.ask(await _post(site, title=_HOSTILE, excerpt=f"{_HOSTILE}<!--"))).text
        head = page[: page.index("</head>")]
        assert head.count("<script") == head.count('<script type="application/ld+json">') == 1
        assert head.count("</script") == 1
        assert "<!--" not in head
        assert _document(head)["@type"] == "BlogPosting"


async def test_plugin_that_describes_pages_itself_switches_it_off(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        running = await site.application.running()
        running.site.hooks.add("tympan_describe_page", lambda _described, _query: False)
        page = (await site.ask(CONVERSATION)).text
        assert _graph(page) == {}
        assert "ld+json" not in page
