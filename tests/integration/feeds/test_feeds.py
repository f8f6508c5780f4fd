"""Feeds of every kind: what stands in them, when they are sent again, and in which of them there are comments."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from engine.store import meta, tables
from engine.store import options as stored_options
from tests.conformance.sites import RecordedSite, recorded_site

RULES = "/2023/02/01/sticky-harbour-rules/"
ATOM = "{http://www.w3.org/2005/Atom}"
RSS = "{http://purl.org/rss/1.0/}"

KINDS = {
    "rss2": ("/feed/", "application/rss+xml; charset=UTF-8", "channel/item"),
    "rdf": ("/feed/rdf/", "application/rdf+xml; charset=UTF-8", f"{RSS}item"),
    "atom": ("/feed/atom/", "application/atom+xml; charset=UTF-8", f"{ATOM}entry"),
    "category": ("/category/harbour/feed/", "application/rss+xml; charset=UTF-8", "channel/item"),
    "author": ("/author/edith/feed/atom/", "application/atom+xml; charset=UTF-8", f"{ATOM}entry"),
    "month": ("/2023/02/feed/", "application/rss+xml; charset=UTF-8", "channel/item"),
    "search": ("/?s=harbour&feed=rss2", "application/rss+xml; charset=UTF-8", "channel/item"),
    "comments": ("/comments/feed/", "application/rss+xml; charset=UTF-8", "channel/item"),
    "comments in atom": ("/comments/feed/atom/", "application/atom+xml; charset=UTF-8", f"{ATOM}entry"),
    "comments of a post": (f"{RULES}feed/", "application/rss+xml; charset=UTF-8", "channel/item"),
}


async def items(site: RecordedSite, address: str, path: str) -> list[ET.Element]:
    """The items of a feed, which is found by following redirects."""
    answer = await site.ask(address)
    while answer.status_code == 301:
        answer = await site.ask(answer.headers["location"].removeprefix("http://blog.test"))
    assert answer.status_code == 200, answer.text
    return ET.fromstring(answer.text).findall(path)  # noqa: S314 - the same


@pytest.mark.parametrize("kind", KINDS)
async def test_feed_of_each_kind_has_items_and_its_type(kind: str, database_url: str, tmp_path: Path) -> None:
    address, content_type, path = KINDS[kind]
    async with recorded_site(database_url, tmp_path) as site:
        assert await items(site, address, path)
        assert (await site.ask(address)).headers["content-type"] == content_type


@pytest.mark.parametrize("address", ["/comments/feed/rdf/", f"{RULES}feed/rdf/"])
async def test_rdf_of_comments_shows_the_posts_that_they_are_on(
    address: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.ask(address)
        root = ET.fromstring(answer.text)  # noqa: S314 - our own
        assert root.tag.endswith("}RDF")
        links = [one.findtext(f"{RSS}link") for one in root.findall(f"{RSS}item")]
        assert f"http://blog.test{RULES}" in links


async def test_names_are_written_once_as_xml(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        await site.send("POST", "/wp-json/wp/v2/users/1", json={"name": "Ada & Co"})
        await site.send("POST", "/wp-json/wp/v2/categories/3", json={"name": "Boats & oars"})
        await site.send("POST", "/wp-json/wp/v2/posts/77", json={"categories": [3]})
        atom = await items(site, "/author/admin/feed/atom/", f"{ATOM}entry/{ATOM}author/{ATOM}name")
        assert {one.text for one in atom} == {"Ada & Co"}
        subjects = await items(
            site,
            "/category/harbour/boats/feed/rdf/",
            f"{RSS}item/{{http://purl.org/dc/elements/1.1/}}subject",
        )
        assert "Boats &amp; oars" in {one.text for one in subjects}


async def test_feed_of_comments_of_nothing_names_no_page(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.ask("/2023/02/01/nosuch/feed/")
        assert ET.fromstring(answer.text).findtext("channel/link") in {"", None}  # noqa: S314 - our own


async def test_old_files_of_feeds_lead_to_their_feeds(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for file, feed in (
            ("wp-rss2.php", "feed/"),
            ("wp-atom.php", "feed/atom/"),
            ("wp-commentsrss2.php", "comments/feed/"),
        ):
            answer = await site.ask(f"/{file}")
            assert (answer.status_code, answer.headers["location"]) == (301, f"http://blog.test/{feed}")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": "{tag}"}, 304),
        ({"If-None-Match": 'W/{tag}, "other"'}, 304),
        ({"If-Modified-Since": "Mon, 23 Nov 2037 00:00:00 GMT"}, 304),
        ({"If-None-Match": '"other"', "If-Modified-Since": "Mon, 23 Nov 2037 00:00:00 GMT"}, 200),
        ({"If-Modified-Since": "no date"}, 200),
    ],
    ids=["tag", "weak tags", "date", "other tag and date", "no date"],
)
async def test_feed_is_sent_again_only_when_it_changed(
    headers: dict[str, str], status: int, sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        tag = (await site.ask("/feed/")).headers["etag"]
        said = {name: value.replace("{tag}", tag) for name, value in headers.items()}
        answer = await site.client.get("/feed/", headers=said)
        assert answer.status_code == status
        assert answer.headers["etag"] == tag
        assert bool(answer.content) == (status == 200)


async def test_feed_of_excerpts_has_no_contents(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        assert "content:encoded>" in (await site.ask("/feed/")).text
        await stored_options.put(site.database, "rss_use_excerpt", "1")
        answer = await site.ask("/feed/")
        assert "content:encoded>" not in answer.text
        assert "<description><![CDATA[Sent by XML-RPC." in answer.text


async def test_enclosures_are_in_every_kind_of_feed_but_not_behind_a_password(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        sound = "http://blog.test/a.mp3?x=1&y=2\n1234\naudio/mpeg\n"
        await meta.add(site.database, "post", 209, key="enclosure", value=sound)
        await meta.add(site.database, "post", 89, key="enclosure", value=sound.replace("a.mp3", "secret.mp3"))
        rss = await site.ask("/feed/")
        assert (
            '<enclosure url="http://blog.test/a.mp3?x=1&amp;y=2" length="1234" type="audio/mpeg" />'
            in rss.text
        )
        assert 'rel="enclosure" href="http://blog.test/a.mp3' in (await site.ask("/feed/atom/")).text
        attachments = (await site.ask("/feed/json/")).json()["items"][0]["attachments"]
        assert attachments == [
            {"url": "http://blog.test/a.mp3?x=1&y=2", "mime_type": "audio/mpeg", "size_in_bytes": 1234}
        ]
        assert "secret.mp3" not in rss.text


async def test_text_that_xml_forbids_does_not_break_a_feed(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        hostile = "a\x0cb ]]> <script>&nbsp;&copy; \ufffe"
        await tables.Posts.filter(id=209).update(title=hostile, content=f"{hostile}\n\nend", excerpt="")
        for address, path in (
            ("/feed/", "channel/item"),
            ("/feed/atom/", f"{ATOM}entry"),
            ("/feed/rdf/", f"{RSS}item"),
        ):
            assert await items(site, address, path)
        assert (await site.ask("/feed/json/")).json()["items"][0]["id"]


async def test_json_feed_stands_beside_every_feed(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        feed = (await site.ask("/category/harbour/feed/json/")).json()
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == "http://blog.test/category/harbour/feed/json/"
        assert all(item["url"].startswith("http://blog.test/") for item in feed["items"])
        comments = (await site.ask(f"{RULES}feed/json/")).json()
        assert comments["items"][0]["id"].endswith("#comment-150")
        assert (await site.ask("/?feed=json")).status_code in {200, 301}


async def test_feed_takes_as_many_statements_for_many_posts_as_for_few(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        await stored_options.put(site.database, "posts_per_rss", "3")
        few = await site.statements("/2022/feed/")
        await stored_options.put(site.database, "posts_per_rss", "20")
        many = await site.statements("/2022/feed/")
        # Pictures and authors ask once more, however many there are.
        assert len(many) <= len(few) + 4, many
