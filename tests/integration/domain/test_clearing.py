"""What is removed for good once it has had its time, and what is not."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.domain import clearing, comment_changes, comments, meta, posts, publishing, sessions
from engine.domain.context import Context, Site, open_site
from engine.model import php
from engine.model.jobs import Nothing
from engine.model.posts import PostDraft
from engine.model.users import SYSTEM
from engine.store import attempts, tables
from tests.conformance.serve import settings
from tests.conformance.sites import load


@pytest.fixture
async def site(database_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    await load(database_url)
    async with open_site(settings(database_url, tmp_path)) as opened:
        yield opened


async def system(site: Site) -> Context:
    return (await site.begin()).acting_as(SYSTEM)


async def clear(site: Site, **passed: float) -> None:
    now = site.clock() + timedelta(**passed)
    await clearing.clear(await replace(site, clock=lambda: now).begin(), Nothing())


async def exists(site: Site, post: int) -> bool:
    return bool(await posts.by_ids(await site.begin(), (post,)))


async def test_trash_is_emptied_after_thirty_days(site: Site) -> None:
    ctx = await system(site)
    post = await publishing.trash(ctx, await posts.get(ctx, 26))

    await clear(site, days=29)
    assert await exists(site, post.id)
    await clear(site, days=31)
    assert not await exists(site, post.id)


async def test_trash_is_emptied_after_as_many_days_as_are_set(site: Site) -> None:
    site = replace(site, settings=replace(site.settings, empty_trash_days=2))
    ctx = await system(site)
    post = await publishing.trash(ctx, await posts.get(ctx, 26))

    await clear(site, days=3)

    assert not await exists(site, post.id)


async def test_post_that_left_the_trash_otherwise_stays(site: Site) -> None:
    ctx = await system(site)
    post = await publishing.trash(ctx, await posts.get(ctx, 26))
    await tables.Posts.filter(id=post.id).update(status="publish")

    await clear(site, days=31)

    fresh = await site.begin()
    await meta.remember(fresh, "post", (post.id,))
    assert await exists(site, post.id)
    assert meta.value(fresh, "post", post.id, "_wp_trash_meta_time") == ""


async def test_trashed_comments_and_spam_are_removed_after_thirty_days(site: Site) -> None:
    ctx = await system(site)
    first, second = [row.id for row in await tables.Comments.filter(approved="1").order_by("id").limit(2)]
    known = await comments.by_ids(ctx, (first, second))
    await comment_changes.trash(ctx, known[first])
    await comment_changes.spam(ctx, known[second])

    await clear(site, days=29)
    assert set(await comments.by_ids(await site.begin(), (first, second))) == {first, second}
    await clear(site, days=31)
    assert await comments.by_ids(await site.begin(), (first, second)) == {}


async def test_draft_nobody_saved_is_removed_after_a_week(site: Site) -> None:
    ctx = await system(site)
    begun = await publishing.create(ctx, PostDraft(title="x", status="auto-draft"))
    kept = await publishing.create(ctx, PostDraft(title="x", status="draft", date=datetime(2020, 1, 1)))  # noqa: DTZ001

    await clear(site, days=6)
    assert await exists(site, begun.id)
    await clear(site, days=8)
    assert not await exists(site, begun.id)
    assert await exists(site, kept.id)


async def test_expired_transients_are_forgotten_with_their_timeouts(site: Site) -> None:
    ctx = await site.begin()
    now = int(ctx.now.timestamp())
    for name, value in {
        "_transient_timeout_old": now - 10, "_transient_old": "x",
        "_transient_timeout_new": now + 10_000, "_transient_new": "x",
        "_site_transient_timeout_old": now - 10, "_site_transient_old": "x",
        "_transient_forever": "x", "my_transient_timeout_x": now - 10,
    }.items():  # fmt: skip
        await site.options.put(name, value)

    await clear(site)

    left = {row.name for row in await tables.Options.all() if "transient" in row.name}
    wanted = {"_transient_timeout_new", "_transient_new", "_transient_forever", "my_transient_timeout_x"}
    assert wanted <= left
    assert not {name for name in left if name.endswith("_old")}


async def test_expired_sessions_are_forgotten_and_live_ones_kept(site: Site) -> None:
    now = site.clock().timestamp()
    both = sessions.with_session({}, "old", expires=int(now) + 100, now=now)
    both = sessions.with_session(both, "new", expires=int(now) + 100_000, now=now)
    for user, stored in ((1, both), (2, sessions.with_session({}, "old", expires=int(now) + 100, now=now))):
        await tables.UserMeta.filter(object=user, key="session_tokens").delete()
        await tables.UserMeta.create(object=user, key="session_tokens", value=php.serialize(stored))

    await clear(site, hours=1)

    rows = {
        row.object: row.value for row in await tables.UserMeta.filter(key="session_tokens", object__in=[1, 2])
    }
    assert set(rows) == {1}
    assert sessions.has_session(php.maybe_unserialize(rows[1] or ""), "new", now=now)
    assert not sessions.has_session(php.maybe_unserialize(rows[1] or ""), "old", now=now)


async def test_attempts_that_make_nobody_wait_are_forgotten(site: Site) -> None:
    now = int(site.clock().timestamp())
    await attempts.add(site.database, ("a1",), now=now, wait=lambda _bucket, _known: 0)

    await clear(site, hours=23)
    assert await tables.Attempts.all().count() == 1
    await clear(site, hours=25)
    assert await tables.Attempts.all().count() == 0
