"""Where readers are led who come by another address than the right one."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.store import meta
from engine.store import options as stored_options
from tests.conformance import recording, replay
from tests.conformance.serve import settings
from tests.conformance.sites import load, recorded_site

RULES = "http://blog.test/2023/02/01/sticky-harbour-rules/"

LED = {
    "plain id": ("/?p=77", RULES),
    "no slash": ("/2023/02/01/sticky-harbour-rules", RULES),
    "name": ("/?name=sticky-harbour-rules", RULES),
    "slug alone": ("/sticky-harbour-rules/", RULES),
    "beginning of a slug": ("/sticky-harb", RULES),
    "category by id": ("/?cat=3", "http://blog.test/category/harbour/boats/"),
    "month": ("/?m=202302", "http://blog.test/2023/02/"),
    "page of a list": ("/?paged=2", "http://blog.test/page/2/"),
    "child page at the root": ("/team/", "http://blog.test/about/team/"),
    "index.php": ("/index.php", "http://blog.test/"),
    "punctuation after a link": ("/about/%22", "http://blog.test/about/"),
    "other fields stay": ("/?p=77&x=1", f"{RULES}?x=1"),
}


@pytest.mark.parametrize("case", LED)
async def test_address_that_is_not_the_right_one_leads_to_it(
    case: str, sqlite_url: str, tmp_path: Path
) -> None:
    asked, right = LED[case]
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.ask(asked)
        assert (answer.status_code, answer.headers["location"]) == (301, right)
        assert (await site.ask(right.removeprefix("http://blog.test"))).status_code == 200


async def test_old_slug_leads_to_the_post_on_each_database(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        await meta.add(site.database, "post", 77, key="_wp_old_slug", value="rules-of-old")
        answer = await site.ask("/2023/02/01/rules-of-old/")
        assert (answer.status_code, answer.headers["location"]) == (301, RULES)
        assert (await site.ask("/2022/02/01/rules-of-old/")).status_code == 404


async def test_old_day_leads_to_the_post_on_each_database(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        await meta.add(site.database, "post", 77, key="_wp_old_date", value="2020-05-06")
        answer = await site.ask("/2020/05/06/sticky-harbour-rules/")
        assert (answer.status_code, answer.headers["location"]) == (301, RULES)
        assert (await site.ask("/2020/05/07/sticky-harbour-rules/")).status_code == 404
        await meta.add(site.database, "post", 77, key="_wp_old_slug", value="rules-of-old")
        assert (await site.ask("/2020/05/06/rules-of-old/")).headers["location"] == RULES


@pytest.mark.parametrize(
    ("guesses", "beginning", "exact"), [("beginning", 301, 301), ("exact", 404, 301), ("off", 404, 404)]
)
async def test_guesses_are_made_as_the_settings_say(
    guesses: str, beginning: int, exact: int, sqlite_url: str, tmp_path: Path
) -> None:
    await load(sqlite_url)
    chosen = replace(settings(sqlite_url, recording.unpack_uploads(tmp_path)), address_guesses=guesses)
    async with replay.running(chosen) as client:
        assert (await client.get("/sticky-harb")).status_code == beginning
        assert (await client.get("/sticky-harbour-rules/")).status_code == exact


@pytest.mark.parametrize(
    ("structure", "address"),
    [
        ("/%postname%/", "/sticky-harbour-rules/"),
        ("/archives/%post_id%", "/archives/77"),
        ("/%author%/%postname%/", "/admin/sticky-harbour-rules/"),
        ("/%category%/%postname%/", "/harbour/sticky-harbour-rules/"),
        ("/index.php/%year%/%postname%/", "/index.php/2023/sticky-harbour-rules/"),
        ("", "/?p=77"),
    ],
)
async def test_structure_that_changes_works_at_once(
    structure: str, address: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        assert (await site.ask("/2023/02/01/sticky-harbour-rules/")).status_code == 200
        await stored_options.put(site.database, "permalink_structure", structure)
        answer = await site.ask(address)
        assert answer.status_code == 200
        assert "postid-77" in answer.text
        assert f'<link rel="canonical" href="http://blog.test{address}">' in answer.text


async def test_attachment_is_its_file_unless_the_site_is_older_than_that(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        media = (await site.ask("/wp-json/wp/v2/media")).json()[0]
        page = f"/?attachment_id={media['id']}"
        assert (await site.ask(page)).headers["location"] == media["source_url"]
        await stored_options.remove(site.database, "wp_attachment_pages_enabled")
        assert (await site.ask(page)).headers["location"] == media["link"]
        assert (await site.ask(media["link"].removeprefix("http://blog.test"))).status_code == 200


async def test_preview_and_other_methods_are_led_nowhere(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        assert (await site.ask("/about?preview=true")).status_code == 200
        assert (await site.client.post("/about")).status_code == 200


@pytest.mark.parametrize(
    "query",
    [f"{name}[]=x" for name in (
        "p", "s", "cat", "tag", "m", "w", "year", "feed", "sitemap", "sitemap-stylesheet", "robots", "favicon", "name",
        "pagename", "attachment", "author", "author_name", "embed", "tb", "preview", "paged", "cpage", "page", "error",
        "orderby", "order", "post_type", "taxonomy", "term", "withcomments", "replytocom", "book", "genre",
    )]
    + ["p=99999999999999999999", "m=99999999999999", "year=99999&monthnum=99&day=99", "author=-1", "w=99", "paged=-3"],
)  # fmt: skip
async def test_variable_of_another_kind_than_expected_is_no_failure(
    query: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for address in (f"/?{query}", f"/2023/02/01/sticky-harbour-rules/?{query}", f"/feed/?{query}"):
            assert (await site.ask(address)).status_code < 500
