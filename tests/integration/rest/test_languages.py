"""The language of refusals and of the site's health, over the API."""

from pathlib import Path
from urllib.parse import urlsplit

from engine.store import options
from tests.conformance.sites import recorded_site

GONE = "/wp-json/wp/v2/posts/999999"


async def test_refusals_are_told_in_the_language_of_the_site_or_of_who_asks_for_theirs(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        english = (await site.ask(GONE)).json()
        assert (english["code"], english["message"]) == ("rest_post_invalid_id", "There is no such post.")
        await options.put(site.database, "WPLANG", "de_DE")
        german = (await site.ask(GONE)).json()
        assert german == {**english, "message": "Diesen Beitrag gibt es nicht."}
        wrong = (await site.ask("/wp-json/wp/v2/posts?order=x&orderby=x")).json()
        assert wrong["message"] == "Diese Angaben sind nicht gültig: order, orderby"
        wrong = (await site.ask("/wp-json/wp/v2/posts?per_page=0")).json()
        assert wrong["data"]["params"]["per_page"] == "per_page muss zwischen 1 und 100 liegen."
        assert wrong["data"]["details"]["per_page"]["message"] == wrong["data"]["params"]["per_page"]

        await options.put(site.database, "WPLANG", "")
        own = await site.send("POST", "/wp-json/wp/v2/users/me", "admin", {"locale": "de_DE"})
        assert own.json()["locale"] == "de_DE"
        assert (await site.ask(GONE, "admin")).json()["message"] == "There is no such post."
        assert (await site.ask(f"{GONE}?_locale=user", "admin")).json()[
            "message"
        ] == "Diesen Beitrag gibt es nicht."


async def test_slugs_and_addresses_write_umlauts_as_the_language_of_the_site_does(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await options.put(site.database, "WPLANG", "de_DE")
        post = {"title": "Über Möwen", "status": "publish"}
        tag = await site.send("POST", "/wp-json/wp/v2/tags", "admin", {"name": "Köln"})
        titled = await site.send(
            "POST", "/wp-json/wp/v2/posts", "admin", {**post, "tags": [tag.json()["id"]]}
        )
        wished = await site.send("POST", "/wp-json/wp/v2/posts", "admin", {**post, "slug": "Größe"})

        slugs = [answer.json()["slug"] for answer in (titled, wished, tag)]
        assert slugs == ["ueber-moewen", "groesse", "koeln"]
        assert (await site.ask("/?tag=Köln")).headers["location"] == "http://blog.test/tag/koeln/"


async def test_texts_have_the_quotes_of_the_language_of_the_site(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        said = {"title": 'A "t"', "content": 'A "c"', "excerpt": 'An "e"', "status": "publish"}
        made = (await site.send("POST", "/wp-json/wp/v2/posts", "admin", said)).json()
        comment = {"post": made["id"], "content": 'A "r"'}
        reply = (await site.send("POST", "/wp-json/wp/v2/comments", "admin", comment)).json()
        assert made["content"]["rendered"] == "<p>A &#8220;c&#8221;</p>\n"

        await options.put(site.database, "WPLANG", "de_DE")
        shown = (await site.ask(f"/wp-json/wp/v2/posts/{made['id']}")).json()
        rendered = [shown[field]["rendered"] for field in ("title", "content", "excerpt")]
        assert rendered == [
            "A &#8222;t&#8220;",
            "<p>A &#8222;c&#8220;</p>\n",
            "<p>An &#8222;e&#8220;</p>\n",
        ]
        shown = (await site.ask(f"/wp-json/wp/v2/comments/{reply['id']}")).json()
        assert shown["content"]["rendered"] == "<p>A &#8222;r&#8220;</p>\n"
        page = (await site.ask(urlsplit(made["link"]).path)).text
        assert "<title>A &#8222;t&#8220; &#8211; Lantern" in page


async def test_health_is_told_in_the_language_of_who_looks(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await options.put(site.database, "WPLANG", "de_DE")
        found = (await site.ask("/wp-json/wp-site-health/v1/tests/https-status", "admin")).json()
        assert found["label"] == "Die Website wird ohne HTTPS gelesen"
        failed = (await site.ask("/wp-json/wp-site-health/v1/tests/background-updates", "admin")).json()
        assert failed["label"] == "Arbeit im Hintergrund wird erledigt"


async def test_pages_of_the_engine_say_it_in_the_language_of_the_site(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await options.put(site.database, "WPLANG", "de_DE")
        noted = (await site.ask("/wp-login.php?checkemail=confirm")).text
        assert "Wenn es ein solches Konto gibt, ist eine E-Mail mit einem Link dorthin unterwegs." in noted
        refused = (await site.ask("/wp-login.php?action=lostpassword&error=expiredkey")).text
        assert "Dieser Link ist abgelaufen." in refused
