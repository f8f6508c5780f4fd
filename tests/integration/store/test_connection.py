"""The open database: transactions, what several writers do to each other, what may be stored."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pypika_tortoise.queries import QueryBuilder
from tortoise.exceptions import OperationalError

from engine.config.bundled import bundled
from engine.model.errors import Unavailable
from engine.store import meta, options, tables
from engine.store.connection import Database, open_database
from engine.store.dates import ZERO
from engine.store.migrate import migrate
from engine.store.statements import Dialect, Shape

CONTENDER = Path(__file__).parent / "contender.py"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with open_database(database_url) as opened:
        await migrate(opened, bundled("migrations"))
        yield opened


async def test_atomically_from_several_processes_loses_no_change(
    database: Database, database_url: str
) -> None:
    for name in ("first", "second"):
        await options.put(database, name, "0")
    commands = [
        [sys.executable, str(CONTENDER), database_url, "25", order] for order in ("first", "second", "first")
    ]
    root = Path(__file__).parents[3]
    running = [
        await asyncio.create_subprocess_exec(*command, stderr=subprocess.PIPE, env={"PYTHONPATH": str(root)})
        for command in commands
    ]
    endings = [await one.communicate() for one in running]
    assert [errors.decode() for _, errors in endings] == ["", "", ""]
    assert await options.named(database, ["first", "second"]) == {"first": "75", "second": "75"}


async def test_atomically_within_a_transaction_is_undone_with_it(database: Database) -> None:
    class Refused(Exception):
        pass

    async def outer() -> None:
        await options.put(database, "inner", "1")
        raise Refused

    with pytest.raises(Refused):
        await database.atomically(outer)
    assert await options.named(database, ["inner"]) == {}


async def test_atomically_with_a_failing_part_keeps_the_rest(database: Database) -> None:
    async def failing() -> None:
        await options.put(database, "part", "1")
        raise ValueError

    async def outer() -> None:
        await options.put(database, "rest", "1")
        with pytest.raises(ValueError, match=r"^$"):
            await database.atomically(failing)

    await database.atomically(outer)
    assert await options.named(database, ["part", "rest"]) == {"rest": "1"}


def _counted(shape: Shape, table: str) -> QueryBuilder:
    rows = shape.table(table)
    query = shape.query.update(rows).set(rows.option_value, shape.one("value"))
    return query.where(rows.option_name == shape.one("name"))


async def _put_and_count(database: Database, table: str, *values: str) -> None:
    """A change, and others that are to be made as the last ones of its transaction."""

    async def work() -> None:
        await options.put(database, "change", "1")
        for value in values:
            database.change_at_last(_counted, table, value=value, name="count")

    await database.atomically(work)


async def test_what_comes_last_is_part_of_its_transaction(database: Database) -> None:
    await options.put(database, "count", "none")
    await _put_and_count(database, "options", "half; COMMIT; --", "50% 'done'")

    assert await options.named(database, ["change", "count"]) == {"change": "1", "count": "50% 'done'"}


async def test_transaction_whose_last_statement_fails_is_undone(database: Database) -> None:
    await options.put(database, "count", "none")
    with pytest.raises(OperationalError):
        await _put_and_count(database, "nowhere", "some")
    assert await options.named(database, ["change", "count"]) == {"count": "none"}

    await _put_and_count(database, "options", "all")
    assert await options.named(database, ["change", "count"]) == {"change": "1", "count": "all"}


@pytest.mark.mariadb
async def test_connection_that_committed_with_its_last_statement_is_used_again(mariadb_url: str) -> None:
    async with open_database(f"{mariadb_url}?maxsize=1") as database:
        await migrate(database, bundled("migrations"))
        await options.put(database, "count", "none")
        ((before,),) = await database.run("SELECT CONNECTION_ID()")
        await _put_and_count(database, "options", "all")

        assert list(await database.run("SELECT CONNECTION_ID(), @@in_transaction")) == [(before, 0)]


async def test_text_with_nul_loses_it(database: Database) -> None:
    await options.put(database, "text", "a\0b")
    assert await options.named(database, ["te\0xt"]) == {"text": "ab"}


@pytest.mark.parametrize("text", ["", "💡 ünïcode ‰ 100%", "a\\b'c\"d`e", "x" * 200_000, "line\r\nline\ttab"])
async def test_text_is_stored_to_the_letter(database: Database, text: str) -> None:
    await meta.add(database, "post", 1, key="text", value=text)
    assert await meta.load(database, "post", [1]) == {1: {"text": [text]}}


async def test_zero_date_is_stored_as_such(database: Database) -> None:
    post = await tables.Posts.create(content="", title="", excerpt="", date=None, date_gmt=None)
    sql = f"SELECT post_date, post_date_gmt FROM {database.prefix}posts WHERE post_date = '{ZERO}'"  # noqa: S608 - a test's own
    ((date, date_gmt),) = await database.run(sql)
    assert (str(date), str(date_gmt)) == (ZERO, ZERO)
    assert (await tables.Posts.get(id=post.id)).date is None


async def test_many_readers_at_once_are_all_answered(database: Database) -> None:
    await options.put(database, "name", "value")
    answers = await asyncio.gather(*(options.named(database, ["name"]) for _ in range(60)))
    assert answers == [{"name": "value"}] * 60


@pytest.fixture(
    params=[
        pytest.param("mariadb", marks=pytest.mark.mariadb),
        pytest.param("postgres", marks=pytest.mark.postgres),
    ]
)
def server_url(request: pytest.FixtureRequest) -> str:
    """An empty database on each kind of server in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


async def test_connection_that_was_cut_is_replaced(server_url: str) -> None:
    async with open_database(server_url) as database:
        await migrate(database, bundled("migrations"))
        await _cut_and_go_on(database)


async def _cut_and_go_on(database: Database) -> None:
    for _ in range(2):
        with pytest.raises(Exception, match=r"(?i)terminat|lost|kill|closed|interrupted|gone"):
            await database.run(
                "KILL CONNECTION_ID()"
                if database.dialect is Dialect.MYSQL
                else "SELECT pg_terminate_backend(pg_backend_pid())"
            )
        await options.put(database, "after", "1")
    assert await options.named(database, ["after"]) == {"after": "1"}


@pytest.mark.parametrize(
    "url",
    ["mysql://root@127.0.0.1:1/none", "postgres://postgres@127.0.0.1:1/none", "sqlite:////nowhere/at/all.db"],
)
async def test_open_where_nothing_answers_is_unavailable(url: str) -> None:
    with pytest.raises(Unavailable):
        async with open_database(url):
            pass
