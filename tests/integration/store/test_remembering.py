"""A database that remembers never answers with what somebody has changed before the request began."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from engine.config.bundled import bundled
from engine.model.places import Place
from engine.model.posts import PostQuery
from engine.store import options, posts, tables
from engine.store.apart import open_apart
from engine.store.connection import Database, open_database
from engine.store.migrate import migrate
from engine.store.recall import LIFETIME
from engine.store.watching import SETTLED_AFTER, STATES

WRITER = Path(__file__).parent / "writer.py"
NAMES = ["remembered"]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with open_database(database_url, remembers=True) as opened:
        await migrate(opened, bundled("migrations"))
        await options.put(opened, "remembered", "old")
        await opened.refresh()
        yield opened


class Refused(Exception):
    """The work is not to be done after all."""


async def _statements(database: Database) -> int:
    """How often the database itself is asked when the option is read once more."""
    ran = 0
    run = database.run

    async def counted(*args: object) -> object:
        nonlocal ran
        ran += 1
        return await run(*args)  # type: ignore[arg-type]

    database.run = counted  # type: ignore[assignment,method-assign]
    try:
        await options.named(database, NAMES)
    finally:
        database.run = run  # type: ignore[method-assign]
    return ran


async def test_answer_is_remembered_by_the_next_request(database: Database) -> None:
    await options.named(database, NAMES)
    state = database.state_of("options")

    assert await database.refresh()
    assert database.state_of("options") == state
    assert await _statements(database) == 0


async def test_own_change_is_seen_at_once(database: Database) -> None:
    await options.named(database, NAMES)
    await options.put(database, "remembered", "new")

    assert await options.named(database, NAMES) == {"remembered": "new"}


async def test_change_of_another_process_is_seen_by_the_next_request(
    database: Database, database_url: str
) -> None:
    root = Path(__file__).parents[3]
    for number in range(3):
        await options.named(database, NAMES)
        command = [sys.executable, str(WRITER), database_url, "remembered", str(number)]
        process = await asyncio.create_subprocess_exec(*command, env={"PYTHONPATH": str(root)})
        assert await process.wait() == 0
        await database.refresh()

        assert await options.named(database, NAMES) == {"remembered": str(number)}


async def test_change_that_left_no_mark_is_seen_a_second_later(database: Database) -> None:
    await options.named(database, NAMES)
    await database.run(
        f"UPDATE {database.prefix}options SET option_value = 'new' WHERE option_name = 'remembered'"  # noqa: S608
    )
    await asyncio.sleep(LIFETIME + 0.1)
    await database.refresh()

    assert await options.named(database, NAMES) == {"remembered": "new"}


async def test_on_mariadb_what_no_program_has_changed_is_remembered_for_longer(
    mariadb_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.recall.LIFETIME", 0)
    place = Place(mariadb_url, "wp_")
    async with open_database(mariadb_url, remembers=True) as database, open_apart(place) as other:
        await migrate(database, bundled("migrations"))
        await options.put(database, "remembered", "old")
        with monkeypatch.context() as patch:
            at_once = STATES.replace(f"{SETTLED_AFTER} SECOND", "-1 SECOND")
            patch.setattr("engine.store.connection.STATES", at_once)
            await database.refresh()
            await options.named(database, NAMES)
            await other.rows("INSERT INTO wp_links (link_url, link_name, link_notes) VALUES ('', '', '')")
            await database.refresh()
            assert await _statements(database) == 0

        await other.rows("UPDATE wp_options SET option_value = 'new' WHERE option_name = 'remembered'")
        await database.refresh()
        assert await options.named(database, NAMES) == {"remembered": "new"}


async def test_reading_within_a_transaction_asks_the_database(database: Database) -> None:
    await options.named(database, NAMES)

    async with database.transaction():
        assert await _statements(database) == 1


async def test_change_undone_leaves_what_was_remembered(database: Database) -> None:
    await options.named(database, NAMES)

    async def change_and_fail() -> None:
        await options.put(database, "remembered", "new")
        raise Refused

    with pytest.raises(Refused):
        await database.atomically(change_and_fail)

    assert await options.named(database, NAMES) == {"remembered": "old"}


async def test_random_order_is_asked_anew_each_time(database: Database) -> None:
    database.log = []
    asked = PostQuery(orderby="rand", count=False)
    for _ in range(2):
        await posts.select(database, asked)

    assert "RAND" in database.log[0].upper()
    assert not any("RAND" in str(key).upper() for key in database._recall._kept)


async def test_marks_long_past_are_swept_away(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.store.recall.KEPT_MARKS", 5)
    monkeypatch.setattr("engine.store.connection.SWEPT_EVERY", 1)
    for number in range(20):
        await options.put(database, "remembered", str(number))

    ((count,),) = await database.run(f"SELECT COUNT(*) FROM {database.prefix}tympan_changes")  # noqa: S608
    assert count <= 7


async def test_change_of_one_table_leaves_what_others_answered(database: Database) -> None:
    await options.named(database, NAMES)

    async def write() -> None:
        await tables.Terms.create(name="News", slug="news", group=0)

    await database.atomically(write)
    await database.refresh()

    assert await _statements(database) == 0
