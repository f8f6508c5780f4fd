"""What PHP takes for empty counts as nothing where WordPress asks for it, the text 0 too."""

from pathlib import Path

from tests.conformance.sites import recorded_site

API = "/wp-json/wp/v2"


async def test_zero_is_no_text_of_a_post(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        refused = await site.send("POST", f"{API}/posts", json={"excerpt": "0"})
        assert (refused.status_code, refused.json()["code"]) == (400, "empty_content")


async def test_zero_is_no_raw_title_and_no_slug(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        sent = {"title": {"raw": "0"}, "slug": "0", "status": "publish"}
        before = (await site.ask(f"{API}/posts/58")).json()["title"]["rendered"]
        changed = (await site.send("POST", f"{API}/posts/58", json=sent)).json()
        assert changed["title"]["rendered"] == before
        assert changed["slug"] != "0"


async def test_zero_is_no_slug_of_a_term(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        made = await site.send("POST", f"{API}/tags", json={"name": "A word", "slug": "0"})
        assert made.json()["slug"] == "a-word"


async def test_nobody_assigns_the_term_zero(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        sent = {"title": "A", "menus": 0, "type": "custom", "url": "http://example.org/"}
        refused = await site.send("POST", f"{API}/menu-items", json=sent)
        assert (refused.status_code, refused.json()["code"]) == (403, "rest_cannot_assign_term")


async def test_numbers_and_texts_that_have_no_room_break_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        moved = await site.send("POST", f"{API}/pages/147", json={"menu_order": 2**40})
        assert moved.json()["menu_order"] == 2**31 - 1
        long = await site.send("POST", f"{API}/tags", json={"name": "x" * 201})
        assert (long.status_code, long.json()["code"]) == (500, "db_insert_error")
        address = "x" * 60 + "@" + "y" * 60 + ".example"  # more than the column takes
        long = await site.send("POST", f"{API}/users/6", json={"email": address})
        assert long.json()["code"] == "invalid_email"
