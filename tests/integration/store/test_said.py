"""No text is said twice on a post, and of a long conversation only the latest part is asked of the database."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from engine.config.bundled import bundled
from engine.model.comments import Comment
from engine.store import comments, said, tables
from engine.store.connection import Database, open_database
from engine.store.migrate import migrate
from engine.store.statements import Dialect

CORRECTOR = Path(__file__).parent / "corrector.py"
POST = 7
MANY = 400
MOMENT = datetime(2026, 1, 1)  # noqa: DTZ001 - as the columns hold it


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with open_database(database_url, remembers=True) as opened:
        await migrate(opened, bundled("migrations"))
        await opened.refresh()
        yield opened


def _comment(text: str, *, author: str = "Robin", post: int = POST) -> Comment:
    return Comment(
        0, post, author, "", "", "127.0.0.1", MOMENT, MOMENT, text, 0, "1", "", "comment", 0, 0
    )  # fmt: skip


async def _say(database: Database, texts: Iterable[str]) -> list[Comment]:
    """As comments come: each is asked about before it is written."""
    made = []
    for text in texts:
        comment = _comment(text)
        await comments.duplicate(database, comment)
        made.append(await comments.insert(database, comment))
    return made


async def _conversation(database: Database) -> list[Comment]:
    async with database.transaction():
        made = [await comments.insert(database, _comment(f"Text {number}")) for number in range(MANY)]
    await _say(database, ("Last but two", "Last but one", "Last"))
    return made


async def _known(database: Database) -> int:
    """The number up to which a new text is known to be new."""
    return await said.unlike(database, POST, "Never said")


async def test_texts_of_a_long_conversation_are_known_without_asking(database: Database) -> None:
    made = await _conversation(database)

    known = await _known(database)
    if database.dialect is Dialect.POSTGRES:
        assert known == 0
    else:
        assert made[100].id < known <= made[-1].id


async def test_each_text_is_found_however_long_ago_it_was_said(database: Database) -> None:
    made = await _conversation(database)

    found = [
        await comments.duplicate(database, _comment(one.content)) for one in (made[0], made[200], made[-1])
    ]
    assert found == [made[0].id, made[200].id, made[-1].id]
    assert await comments.duplicate(database, _comment("Last")) > made[-1].id


async def test_text_is_the_same_where_only_case_and_accents_differ(database: Database) -> None:
    made = await _conversation(database)

    assert await comments.duplicate(database, _comment("TÉXT 3")) == made[3].id


async def test_text_of_somebody_else_or_on_another_post_is_none(database: Database) -> None:
    await _conversation(database)

    assert not await comments.duplicate(database, _comment("Text 3", author="Kim"))
    assert not await comments.duplicate(database, _comment("Text 3", post=POST + 1))


async def test_text_that_an_old_comment_was_given_later_is_found(database: Database) -> None:
    made = await _conversation(database)
    assert not await comments.duplicate(database, _comment("Corrected"))
    await comments.update(database, replace(made[1], content="Corrected"))

    assert await comments.duplicate(database, _comment("Corrected")) == made[1].id


async def test_text_that_another_process_gave_an_old_comment_is_found(
    database: Database, database_url: str
) -> None:
    made = await _conversation(database)
    await _known(database)
    other = await asyncio.create_subprocess_exec(
        sys.executable, CORRECTOR, database_url, str(made[1].id), "Corrected"
    )
    assert await other.wait() == 0
    await database.refresh()

    assert await comments.duplicate(database, _comment("Corrected")) == made[1].id


async def test_text_that_was_taken_back_may_be_said_again(database: Database) -> None:
    made = await _conversation(database)
    await comments.delete(database, made[5])

    assert not await comments.duplicate(database, _comment("Text 5"))


async def test_within_a_transaction_the_database_is_asked_about_all(database: Database) -> None:
    made = await _conversation(database)
    async with database.transaction():
        await tables.Comments.filter(id=made[2].id).update(content="Corrected")

        assert await _known(database) == 0
        assert await comments.duplicate(database, _comment("Corrected")) == made[2].id
