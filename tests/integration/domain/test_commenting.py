"""Making comments, with the clock and the hooks of the site in hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine.config.settings import Settings
from engine.domain import comment_changes, comment_threads, commenting, comments, hooks, posts
from engine.domain.context import Context, Site, open_site
from engine.model.comments import Comment, CommentDraft, CommentNode
from engine.model.errors import Conflict, Forbidden, TooMany
from tests.conformance.sites import load

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
POST = 127


@asynccontextmanager
async def recorded(url: str) -> AsyncIterator[Site]:
    await load(url)
    async with open_site(Settings(database_url=url, shared_database=True)) as site:
        yield replace(site, clock=lambda: NOW)


async def at(site: Site, seconds: float) -> Context:
    """A visitor's request, some seconds after the first."""
    return await replace(site, clock=lambda: NOW + timedelta(seconds=seconds)).begin()


def draft(text: str = "Well said.", **fields: object) -> CommentDraft:
    guest = CommentDraft(POST, text, "Wren", "wren@example.com", author_ip="198.51.100.7", agent="test/1")
    return replace(guest, **fields)  # type: ignore[arg-type] # a table of fields


async def test_hooks_of_a_comment_fire_in_wordpress_order(sqlite_url: str) -> None:
    async with recorded(sqlite_url) as site:
        told: list[str] = []
        for hook in (
            hooks.comment_post, hooks.wp_insert_comment, hooks.pre_comment_on_post, hooks.wp_update_comment_count,
        ):  # fmt: skip
            site.hooks.add(hook.name, lambda *_, name=hook.name: told.append(name))

        def decide(_status: str, _said: CommentDraft) -> str:
            told.append("pre_comment_approved")
            return "1"

        site.hooks.add_filter(hooks.pre_comment_approved, decide)
        await commenting.submit(await site.begin(), draft())
        assert told == [
            "pre_comment_on_post", "pre_comment_approved", "wp_update_comment_count", "wp_insert_comment",
            "comment_post",
        ]  # fmt: skip


async def test_references_meant_for_windows_are_stored_as_unicode(sqlite_url: str) -> None:
    async with recorded(sqlite_url) as site:
        made = await commenting.submit(await site.begin(), draft("It&#146;s"))

        assert made.content == "It&#8217;s"


async def test_filter_changes_the_comment_and_decides_its_status(sqlite_url: str) -> None:
    async with recorded(sqlite_url) as site:
        site.hooks.add_filter(hooks.preprocess_comment, lambda said: replace(said, author="Somebody"))
        site.hooks.add_filter(hooks.pre_comment_approved, lambda _, __: "spam")
        made = await commenting.submit(await site.begin(), draft())
        assert (made.author, made.approved) == ("Somebody", "spam")


async def test_filter_refuses_a_comment(sqlite_url: str) -> None:
    async with recorded(sqlite_url) as site:

        def refuse(_status: str, _said: CommentDraft) -> str:
            raise Conflict("Not here.", code="plugin_says_no")

        site.hooks.add_filter(hooks.pre_comment_approved, refuse)
        with pytest.raises(Conflict, match="Not here"):
            await commenting.submit(await site.begin(), draft())


@pytest.mark.parametrize(("seconds", "flood"), [(0, True), (14, True), (15, False)])
async def test_comment_within_fifteen_seconds_is_a_flood(sqlite_url: str, seconds: int, flood: bool) -> None:
    async with recorded(sqlite_url) as site:
        await commenting.submit(await at(site, 0), draft("One"))
        # The same person by address alone, and by e-mail alone.
        for more in (draft("Two", author_email="other@example.com"), draft("Three", author_ip="203.0.113.9")):
            if flood:
                with pytest.raises(TooMany):
                    await commenting.submit(await at(site, seconds), more)
                continue
            made = await commenting.submit(await at(site, seconds), more)
            assert made.id
            await comment_changes.delete(await at(site, seconds), made)


async def test_own_comment_that_is_held_is_shown_for_ten_minutes(sqlite_url: str) -> None:
    async with recorded(sqlite_url) as site:
        ctx = await at(site, 0)
        made = await commenting.submit(ctx, draft())
        assert made.approved == comments.HELD
        proof = await comments.preview_hash(ctx, made)
        later, too_late = await at(site, 599), await at(site, 600)
        assert await comments.previewed(later, made.id, proof) == made
        assert await comments.previewed(later, made.id, proof[:-1] + "x") is None
        assert await comments.previewed(too_late, made.id, proof) is None
        post = await posts.get(later, POST)
        seen = await comment_threads.thread(later, post, own_email="wren@example.com")
        assert made.id in [node.comment.id for node in seen.nodes]
        public = await comment_threads.thread(later, post)
        assert made.id not in [node.comment.id for node in public.nodes]


async def test_comments_in_pages_follow_the_options(database_url: str) -> None:
    async with recorded(database_url) as site:
        for name, value in (("page_comments", "1"), ("comments_per_page", "10")):
            await site.options.put(name, value)
        ctx = await site.begin()
        post = await posts.get(ctx, 77)
        newest = await comment_threads.thread(ctx, post)
        first = await comment_threads.thread(ctx, post, page=1)
        assert (newest.total, newest.page, newest.pages) == (46, newest.pages, first.pages)
        assert len(first.nodes) == 10
        assert first.nodes[0].comment.id == 2
        assert max(depth_of(first.nodes)) == 5
        # Where a comment's own address leads is the page it is on, replies with what they answer.
        for number, shown in ((1, first), (newest.page, newest)):
            every = [one for node in shown.nodes for one in flat(node)]
            await comments.remember_pages(ctx, every)
            links = {comments.link(ctx, one) for one in every}
            assert all(f"/comment-page-{number}/#comment-" in link for link in links)


def flat(node: CommentNode) -> list[Comment]:
    return [node.comment, *(one for reply in node.replies for one in flat(reply))]


def depth_of(nodes: tuple[CommentNode, ...]) -> list[int]:
    return [depth for node in nodes for depth in (node.depth, *depth_of(node.replies))]


async def test_comments_made_at_once_are_all_counted(database_url: str) -> None:
    async with recorded(database_url) as site:
        before = (await posts.get(await site.begin(), POST)).comment_count

        async def say(number: int) -> None:
            said = draft(f"At once {number}", author="Ann", author_email=f"a{number}@example.com")
            await commenting.create(await site.begin(), replace(said, author_ip=f"192.0.2.{number}"))

        site.hooks.add_filter(hooks.pre_comment_approved, lambda _, __: "1")
        await asyncio.gather(*(say(number) for number in range(12)))
        ctx = await site.begin()
        assert (await posts.get(ctx, POST)).comment_count == before + 12
        thread = await comment_threads.thread(ctx, await posts.get(ctx, POST))
        assert thread.total == before + 12


async def test_old_posts_close_to_the_second(sqlite_url: str) -> None:
    async with recorded(sqlite_url) as site:
        await site.options.put("close_comments_for_old_posts", "1")
        await site.options.put("close_comments_days_old", "14")
        post = await posts.get(await site.begin(), POST)
        assert post.date_gmt is not None
        closes = post.date_gmt.replace(tzinfo=UTC) + timedelta(days=14)
        for moment, is_open in ((closes, True), (closes + timedelta(seconds=1), False)):
            ctx = await at(site, (moment - NOW).total_seconds())
            assert comments.is_open(ctx, post) is is_open
        with pytest.raises(Forbidden):
            await commenting.submit(await site.begin(), draft())
