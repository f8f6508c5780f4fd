import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from engine.config.bundled import bundled
from engine.model.places import Place
from engine.store.apart import open_apart
from engine.store.connection import open_database
from engine.store.migrate import available, migrate, pending
from engine.store.presence import TABLES, wordpress_tables

MIGRATIONS = bundled("migrations")


async def migrated(place: Place) -> list[str]:
    async with open_database(place.url, place.prefix) as database:
        return await migrate(database, MIGRATIONS)


async def test_migrate_an_empty_database_makes_wordpress_tables(database_url: str) -> None:
    place = Place(database_url, "Blog_2_")
    assert await migrated(place) == available(MIGRATIONS)
    assert await wordpress_tables(place) == TABLES
    assert await migrated(place) == []


async def test_migrate_from_several_processes_runs_once(database_url: str) -> None:
    program = (
        "import asyncio, sys; from engine.config.bundled import bundled;"
        "from engine.store.connection import open_database; from engine.store.migrate import migrate\n"
        "async def main():\n"
        "    async with open_database(sys.argv[1]) as db: print(*await migrate(db, bundled('migrations')))\n"
        "asyncio.run(main())"
    )
    command = [sys.executable, "-c", program, database_url]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]  # noqa: ASYNC220 - our own program, awaited next
    ran = [await asyncio.to_thread(one.communicate) for one in running]
    assert sorted(out.split() for out, _ in ran) == [[], [], available(MIGRATIONS)]


async def test_migrate_an_existing_site_leaves_its_tables_alone(database_url: str) -> None:
    place = Place(database_url, "wp_")
    await migrated(place)
    async with open_apart(place) as database:
        await database.rows("DROP TABLE wp_tympan_migrations")
        await database.rows("INSERT INTO wp_terms (name) VALUES ('kept')")
        await database.rows("DROP TABLE wp_links")
    await migrated(place)
    async with open_apart(place, read_only=True) as database:
        assert await database.has_rows("terms")
        assert "links" in await database.tables()


async def test_pending_is_told_without_changing_anything(database_url: str) -> None:
    async with open_database(database_url) as database:
        assert await pending(database, MIGRATIONS) == available(MIGRATIONS)
    assert await wordpress_tables(Place(database_url, "wp_")) == ()


async def test_migrate_that_fails_leaves_it_pending(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "0001_broken").mkdir()
    (tmp_path / "0001_broken" / "sqlite.sql").write_text("CREATE NONSENSE;")
    async with open_database(sqlite_url) as database:
        with pytest.raises(Exception, match="NONSENSE"):
            await migrate(database, tmp_path)
        assert await pending(database, tmp_path) == ["0001_broken"]


@pytest.mark.parametrize(
    ("stored", "equal"),
    [("Zoë", True), ("ZOE", True), ("zoe", True), ("zoé", True), ("zo", False), ("zoey", False)],
)
async def test_text_compares_without_case_and_accents(database_url: str, stored: str, equal: bool) -> None:
    place = Place(database_url, "wp_")
    await migrated(place)
    async with open_apart(place) as database:
        await database.rows(f"INSERT INTO wp_terms (name, slug) VALUES ('{stored}', 's')")  # noqa: S608 - a test's own
        assert bool(await database.rows("SELECT 1 FROM wp_terms WHERE name = 'zoe'")) is equal
