"""With a shared database each request sees what another program committed before it."""

from pathlib import Path

from engine.model.places import Place
from engine.store.apart import open_apart
from tests.conformance.sites import recorded_site

POST = "/wp-json/wp/v2/posts/77"


async def test_shared_database_is_read_anew_for_each_request(database_url: str, tmp_path: Path) -> None:
    changes = {
        "UPDATE wp_posts SET post_title = 'Changed elsewhere' WHERE \"ID\" = 77": "Changed elsewhere",
        "UPDATE wp_options SET option_value = 'Renamed elsewhere' WHERE option_name = 'blogname'": "Renamed elsewhere",
        "UPDATE wp_terms SET name = 'Retagged elsewhere'": "Retagged elsewhere",
        "UPDATE wp_users SET display_name = 'Somebody else'": "Somebody else",
    }
    async with (
        recorded_site(database_url, tmp_path, shared=True) as site,
        open_apart(Place(database_url, "wp_")) as other,
    ):
        paths = [POST, "/wp-json/", "/wp-json/wp/v2/categories", f"{POST}?_embed=author"]
        for path, (change, shown) in zip(paths, changes.items(), strict=True):
            assert shown not in (await site.ask(path)).text
            await other.rows(change.replace('"ID"', "ID") if database_url.startswith("mysql") else change)
            assert shown in (await site.ask(path)).text


async def test_shared_database_whose_roles_change_counts_the_new_ones(
    database_url: str, tmp_path: Path
) -> None:
    path = f"{POST}?context=edit"
    async with (
        recorded_site(database_url, tmp_path, shared=True) as site,
        open_apart(Place(database_url, "wp_")) as other,
    ):
        assert (await site.ask(path, "editor")).status_code == 200
        await other.rows("UPDATE wp_usermeta SET meta_value = 'a:0:{}' WHERE meta_key = 'wp_capabilities'")
        assert (await site.ask(path, "editor")).status_code == 403


async def test_what_is_written_to_a_shared_database_is_committed_before_the_answer(
    database_url: str, tmp_path: Path
) -> None:
    async with (
        recorded_site(database_url, tmp_path, shared=True) as site,
        open_apart(Place(database_url, "wp_")) as other,
    ):
        made = await site.send("POST", "/wp-json/wp/v2/posts", json={"title": "Seen", "status": "publish"})
        remark = {"post": made.json()["id"], "content": "Seen, too"}
        await site.send("POST", "/wp-json/wp/v2/comments", json=remark)

        found = await other.rows("SELECT comment_count FROM wp_posts WHERE post_title = 'Seen'")
        assert [int(count) for (count,) in found] == [1]
