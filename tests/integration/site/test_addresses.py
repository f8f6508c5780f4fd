"""Where readers are led who come by another address than the right one."""

from dataclasses import replace
from pathlib import Path

import httpx2
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
    "id in octets": ("/?%70=77", RULES),
    "feed by id": ("/?p=77&feed=atom", f"{RULES}feed/atom/"),
    "feed of a page by id": ("/?page_id=147&feed=rss2", "http://blog.test/about/feed/"),
    "author and terms": (
        "/?author=1&taxonomy=post_tag&term=wind&cat=3",
        "http://blog.test/author/admin/?taxonomy=post_tag&term=wind&cat=3",
    ),
    "sitemap of nothing": ("/index.php?sitemap=nosuch", "http://blog.test/"),
    "category and nothing": ("/?cat=3&tag=", "http://blog.test/category/harbour/boats/"),
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


@pytest.mark.parametrize(
    ("structure", "asked"),
    [
        ("/%author%/%postname%/", "/edith/sticky-harbour-rules/"),
        ("/%category%/%postname%/", "/food/sticky-harbour-rules/"),
    ],
)
async def test_post_is_not_where_another_author_or_category_is_named(
    structure: str, asked: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        await stored_options.put(site.database, "permalink_structure", structure)
        answer = await site.ask(asked)
        assert answer.status_code == 301
        assert (
            await site.ask(answer.headers["location"].removeprefix("http://blog.test"))
        ).status_code == 200


async def test_post_is_not_there_where_words_are_sought_that_it_lacks(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for words, status in (("harbour", 200), ("nosuchword", 404)):
            assert (await site.ask(f"/2023/02/01/sticky-harbour-rules/?s={words}")).status_code == status


async def test_list_of_a_front_page_that_nobody_chose_is_not_the_front(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        for option, value in (("show_on_front", "page"), ("page_on_front", "0")):
            await stored_options.put(site.database, option, value)
        assert '<body class="blog ' in (await site.ask("/")).text


async def test_dates_stand_in_the_order_of_the_structure(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        await stored_options.put(site.database, "permalink_structure", "/%day%/%monthnum%/%year%/%postname%/")
        for asked, place in (("20230201", "01/02/2023/"), ("202302", "02/2023/"), ("2023", "2023/")):
            assert (await site.ask(f"/?m={asked}")).headers["location"] == f"http://blog.test/{place}"
        assert (await site.ask("/01/02/2023/")).status_code == 200


async def test_date_stands_apart_where_ids_could_be_taken_for_it(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        for structure, place in (("/%category%/%post_id%/", "date/2023/"), ("/%year%/%postname%/", "2023/")):
            await stored_options.put(site.database, "permalink_structure", structure)
            assert (await site.ask("/?m=2023")).headers["location"] == f"http://blog.test/{place}"
            assert (await site.ask(f"/{place}")).status_code == 200


async def test_category_in_octets_is_that_category(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        await stored_options.put(site.database, "permalink_structure", "/%category%/%postname%/")
        assert (await site.ask("/%68arbour/sticky-harbour-rules/")).status_code == 200


@pytest.mark.parametrize("asked", ["/?p=90&feed=rss2", "/feed/?p=100", "/?page_id=160&feed=atom"])
async def test_feed_of_what_readers_may_not_see_makes_no_address_known(
    asked: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        assert "location" not in (await site.ask(asked)).headers


async def test_guess_is_the_first_by_slug(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        for post, slug in ((77, "wanted-b"), (125, "wanted-a")):
            await site.send("POST", f"/wp-json/wp/v2/posts/{post}", json={"slug": slug})
        assert (await site.ask("/wanted")).headers["location"].endswith("/wanted-a/")


async def test_sign_that_no_address_has_is_left_out_of_it(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        url = httpx2.URL("http://blog.test").copy_with(raw_path=b"/x'y)")
        assert (await site.client.get(url)).headers["location"] == "http://blog.test/xy"


@pytest.mark.parametrize(
    ("asked", "status", "is_kept"),
    [
        ("/?monthnum=13", 200, True),
        ("/2024/02/30/", 301, True),
        ("/?taxonomy=nosuch&term=x", 404, False),
        ("/sticky-harb", 301, False),
        ("/login", 302, False),
    ],
)
async def test_what_the_variables_rule_out_is_not_said_to_be_missing(
    asked: str, status: int, is_kept: bool, sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.ask(asked)
        assert (answer.status_code, "expires" not in answer.headers) == (status, is_kept)


async def test_trackback_to_nothing_is_refused_in_its_own_form(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        assert (await site.ask("/?tb=1")).headers["content-type"] == "text/xml; charset=UTF-8"
        assert "rss" in (await site.ask("/feed/?tb=1")).headers["content-type"]
        led = await site.ask("/2023/02/01/sticky-harbour-rules/trackback/")
        assert (led.status_code, led.headers["x-pingback"]) == (302, "http://blog.test/xmlrpc.php")


HEADS = {
    "day of no month": ("/?day=1", "<title>1. October 2025"),
    "month of no year": ("/?monthnum=2", "<title>February 2025"),
    "feed of a format": ("/type/aside/", "» Aside Format Feed"),
    "class of no category": ("/category/nosuch/?s=harbour", '"archive search search-no-results category '),
    "author before tag": ("/tag/wind/?author_name=arthur", '"archive author wp-theme'),
}


@pytest.mark.parametrize("case", HEADS)
async def test_head_says_what_the_page_is_of(case: str, sqlite_url: str, tmp_path: Path) -> None:
    asked, said = HEADS[case]
    async with recorded_site(sqlite_url, tmp_path) as site:
        assert said in (await site.ask(asked)).text


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
    + ["p=99999999999999999999", "m=99999999999999", "year=99999&monthnum=99&day=99", "author=-1", "w=99", "paged=-3",
       "year=99999999999"],
)  # fmt: skip
async def test_variable_of_another_kind_than_expected_is_no_failure(
    query: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for address in (f"/?{query}", f"/2023/02/01/sticky-harbour-rules/?{query}", f"/feed/?{query}"):
            assert (await site.ask(address)).status_code < 500
