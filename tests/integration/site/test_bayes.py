"""The filter that learns, on a running site: from moderators' decisions alone, and on every database."""

from pathlib import Path

from engine.domain import comment_changes, comments
from engine.model import php
from engine.store import options as stored_options
from engine.store import tables
from tests.integration.site.test_readers_comment import make_older, newest
from tests.providers.reading import Reading, reading

HAM = ("The harbour at dawn is quiet, and the boats wait.", "I baked this bread twice; the crust was better.")
SPAM = ("Cheap casino pills, best price casino", "Win money casino pills now, cheap offer")


async def decide(site: Reading, text: str, *, spam: bool) -> int:
    """A comment comes, and a moderator decides."""
    await site.browser.comment(text, author="Wren", email="wren@example.com")
    made = await newest(site.database)
    ctx = await (await site.browser.app.state.application.running()).site.begin()  # type: ignore[attr-defined]
    comment = await comments.get(ctx, made.id)
    await (comment_changes.spam if spam else comment_changes.approve)(ctx, comment)
    await make_older()
    return made.id


async def switch_on(site: Reading) -> None:
    await stored_options.put(site.database, "active_plugins", php.serialize({0: "bayes/plugin.py"}))
    await stored_options.put(site.database, "comment_previously_approved", "0")


async def teach(site: Reading) -> None:
    for number in range(3):
        for text in HAM:
            await decide(site, f"{text} {number}", spam=False)
        for text in SPAM:
            await decide(site, f"{text} {number}", spam=True)


async def status_of(site: Reading, text: str) -> str:
    await site.browser.comment(text, author="Ann", email="ann@example.com")
    await make_older()
    return (await newest(site.database)).approved


async def test_filter_knows_spam_from_what_it_was_taught(database_url: str, tmp_path: Path) -> None:
    async with reading(database_url, tmp_path) as site:
        await switch_on(site)
        assert await status_of(site, "Cheap casino pills for you") == "1", "nothing was learnt yet"
        await teach(site)
        assert await status_of(site, "Casino pills, cheap price, win money") == "spam"
        assert await status_of(site, "The bread and the harbour at dawn") == "1"
        assert await status_of(site, "Something entirely different") == "1"


async def test_decision_taken_back_is_unlearnt(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await switch_on(site)
        identity = await decide(site, "Casino pills", spam=True)
        counted = await tables.Tallies.filter(number__gt=0).count()
        assert counted > 0
        ctx = await (await site.browser.app.state.application.running()).site.begin()  # type: ignore[attr-defined]
        await comment_changes.hold(ctx, await comments.get(ctx, identity))
        assert await tables.Tallies.filter(number__gt=0).count() == 0


async def test_filter_keeps_no_word(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await switch_on(site)
        await decide(site, "Unmistakable", spam=True)
        names = [row.name for row in await tables.Tallies.all()]
        assert names
        assert all(len(name) == 64 for name in names)
