"""What the trash does to posts and their comments, on every database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from engine.domain import hooks, meta, posts, publishing, users
from engine.domain.context import Context, open_site
from engine.model.posts import PostDraft
from engine.store import comments as store
from tests.conformance.serve import settings
from tests.conformance.sites import load

# A post whose comments are approved, held and marked as spam.
COMMENTED = 58


@pytest.fixture
async def editor(database_url: str, tmp_path: Path) -> AsyncIterator[Context]:
    await load(database_url)
    async with open_site(settings(database_url, tmp_path)) as site:
        ctx = await site.begin()
        user = await users.by_login(ctx, "edith")
        assert user
        yield await users.act_as(ctx, user, via="cli")


async def test_trash_frees_the_slug_and_restore_takes_it_back(editor: Context) -> None:
    post = await posts.get(editor, 26)

    trashed = await publishing.trash(editor, post)
    restored = await publishing.update(editor, trashed, PostDraft(status="draft"))

    assert (trashed.status, trashed.name) == ("trash", "lists__trashed")
    assert (restored.status, restored.name) == ("draft", "lists")


async def test_leaving_the_trash_is_told_with_the_status_before(editor: Context) -> None:
    told: list[tuple[str, int, str]] = []
    for hook in (hooks.untrash_post, hooks.untrashed_post):
        editor.site.hooks.add(hook.name, lambda *said, name=hook.name: told.append((name, *said)))

    trashed = await publishing.trash(editor, await posts.get(editor, 26))
    await publishing.update(editor, trashed, PostDraft(status="publish"))

    assert told == [("untrash_post", 26, "publish"), ("untrashed_post", 26, "publish")]


async def test_comments_go_into_the_trash_with_their_post_and_come_back(editor: Context) -> None:
    post = await posts.get(editor, COMMENTED)
    before = await store.statuses(editor.db, post.id)

    trashed = await publishing.trash(editor, post)
    meanwhile = await store.statuses(editor.db, post.id)
    restored = await publishing.update(editor, trashed, PostDraft(status="publish"))

    assert len(set(before.values())) > 1
    assert set(meanwhile.values()) == {"post-trashed"}
    assert await store.statuses(editor.db, post.id) == before
    assert restored.comment_count == post.comment_count
    assert meta.value(editor, "post", post.id, "_wp_trash_meta_comments_status") == ""


async def test_comments_of_a_trashed_post_are_held_where_nobody_knows_what_they_were(editor: Context) -> None:
    trashed = await publishing.trash(editor, await posts.get(editor, COMMENTED))
    await meta.remove(editor, "post", COMMENTED, key="_wp_trash_meta_comments_status")

    restored = await publishing.update(editor, trashed, PostDraft(status="publish"))

    assert set((await store.statuses(editor.db, COMMENTED)).values()) == {"0"}
    assert restored.comment_count == 0
