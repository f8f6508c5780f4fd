"""Scheduled posts on the recorded site: published at their time, once, whoever comes when."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.domain import hooks, posts, publishing, queue, scheduling, terms, users
from engine.domain.context import Context, Site, open_site
from engine.jobs.worker import Worker
from engine.model.jobs import Nothing, PostNumber
from engine.model.posts import Post, PostDraft
from engine.model.users import SYSTEM
from tests.conformance.serve import settings
from tests.conformance.sites import load


@pytest.fixture
async def site(database_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    await load(database_url)
    async with open_site(settings(database_url, tmp_path)) as opened:
        yield opened


async def editor(site: Site) -> Context:
    ctx = await site.begin()
    user = await users.by_login(ctx, "edith")
    assert user
    await users.remember_meta(ctx, [user])
    return await users.act_as(ctx, user, via="cli")


async def scheduled(site: Site) -> Post:
    """A post that is to appear in two hours."""
    ctx = await editor(site)
    draft = PostDraft(title="Later", status="publish", date=ctx.now_local + timedelta(hours=2))
    post = await publishing.create(ctx, draft)
    assert post.status == "future"
    return post


def later(site: Site, **passed: float) -> Site:
    now = site.clock() + timedelta(**passed)
    return replace(site, clock=lambda: now)


async def work(site: Site) -> None:
    async def answer() -> Site:
        return site

    await Worker(answer).run(asyncio.Event(), until_idle=True)


async def status(site: Site, post: Post) -> str:
    return (await posts.get(await site.begin(), post.id)).status


async def test_scheduled_post_is_published_at_its_time_with_wordpress_hooks(site: Site) -> None:
    post = await scheduled(site)
    before = (await terms.get(await site.begin(), 1, "category")).count
    told: list[str] = []
    site.hooks.add_action(hooks.transition_post_status, lambda new, old, _post: told.append(f"{old}>{new}"))
    for name in ("future_to_publish", "publish_post", "save_post", "post_updated"):
        site.hooks.add(name, lambda *_, name=name: told.append(name))

    await work(later(site, hours=1, minutes=59))
    assert await status(site, post) == "future"
    await work(later(site, hours=2, seconds=1))

    assert await status(site, post) == "publish"
    assert told == ["future>publish", "future_to_publish", "publish_post", "save_post"]
    assert (await terms.get(await site.begin(), 1, "category")).count == before + 1


async def test_scheduled_post_keeps_date_slug_and_time_of_change(site: Site) -> None:
    post = await scheduled(site)

    await work(later(site, hours=3))

    published = await posts.get(await site.begin(), post.id)
    assert published == replace(post, status="publish")
    assert published.name == "later"


async def test_scheduled_post_that_is_put_off_is_published_then(site: Site) -> None:
    post = await scheduled(site)
    ctx = await editor(site)
    await publishing.update(ctx, post, PostDraft(date=ctx.now_local + timedelta(hours=5)))

    await work(later(site, hours=3))
    assert await status(site, post) == "future"
    await work(later(site, hours=5, seconds=1))
    assert await status(site, post) == "publish"


async def test_scheduled_post_that_became_a_draft_stays_one(site: Site) -> None:
    post = await scheduled(site)
    await publishing.update(await editor(site), post, PostDraft(status="draft"))

    await work(later(site, hours=3))

    assert await status(site, post) == "draft"


async def test_scheduled_post_without_a_job_is_found_by_the_sweep(site: Site) -> None:
    post = await scheduled(site)
    ctx = await site.begin(SYSTEM)
    await queue.discard(ctx, tuple(job.id for job in await queue.every(ctx)))

    await work(later(site, hours=3))

    assert await status(site, post) == "publish"


async def test_scheduled_post_is_published_once_by_many_at_once(site: Site) -> None:
    post = await scheduled(site)
    told: list[int] = []
    site.hooks.add("publish_post", lambda identity, *_: told.append(identity))
    after = later(site, hours=3)

    async def once(*, sweep: bool) -> None:
        ctx = await after.begin()
        await (scheduling.sweep(ctx, Nothing()) if sweep else scheduling.publish(ctx, PostNumber(post.id)))

    await asyncio.gather(*(once(sweep=number % 2 == 0) for number in range(6)))

    assert told == [post.id]


async def test_job_that_rings_early_rings_again(site: Site) -> None:
    post = await scheduled(site)
    await scheduling.publish(await site.begin(), PostNumber(post.id))

    assert await status(site, post) == "future"
    jobs = [job for job in await queue.every(await site.begin()) if job.kind == "publish_post"]
    assert len(jobs) == 1
