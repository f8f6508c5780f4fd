from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from engine.config.bundled import bundled
from engine.model.errors import Conflict, Invalid
from engine.model.places import CopyStep, Place
from engine.store import copying
from engine.store.apart import Apart, open_apart
from engine.store.connection import open_database
from engine.store.copying import copy, left_out, prepare
from engine.store.migrate import migrate

SERIALISED = 'a:1:{s:4:"tide";s:9:"høy 🌊";}'


async def make_tables(place: Place) -> None:
    async with open_database(place.url, place.prefix) as database:
        await migrate(database, bundled("migrations"))


@pytest.fixture
async def source(tmp_path: Path) -> Place:
    """A small site on SQLite, under the prefix wp_."""
    place = Place(f"sqlite:///{tmp_path}/source.sqlite3", "wp_")
    await make_tables(place)
    async with open_apart(place) as database:
        await database.rows(
            "INSERT INTO wp_posts (ID, post_title, post_content, post_excerpt, to_ping, pinged, post_content_filtered)"
            " VALUES (7, 'Ebb', 'It''s % \\ \"quoted\"', '', '', '', ''), (9, 'Flood', 'å🌊', '', '', '', '')"
        )
        await database.rows("INSERT INTO wp_term_relationships VALUES (7, 2, 0), (7, 1, 0), (9, 1, 0)")
        await database.rows(
            "INSERT INTO wp_options (option_name, option_value) VALUES ('wp_user_roles', ?)", [SERIALISED]
        )
        await database.rows(
            "INSERT INTO wp_usermeta (user_id, meta_key, meta_value) VALUES (1, 'wp_capabilities', NULL), (1, 'nick', '')"
        )
        await database.rows("CREATE TABLE wp_shop (id INTEGER PRIMARY KEY)")
    return place


@asynccontextmanager
async def both(source: Place, target: Place) -> AsyncIterator[tuple[Apart, Apart]]:
    await make_tables(target)
    async with open_apart(source, read_only=True) as one, open_apart(target) as other:
        yield one, other


async def all_of(source: Place, target: Place, left_out: list[str] | None = None) -> list[CopyStep]:
    left_out = [] if left_out is None else left_out
    async with both(source, target) as (one, other):
        await prepare(other, "origin")
        return [step async for step in copy(one, other, left_out)]


async def test_copy_brings_every_row_and_verifies_it(source: Place, database_url: str) -> None:
    target = Place(database_url, "blog_")
    steps = await all_of(source, target)
    assert {(s.table, s.done) for s in steps if s.verified and s.total} == {
        ("posts", 2), ("term_relationships", 3), ("options", 1), ("usermeta", 2)
    }  # fmt: skip
    async with open_apart(target, read_only=True) as database:
        posts = await database.rows("SELECT post_title, post_content, post_date FROM blog_posts ORDER BY 1")
        assert [tuple(post) for post in posts] == [
            ("Ebb", 'It\'s % \\ "quoted"', "0000-00-00 00:00:00"),
            ("Flood", "å🌊", "0000-00-00 00:00:00"),
        ]
        assert "tympan_copy" not in await database.tables()


async def test_copy_to_another_prefix_renames_what_bears_it(source: Place, database_url: str) -> None:
    target = Place(database_url, "blog_")
    await all_of(source, target)
    async with open_apart(target, read_only=True) as database:
        (option,) = await database.rows("SELECT option_name, option_value FROM blog_options")
        assert tuple(option) == ("blog_user_roles", SERIALISED)
        keys = await database.rows("SELECT meta_key, meta_value FROM blog_usermeta ORDER BY umeta_id")
        assert [tuple(key) for key in keys] == [("blog_capabilities", None), ("nick", "")]


async def test_copy_lets_new_rows_follow_the_copied_ones(source: Place, database_url: str) -> None:
    target = Place(database_url, "wp_")
    await all_of(source, target)
    async with open_apart(target) as database:
        await database.rows("INSERT INTO wp_terms (name) VALUES ('first')")
        await database.rows("INSERT INTO wp_usermeta (user_id) VALUES (2)")
        ((largest,),) = await database.rows("SELECT MAX(umeta_id) FROM wp_usermeta")
        assert largest == 3


