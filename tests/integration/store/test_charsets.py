"""A site whose tables are as old as its first WordPress."""

from pathlib import Path

from engine.store import census
from tests.conformance.sites import recorded_site

API = "/wp-json/wp/v2"


async def test_characters_that_an_old_column_lacks_are_not_found_and_not_stored(
    mariadb_url: str, tmp_path: Path
) -> None:
    async with recorded_site(mariadb_url, tmp_path, shared=True) as site:
        for table in ("posts", "terms", "comments", "users"):
            await site.database.run(f"ALTER IGNORE TABLE wp_{table} CONVERT TO CHARACTER SET latin1")
        for path in (
            "/?s=猫",
            "/feed/?s=猫",
            f"{API}/tags?slug=猫",
            f"{API}/tags?search=猫",
            f"{API}/search?search=猫",
        ):
            assert (await site.ask(path)).status_code == 200, path
        assert (await site.ask(f"{API}/posts?search=猫")).json() == []
        assert (await site.ask("/tag/猫/")).status_code == 404

        answer = await site.send("POST", f"{API}/posts", json={"title": "Über 猫", "status": "publish"})
        assert (answer.status_code, answer.json()["code"]) == (400, "db_insert_error")
        assert "wp_posts" in answer.json()["message"]
        assert (await site.send("POST", f"{API}/tags", json={"name": "猫"})).json()[
            "code"
        ] == "db_insert_error"
        made = await site.send("POST", f"{API}/posts", json={"title": "Über 5 €", "status": "publish"})
        assert made.json()["title"]["raw"] == "Über 5 €"


async def test_emoji_are_stored_as_references_where_columns_are_too_narrow_for_them(
    mariadb_url: str, tmp_path: Path
) -> None:
    async with recorded_site(mariadb_url, tmp_path, shared=True) as site:
        for table in ("posts", "comments"):
            await site.database.run(f"ALTER IGNORE TABLE wp_{table} CONVERT TO CHARACTER SET utf8mb3")
        post = await site.send("POST", f"{API}/posts", json={"title": "Ahoy 🚢", "status": "publish"})
        said = {"post": post.json()["id"], "content": "猫 😀"}
        comment = await site.send("POST", f"{API}/comments", json=said)
        changed = await site.send("POST", f"{API}/comments/{comment.json()['id']}", json={"content": "🚢"})

        texts = [
            post.json()["title"]["raw"],
            comment.json()["content"]["raw"],
            changed.json()["content"]["raw"],
        ]
        assert post.json()["slug"] == "ahoy-%f0%9f%9a%a2"
        assert texts == ["Ahoy &#x1f6a2;", "猫 &#x1f600;", "&#x1f6a2;"]


async def test_site_that_talks_latin1_has_utf8_in_its_columns_as_with_wordpress(
    mariadb_url: str, tmp_path: Path
) -> None:
    async with recorded_site(f"{mariadb_url}?charset=latin1", tmp_path) as site:
        made = (
            await site.send("POST", f"{API}/posts", json={"title": "Über 猫", "status": "publish"})
        ).json()
        assert made["title"]["raw"] == "Über 猫"
        assert [one["id"] for one in (await site.ask(f"{API}/posts?search=猫")).json()] == [made["id"]]
        ((stored,),) = await site.database.run(
            f"SELECT HEX(CONVERT(post_title USING latin1)) FROM wp_posts WHERE ID = {made['id']}"  # noqa: S608
        )
        assert bytes.fromhex(stored).decode() == "Über 猫"


async def test_check_names_tables_of_old(mariadb_url: str, tmp_path: Path) -> None:
    async with recorded_site(mariadb_url, tmp_path) as site:
        assert await census.old_charsets(site.database) == {}
        await site.database.run("ALTER TABLE wp_links CONVERT TO CHARACTER SET latin1")
        assert await census.old_charsets(site.database) == {"links": "latin1"}
