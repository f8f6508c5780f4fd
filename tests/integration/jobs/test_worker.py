"""The worker in process: several at once, woken, stopped; and mail as it goes through it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from engine.backends.outside import open_outside
from engine.config.bundled import bundled
from engine.config.settings import Settings
from engine.domain import hooks, mail, queue
from engine.domain.context import Context, Site, open_site
from engine.domain.working import Handler
from engine.jobs import worker
from engine.jobs.worker import Worker
from engine.model.jobs import Job
from engine.model.mail import Mail
from engine.store import migrate
from tests.mailbox import mail_server


@dataclass(frozen=True, slots=True)
class Pause:
    number: int
    seconds: float = 0


PAUSE = Job("pause", Pause)


class Log:
    """Who began and ended, and how many were at it at once."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.ended: list[int] = []
        self.most = 0

    async def do(self, _ctx: Context, pause: Pause) -> None:
        self.begun.append(pause.number)
        self.most = max(self.most, len(self.begun) - len(self.ended))
        await asyncio.sleep(pause.seconds)
        self.ended.append(pause.number)


@pytest.fixture
async def site(sqlite_url: str) -> AsyncIterator[Site]:
    async with open_site(Settings(database_url=sqlite_url)) as opened:
        await migrate.migrate(opened.database, bundled("migrations"))
        yield opened


def worker_for(site: Site, log: Log, **more: int) -> Worker:
    async def answer() -> Site:
        return site

    return Worker(answer, (Handler(PAUSE, log.do),), **more)


async def begun(log: Log, count: int) -> None:
    async with asyncio.timeout(10):
        while len(log.begun) < count:  # noqa: ASYNC110 - a list rings no bell
            await asyncio.sleep(0.02)


async def test_worker_does_everything_that_is_due_several_at_once(site: Site) -> None:
    ctx, log = await site.begin(), Log()
    for number in range(20):
        await queue.add(ctx, PAUSE, Pause(number, 0.3))

    await worker_for(site, log).run(asyncio.Event(), until_idle=True)

    assert sorted(log.ended) == list(range(20))
    assert log.most > 1
    assert await queue.every(ctx) == ()


async def test_worker_that_sleeps_is_woken_by_a_new_job(site: Site) -> None:
    stop, log = asyncio.Event(), Log()
    running = asyncio.create_task(worker_for(site, log).run(stop))
    await asyncio.sleep(0.3)

    await queue.add(await site.begin(), PAUSE, Pause(1))
    await begun(log, 1)
    stop.set()
    await running

    assert log.ended == [1]


async def test_worker_that_is_stopped_finishes_what_it_began(site: Site) -> None:
    stop, log = asyncio.Event(), Log()
    for number in range(3):
        await queue.add(await site.begin(), PAUSE, Pause(number, 0.4))
    running = asyncio.create_task(worker_for(site, log, at_once=2).run(stop))
    await begun(log, 2)
    stop.set()
    await running

    assert len(log.ended) == 2
    assert [job.attempts for job in await queue.every(await site.begin())] == [0]


async def test_worker_that_is_stopped_leaves_what_takes_too_long(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "PATIENCE", 0.1)
    stop, log = asyncio.Event(), Log()
    await queue.add(await site.begin(), PAUSE, Pause(1, 30))
    running = asyncio.create_task(worker_for(site, log).run(stop))
    await begun(log, 1)
    stop.set()
    await running

    (left,) = await queue.every(await site.begin())
    assert (log.begun, log.ended) == ([1], [])
    assert (left.holder, left.attempts) == ("", 0)


async def test_job_that_takes_longer_than_its_lease_is_done_once(site: Site) -> None:
    site = replace(site, settings=replace(site.settings, job_lease=2))
    log = Log()
    await queue.add(await site.begin(), PAUSE, Pause(1, 5))

    first, second = worker_for(site, log), worker_for(site, log)
    await asyncio.gather(*(one.run(asyncio.Event(), until_idle=True) for one in (first, second)))

    assert log.begun == [1]


async def test_workers_of_other_processes_are_woken_through_redis(redis_url: str) -> None:
    settings = Settings(redis_url=redis_url)
    async with open_outside(settings) as here, open_outside(settings) as there:
        sleeper = asyncio.create_task(there.waker.sleep(600))
        async with asyncio.timeout(60):
            while not sleeper.done():  # a bell that rings before anybody listens is not heard
                here.waker.wake()
                await asyncio.wait([sleeper], timeout=0.1)


async def test_redis_that_is_away_delays_but_never_fails() -> None:
    async with open_outside(Settings(redis_url="redis://127.0.0.1:1/0")) as outside:
        outside.waker.wake()
        await asyncio.wait_for(outside.waker.sleep(600), 60)


async def test_mail_is_sent_in_the_background_through_the_filters(site: Site) -> None:
    ctx = await site.begin()
    told: list[str] = []
    site.hooks.add_filter(hooks.wp_mail, lambda given: replace(given, subject=given.subject.upper()))
    site.hooks.add_filter(hooks.wp_mail_from_name, lambda _name: "The Blog")
    site.hooks.add_action(hooks.wp_mail_succeeded, lambda given: told.append(given.to))

    async def answer() -> Site:
        return site

    with mail_server() as box:
        site = replace(
            site, settings=replace(site.settings, mail_host="127.0.0.1", mail_port=box.port, mail_tls="none")
        )
        async with open_outside(site.settings) as outside:
            site = replace(site, outside=outside)
            await mail.post(ctx, Mail(to="a@example.org", subject="quiet", text="x"))
            await Worker(answer).run(asyncio.Event(), until_idle=True)

    assert [(one["Subject"], one["From"]) for one in box.mails] == [
        ("QUIET", "The Blog <wordpress@localhost>")
    ]
    assert told == ["a@example.org"]


async def test_mail_without_a_server_stays_where_it_is_seen(site: Site) -> None:
    ctx = await site.begin()

    async def answer() -> Site:
        return site

    await mail.post(ctx, Mail(to="a@example.org", subject="s", text="x"))
    await Worker(answer).run(asyncio.Event(), until_idle=True)

    (left,) = await queue.every(ctx, failed=True)
    assert "mail_host" in left.error
