"""Jobs are added with what causes them, claimed by one worker, tried again, given up, and seen."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from engine.config.bundled import bundled
from engine.config.settings import Settings
from engine.domain import queue, working
from engine.domain.context import Context, Site, open_site
from engine.domain.working import Handler
from engine.model.errors import Forbidden, Invalid, Unavailable
from engine.model.jobs import Job, StoredJob
from engine.model.users import SYSTEM
from engine.store import migrate


@dataclass(frozen=True, slots=True)
class Note:
    text: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    addressee: str


NOTE = Job("note", Note, tries=3)
CAREFUL = Job("careful", Note, atomic=True)


@pytest.fixture
async def site(database_url: str) -> AsyncIterator[Site]:
    async with open_site(Settings(database_url=database_url)) as opened:
        await migrate.migrate(opened.database, bundled("migrations"))
        yield opened


async def claim(site: Site, kind: str = "note", most: int = 10) -> tuple[StoredJob, ...]:
    return await working.claim(site, (kind,), most)


def later(site: Site, seconds: float) -> Site:
    now = site.clock() + timedelta(seconds=seconds)
    return replace(site, clock=lambda: now)


async def test_job_is_claimed_once_with_its_arguments(site: Site) -> None:
    await queue.add(await site.begin(), NOTE, Note("Grüße 🜨", (1, 2)))

    (job,) = await claim(site)

    assert NOTE.read(job.arguments) == Note("Grüße 🜨", (1, 2))
    assert await claim(site) == ()


async def test_job_of_a_transaction_that_failed_is_not_there(site: Site) -> None:
    ctx = await site.begin()

    async def work() -> None:
        await queue.add(ctx, NOTE, Note("undone"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await site.database.atomically(work)

    assert await queue.every(ctx) == ()


async def test_job_for_later_waits(site: Site) -> None:
    ctx = await site.begin()
    await queue.add(ctx, NOTE, Note(), at=ctx.now + timedelta(hours=1))

    assert await claim(site) == ()
    assert 3590 < (await working.seconds_to_next(site, ("note",)) or 0) <= 3600
    assert len(await claim(later(site, 3601))) == 1


async def test_job_of_a_key_is_replaced(site: Site) -> None:
    ctx = await site.begin()
    await queue.add(ctx, NOTE, Note("first"), at=ctx.now + timedelta(hours=1), key="7")
    await queue.add(ctx, NOTE, Note("second"), key="7")
    await queue.add(ctx, NOTE, Note("other"), key="8")

    found = {job.key: NOTE.read(job.arguments).text for job in await claim(site)}

    assert found == {"note:7": "second", "note:8": "other"}


async def test_job_replaced_while_it_is_done_is_done_again(site: Site) -> None:
    ctx = await site.begin()
    await queue.add(ctx, NOTE, Note("first"), key="7")
    (job,) = await claim(site)
    done: list[str] = []

    async def do(ctx: Context, note: Note) -> None:
        done.append(note.text)
        if note.text == "first":
            await queue.add(ctx, NOTE, Note("second"), key="7")

    handler = Handler(NOTE, do)
    await working.perform(site, handler, job)
    (job,) = await claim(site)
    await working.perform(site, handler, job)

    assert done == ["first", "second"]
    assert await queue.every(ctx) == ()


async def test_lease_that_ends_hands_the_job_on(site: Site) -> None:
    await queue.add(await site.begin(), NOTE, Note())
    (lost,) = await claim(site)

    (again,) = await claim(later(site, site.settings.job_lease + 2))

    assert (again.id, again.attempts) == (lost.id, 2)


async def test_lease_is_renewed_by_who_holds_it_alone(site: Site) -> None:
    await queue.add(await site.begin(), NOTE, Note())
    (lost,) = await claim(site)
    after = later(site, site.settings.job_lease + 2)
    (again,) = await claim(after)

    await working.hold_on(later(site, 10_000), (lost,))
    assert len(await claim(later(after, site.settings.job_lease + 2))) == 1
    assert again.holder != lost.holder


async def fail(_ctx: Context, _note: Note) -> None:
    raise Unavailable("no answer")


async def fail_letter(_ctx: Context, _letter: Letter) -> None:
    raise Unavailable("no answer")


async def refuse(_ctx: Context, _note: Note) -> None:
    raise Invalid("never")


async def test_job_that_fails_is_tried_again_then_given_up(site: Site) -> None:
    handler = Handler(NOTE, fail)
    await queue.add(await site.begin(), NOTE, Note())

    for attempt in range(1, NOTE.tries + 1):
        assert await queue.every(await site.begin(), failed=True) == ()
        site = later(site, working.LONGEST_PAUSE * 2)
        (job,) = await claim(site)
        assert job.attempts == attempt
        await working.perform(site, handler, job)

    (dead,) = await queue.every(await site.begin(), failed=True)
    assert (dead.error, dead.attempts) == ("no answer", NOTE.tries)


async def test_job_that_is_refused_is_given_up_at_once_and_may_be_retried(site: Site) -> None:
    ctx = await site.begin(SYSTEM)
    await queue.add(ctx, NOTE, Note())
    await working.perform(site, Handler(NOTE, refuse), (await claim(site))[0])
    (dead,) = await queue.every(ctx, failed=True)
    assert await claim(later(site, 10**6)) == ()

    assert await queue.retry(ctx, (dead.id,)) == 1

    assert [job.attempts for job in await claim(site)] == [1]


async def test_job_whose_workers_die_again_and_again_is_given_up(site: Site) -> None:
    await queue.add(await site.begin(), NOTE, Note())
    for _ in range(NOTE.tries + 1):
        (job,) = await claim(site)
        site = later(site, site.settings.job_lease + 2)

    await working.perform(site, Handler(NOTE, fail), job)

    (dead,) = await queue.every(await site.begin(), failed=True)
    assert "gone before it was done" in dead.error


async def test_job_with_arguments_of_another_version_is_given_up(site: Site) -> None:
    await queue.add(await site.begin(), NOTE, Note())
    (job,) = await claim(site)

    await working.perform(site, Handler(Job("note", Letter), fail_letter), job)

    assert "addressee" in (await queue.every(await site.begin(), failed=True))[0].error


async def test_atomic_job_leaves_nothing_when_it_fails(site: Site) -> None:
    ctx = await site.begin()
    await queue.add(ctx, CAREFUL, Note())

    async def half(ctx: Context, _note: Note) -> None:
        await queue.add(ctx, NOTE, Note("half"))
        raise Unavailable("no answer")

    await working.perform(site, Handler(CAREFUL, half), (await claim(site, "careful"))[0])

    assert [job.kind for job in await queue.every(ctx)] == ["careful"]


async def test_atomic_job_that_was_lost_does_nothing(site: Site) -> None:
    ctx = await site.begin()
    await queue.add(ctx, CAREFUL, Note())
    (lost,) = await claim(site, "careful")
    await claim(later(site, site.settings.job_lease + 2), "careful")

    async def note(ctx: Context, _note: Note) -> None:
        await queue.add(ctx, NOTE, Note())

    await working.perform(site, Handler(CAREFUL, note), lost)

    assert [job.kind for job in await queue.every(ctx)] == ["careful"]


async def test_repeated_job_is_planned_once_and_comes_again(site: Site) -> None:
    told: list[str] = []

    async def do(_ctx: Context, note: Note) -> None:
        told.append(note.text)

    handler = Handler(NOTE, do, every=timedelta(minutes=5))
    await working.plan(site, (handler,))
    await working.plan(site, (handler,))
    (job,) = await claim(site)
    await working.perform(site, handler, job)

    assert told == [""]
    assert await claim(later(site, 290)) == ()
    assert len(await claim(later(site, 301))) == 1


async def test_repeated_job_that_fails_is_never_given_up(site: Site) -> None:
    handler = Handler(NOTE, refuse, every=timedelta(minutes=5))
    await working.plan(site, (handler,))
    for _ in range(NOTE.tries + 2):
        (job,) = await claim(site)
        await working.perform(site, handler, job)
        site = later(site, 400)

    assert [job.error for job in await queue.every(await site.begin())] == ["never"]


async def test_job_that_is_let_go_counts_no_attempt(site: Site) -> None:
    await queue.add(await site.begin(), NOTE, Note())
    (job,) = await claim(site)

    await working.let_go(site, job)

    assert [one.attempts for one in await claim(site)] == [1]


async def test_work_is_retried_and_discarded_by_nobody_but_who_looks_after_the_site(site: Site) -> None:
    ctx = await site.begin()
    await queue.add(ctx, NOTE, Note())
    (job,) = await queue.every(ctx)
    for change in (queue.retry, queue.discard):
        with pytest.raises(Forbidden):
            await change(ctx, (job.id,))
    assert await queue.every(ctx) == (job,)


async def test_discard_leaves_what_is_being_done(site: Site) -> None:
    ctx = await site.begin(SYSTEM)
    await queue.add(ctx, NOTE, Note("running"))
    (running,) = await claim(site)
    await queue.add(ctx, NOTE, Note("waiting"))
    (waiting,) = [job for job in await queue.every(ctx) if job.id != running.id]

    assert await queue.discard(ctx, (running.id, waiting.id)) == 1
    assert [job.id for job in await queue.every(ctx)] == [running.id]
