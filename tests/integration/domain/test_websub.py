"""The hub that the settings name is told of new posts, once for many, and again until it takes it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from engine.backends.fetch import Answer, Ask
from engine.domain import publishing, queue, users
from engine.domain.context import Context, Site, open_site
from engine.jobs.worker import Worker
from engine.model.posts import PostDraft
from tests.conformance.serve import settings
from tests.conformance.sites import load

HUB = "https://hub.example/"


class Hub:
    """Other sites, of which there is one: it answers with a status and keeps what it was asked."""

    def __init__(self, status: int = 204) -> None:
        self.status = status
        self.asked: list[Ask] = []

    async def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        return Answer(url=ask.url, status=self.status)


@pytest.fixture
async def site(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    await load(sqlite_url)
    async with open_site(replace(settings(sqlite_url, tmp_path), websub_hub=HUB)) as opened:
        yield opened


async def publish(site: Site, status: str = "publish") -> Context:
    ctx = await site.begin()
    user = await users.by_login(ctx, "edith")
    assert user
    await users.remember_meta(ctx, [user])
    ctx = await users.act_as(ctx, user, via="cli")
    await publishing.create(ctx, PostDraft(title="New", content="Words", status=status))
    return ctx


async def work(site: Site, hub: Hub) -> None:
    told = replace(site, outside=replace(site.outside, fetch=hub))

    async def answer() -> Site:
        return told

    await Worker(answer).run(asyncio.Event(), until_idle=True)


async def test_hub_is_told_once_of_two_posts(site: Site) -> None:
    hub = Hub()
    await publish(site)
    await publish(site)
    await work(site, hub)
    told = [ask for ask in hub.asked if ask.url == HUB]
    assert len(told) == 1
    assert told[0].method == "POST"
    assert parse_qsl(told[0].body.decode()) == [
        ("hub.mode", "publish"),
        ("hub.url", "http://blog.test/feed/"),
        ("hub.url", "http://blog.test/feed/atom/"),
        ("hub.url", "http://blog.test/feed/json/"),
    ]


async def test_draft_is_nothing_for_the_hub(site: Site) -> None:
    hub = Hub()
    await publish(site, "draft")
    await work(site, hub)
    assert not [ask for ask in hub.asked if ask.url == HUB]


async def test_hub_that_refuses_is_asked_again(site: Site) -> None:
    hub = Hub(status=500)
    ctx = await publish(site)
    await work(site, hub)
    assert [ask for ask in hub.asked if ask.url == HUB]
    assert [job for job in await queue.every(ctx) if job.kind == "websub"]
