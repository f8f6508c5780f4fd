"""Posts that come to be, change and go, on the recorded site."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine.domain import commenting, hooks, locks, meta, posts, publishing, terms, users
from engine.domain.context import Context, Site, open_site
from engine.model.comments import CommentDraft
from engine.model.errors import Forbidden, Invalid, NotFound
from engine.model.posts import Post, PostDraft
from engine.store import tables
from tests.conformance.serve import settings
from tests.conformance.sites import load

# A post whose comments are approved, held and marked as spam.
COMMENTED = 58

ActAs = Callable[[str], Awaitable[Context]]


@pytest.fixture
async def site(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    await load(sqlite_url)
    async with open_site(settings(sqlite_url, tmp_path)) as opened:
        yield opened


@pytest.fixture
def act_as(site: Site) -> ActAs:
    async def act(login: str) -> Context:
        ctx = await site.begin()
        user = await users.by_login(ctx, login)
        assert user
        await users.remember_meta(ctx, [user])
        return await users.act_as(ctx, user, via="cli")

    return act


@pytest.fixture
async def editor(act_as: ActAs) -> Context:
    return await act_as("edith")


async def _count(ctx: Context, category: int) -> int:
    fresh = await ctx.site.begin()
    return (await terms.get(fresh, category, "category")).count


async def test_create_without_status_makes_a_floating_draft(editor: Context) -> None:
    post = await publishing.create(editor, PostDraft(title="A & B", content="Text"))

    assert (post.status, post.name, post.date_gmt, post.title) == ("draft", "", None, "A & B")
    assert post.guid == f"http://blog.test/?p={post.id}"


async def test_references_meant_for_windows_are_stored_as_unicode(editor: Context) -> None:
    post = await publishing.create(editor, PostDraft(content="It&#146;s", excerpt="&#133;"))

    assert (post.content, post.excerpt) == ("It&#8217;s", "&#8230;")


@pytest.mark.parametrize(("asked", "stored"), [("0", "<b>Bold"), ("1", "<b>Bold</b>")])
async def test_tags_are_closed_where_the_site_wants_them_so(
    site: Site, act_as: ActAs, asked: str, stored: str
) -> None:
    await site.options.put("use_balanceTags", asked)
    editor = await act_as("edith")

    assert (await publishing.create(editor, PostDraft(content="<b>Bold"))).content == stored


async def test_create_published_gets_slug_category_and_address(editor: Context) -> None:
    before = await _count(editor, 1)

    post = await publishing.create(editor, PostDraft(title="Lists", content="x", status="publish"))
    await posts.remember_terms(editor, (post,))

    assert post.name == "lists-2"
    assert post.guid.endswith("/lists-2/")
    assert [term.id for term in posts.terms(editor, post, "category")] == [1]
    assert await _count(editor, 1) == before + 1


async def test_create_dated_ahead_waits_for_its_time(editor: Context) -> None:
    ahead = editor.now_local + timedelta(days=2)

    post = await publishing.create(editor, PostDraft(title="Later", status="publish", date=ahead))

    assert post.status == "future"


async def test_create_private_has_no_password(editor: Context) -> None:
    post = await publishing.create(editor, PostDraft(title="Mine", status="private", password="x"))

    assert post.password == ""


async def test_create_without_any_text_is_refused(editor: Context) -> None:
    with pytest.raises(Invalid) as refusal:
        await publishing.create(editor, PostDraft(status="publish"))

    assert refusal.value.code == "empty_content"


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        pytest.param(PostDraft(title="x", status="publish"), "rest_cannot_publish", id="publish"),
        pytest.param(PostDraft(title="x", author=1), "rest_cannot_edit_others", id="for another"),
        pytest.param(PostDraft(title="x", sticky=True), "rest_cannot_assign_sticky", id="sticky"),
    ],
)
async def test_create_beyond_rights_is_refused(act_as: ActAs, draft: PostDraft, code: str) -> None:
    with pytest.raises(Forbidden) as refusal:
        await publishing.create(await act_as("conrad"), draft)

    assert refusal.value.code == code


async def test_create_by_author_keeps_no_script(act_as: ActAs) -> None:
    post = await publishing.create(
        await act_as("arthur"), PostDraft(title="<b>T</b>", content="<p onclick='x'>a</p><script>b</script>")
    )

    assert (post.title, post.content) == ("<b>T</b>", "<p>a</p>b")


async def test_update_of_text_keeps_one_revision_per_difference(editor: Context) -> None:
    post = await publishing.create(editor, PostDraft(title="One", content="x", status="publish"))

    post = await publishing.update(editor, post, PostDraft(title="Two"))
    post = await publishing.update(editor, post, PostDraft(title="Two"))
    await posts.remember_versions(editor, (post,))

    assert posts.versions(editor, post).count == 1


async def test_update_of_slug_and_day_remembers_the_old_ones(editor: Context) -> None:
    draft = PostDraft(title="One", status="publish", date=datetime(2024, 2, 1, 9))  # noqa: DTZ001
    post = await publishing.create(editor, draft)

    changes = PostDraft(name="other", date=datetime(2024, 2, 2, 9))  # noqa: DTZ001
    await publishing.update(editor, post, changes)
    await meta.remember(editor, "post", (post.id,))

    assert meta.of(editor, "post", post.id)["_wp_old_slug"] == ["one"]
    assert meta.of(editor, "post", post.id)["_wp_old_date"] == ["2024-02-01"]


async def test_update_of_page_under_its_own_child_has_no_parent(editor: Context) -> None:
    page = await posts.get(editor, 147)

    assert (await publishing.update(editor, page, PostDraft(parent=150))).parent == 0


async def test_change_of_a_post_keeps_the_number_of_comments_made_meanwhile(editor: Context) -> None:
    post = await posts.get(editor, COMMENTED)
    await commenting.create(editor, CommentDraft(COMMENTED, "Meanwhile.", status="1"), judged=False)
    await publishing.update(editor, post, PostDraft(title="Another"))

    fresh = await posts.get(await editor.site.begin(), COMMENTED)
    assert (fresh.title, fresh.comment_count) == ("Another", post.comment_count + 1)


async def test_counts_are_exact_where_one_transaction_counts_up_and_anew(editor: Context) -> None:
    before = await _count(editor, 1)

    async def work() -> None:
        draft = PostDraft(title="Lists", content="x", status="publish")
        first = await publishing.create(editor, draft)
        await publishing.create(editor, draft)
        await publishing.trash(editor, first)
        await publishing.create(editor, draft)

    await editor.db.atomically(work)

    assert await _count(editor, 1) == before + 2


async def test_work_undone_within_a_transaction_counts_nothing(editor: Context) -> None:
    before = await _count(editor, 1)

    async def fail() -> None:
        await publishing.create(editor, PostDraft(title="Lists", content="x", status="publish"))
        raise Invalid("Not after all.")

    async def work() -> None:
        with pytest.raises(Invalid):
            await editor.db.atomically(fail)

    await editor.db.atomically(work)

    assert await _count(editor, 1) == before


async def test_trash_of_published_post_is_counted_no_more(editor: Context) -> None:
    post = await publishing.create(editor, PostDraft(title="x", status="publish"))
    before = await _count(editor, 1)

    await publishing.trash(editor, post)

    assert await _count(editor, 1) == before - 1


async def test_publishing_over_a_trashed_slug_marks_the_trashed_post(editor: Context) -> None:
    post = await publishing.create(editor, PostDraft(title="Twin", status="publish"))
    await publishing.trash(editor, post)

    second = await publishing.create(editor, PostDraft(title="Twin", status="publish"))

    assert second.name == "twin"


async def test_post_that_was_left_empty_may_be_thrown_away(editor: Context) -> None:
    empty = await publishing.create(editor, PostDraft(title="x", status="auto-draft"))
    await tables.Posts.filter(id=empty.id).update(title="", status="draft")
    trashed = await publishing.trash(editor, replace(empty, title="", status="draft"))
    assert trashed.status == "trash"


async def test_trash_of_sticky_post_unsticks_it(editor: Context) -> None:
    await publishing.trash(editor, await posts.get(editor, 77))

    assert 77 not in posts.sticky_posts(await editor.site.begin())


async def test_delete_removes_post_revisions_and_meta(editor: Context) -> None:
    await publishing.delete(editor, await posts.get(editor, 24))
    fresh = await editor.site.begin()

    with pytest.raises(NotFound):
        await posts.get(fresh, 24)
    assert await posts.by_ids(fresh, (168,)) == {}
    assert meta.of(fresh, "post", 24) == {}


async def test_delete_of_a_parent_page_hands_its_children_up(editor: Context) -> None:
    await publishing.delete(editor, await posts.get(editor, 149))

    assert (await posts.get(await editor.site.begin(), 150)).parent == 147


async def test_update_by_another_author_is_refused(act_as: ActAs) -> None:
    zoe = await act_as("zoe")

    with pytest.raises(Forbidden):
        await publishing.update(zoe, await posts.get(zoe, 126), PostDraft(title="Mine now"))


async def test_create_fires_wordpress_hooks_in_order(editor: Context) -> None:
    told: list[str] = []
    registry = editor.hooks
    registry.add_action(hooks.transition_post_status, lambda new, old, _post: told.append(f"{old}>{new}"))
    registry.add("publish_post", lambda *_: told.append("publish_post"))
    registry.add_action(hooks.save_post, lambda _id, _post, update: told.append(f"save {update}"))
    registry.add_action(hooks.wp_after_insert_post, lambda *_: told.append("after"))

    await publishing.create(editor, PostDraft(title="x", status="publish"))

    assert told == ["new>publish", "publish_post", "save False", "after"]


async def test_insert_data_filter_changes_what_is_written(editor: Context) -> None:
    def shout(post: Post, _draft: PostDraft) -> Post:
        return replace(post, title=post.title.upper())

    editor.hooks.add_filter(hooks.wp_insert_post_data, shout)

    post = await publishing.create(editor, PostDraft(title="quiet"))

    assert (await posts.get(await editor.site.begin(), post.id)).title == "QUIET"


async def test_who_saves_while_holding_the_lock_has_edited_last(editor: Context) -> None:
    post = await publishing.create(editor, PostDraft(title="Lists", content="x"))
    post = await publishing.update(editor, post, PostDraft(content="y"))
    assert await _last_editor(editor, post) == ""

    await locks.take(editor, post)
    post = await publishing.update(editor, post, PostDraft(content="z"))
    assert await _last_editor(editor, post) == str(editor.actor.id)


async def _last_editor(ctx: Context, post: Post) -> str:
    await meta.remember(ctx, "post", (post.id,))
    return meta.value(ctx, "post", post.id, "_edit_last")