async def test_copy_interrupted_goes_on_where_it_stopped(
    source: Place, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "BATCH", 1)
    target = Place(database_url, "wp_")
    async with both(source, target) as (one, other):
        await prepare(other, "origin")
        async for step in copy(one, other, []):
            if (step.table, step.done) == ("posts", 1):
                break
    steps = await all_of(source, target)
    assert next(step for step in steps if step.table == "posts") == CopyStep("posts", 1, 2)
    assert steps[-1].verified


async def test_copy_over_the_unfinished_copy_of_another_site_is_refused(
    source: Place, sqlite_url: str
) -> None:
    async with both(source, Place(sqlite_url, "wp_")) as (_, other):
        await prepare(other, "origin")
        with pytest.raises(Conflict, match="another site"):
            await prepare(other, "elsewhere")


async def test_copy_into_a_target_with_rows_is_refused(source: Place, database_url: str) -> None:
    target = Place(database_url, "wp_")
    async with both(source, target) as (_, other):
        await other.rows("INSERT INTO wp_terms (name) VALUES ('mine')")
        with pytest.raises(Conflict, match="wp_terms has rows"):
            await prepare(other, "origin")


async def test_copy_of_a_source_written_meanwhile_is_not_verified(source: Place, sqlite_url: str) -> None:
    async with both(source, Place(sqlite_url, "wp_")) as (one, other), open_apart(source) as writer:
        await prepare(other, "origin")
        steps = copy(one, other, [])
        while (await anext(steps)).table != "users":
            pass
        await writer.rows("UPDATE wp_posts SET post_title = 'Slack' WHERE ID = 7")
        with pytest.raises(Conflict, match="posts differs"):
            _ = [step async for step in steps]


async def test_nul_does_not_come_along_into_postgresql(source: Place, postgres_url: str) -> None:
    private = 'O:4:"Shop":1:{s:7:"\0*\0till";i:1;}'
    async with open_apart(source) as database:
        await database.rows("UPDATE wp_posts SET post_title = ? WHERE ID = 9", ["a\0b"])
        await database.rows(
            "INSERT INTO wp_options (option_id, option_name, option_value) VALUES (5, 'shop', ?)", [private]
        )
    left: list[str] = []
    await all_of(source, target := Place(postgres_url, "wp_"), left)
    assert left == ["options 5: it holds a NUL character, which PostgreSQL cannot store"]
    async with open_apart(target) as database:
        ((title,),) = await database.rows('SELECT post_title FROM wp_posts WHERE "ID" = 9')
        assert title == "ab"


async def test_of_options_that_are_there_twice_the_last_comes_along(source: Place, sqlite_url: str) -> None:
    async with open_apart(source) as database:
        await database.rows("DROP INDEX IF EXISTS wp_options_option_name")
        await database.rows("CREATE TABLE bare AS SELECT * FROM wp_options")
        await database.rows("DROP TABLE wp_options")
        await database.rows("ALTER TABLE bare RENAME TO wp_options")
        await database.rows(
            "INSERT INTO wp_options VALUES (3, 'blogname', 'old', 'yes'), (4, 'Blogname', 'new', 'yes')"
        )
    left: list[str] = []
    await all_of(source, target := Place(sqlite_url, "wp_"), left)
    assert left == ["options 3: Blogname has a later row"]
    async with open_apart(target) as database:
        rows = await database.rows("SELECT option_value FROM wp_options WHERE option_name = 'blogname'")
        assert [tuple(row) for row in rows] == [("new",)]


async def test_copy_of_a_row_too_long_says_which_table(source: Place, mariadb_url: str) -> None:
    async with open_apart(source) as database:
        await database.rows("UPDATE wp_posts SET post_status = ?", ["x" * 30])
    with pytest.raises(Invalid, match="a row of posts cannot be written: Data too long"):
        await all_of(source, Place(mariadb_url, "wp_"))


async def test_left_out_names_tables_and_columns_of_plugins(source: Place, sqlite_url: str) -> None:
    async with open_apart(source) as database:
        await database.rows("ALTER TABLE wp_terms ADD COLUMN term_order INTEGER DEFAULT 0")
    async with both(source, Place(sqlite_url, "wp_")) as (one, other):
        assert await left_out(one, other) == ["shop", "terms.term_order"]
