"""What blocks ask of the site, answered from a real database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from engine.content.blocks.data import PostNeed, PostPage, PostsNeed
from engine.domain import block_answers, block_page, block_rendering, comments, posts, query, rendering
from engine.domain.context import Context, open_site
from engine.domain.options import Options
from engine.domain.request import resolve
from engine.model.comments import CommentQuery
from engine.model.posts import Post, PostQuery
from engine.store import comments as comment_store
from tests.conformance.serve import settings
from tests.conformance.sites import load

_PLAIN_POST = 130
IMAGES = PostQuery(types=("attachment",), statuses=("inherit",), mime_types=("image",), per_page=1)


@pytest.fixture
async def ctx(database_url: str, tmp_path: Path) -> AsyncIterator[Context]:
    await load(database_url)
    async with open_site(settings(database_url, tmp_path)) as site:
        yield await site.begin()


async def shown(ctx: Context, text: str, post: Post | None = None) -> str:
    html: list[str] = []
    renderer = block_rendering.renderer(ctx, post)
    await block_rendering.settle(ctx, lambda: html.append(renderer(text)))
    return html[-1]


async def at(ctx: Context, uri: str) -> Context:
    """The same site, somebody looking at one of its pages."""
    ctx = replace(ctx, uri=uri, memo={})
    found = await query.run(ctx, (await resolve(ctx, uri, {})).vars)
    await block_page.stand_on(ctx, found)
    return ctx


def with_options(ctx: Context, **values: str) -> Context:
    return replace(ctx, options=Options({**ctx.options.raw, **values}), memo={})


async def commented(ctx: Context) -> Post:
    """A post that has comments which answer each other."""
    found, _ = await comment_store.select(ctx.db, CommentQuery(per_page=-1, post_statuses=("publish",)))
    answer = next(one for one in found if one.parent and one.type == "comment")
    return await posts.get(ctx, answer.post)


async def test_archives_of_every_kind_lead_to_where_posts_are(ctx: Context) -> None:
    months = await shown(ctx, '<!-- wp:archives {"showPostCounts":true} /-->')
    weeks = await shown(ctx, '<!-- wp:archives {"type":"weekly"} /-->')
    titles = await shown(ctx, '<!-- wp:archives {"type":"postbypost"} /-->')

    assert "<a href='http://blog.test/2025/08/'>August 2025</a>&nbsp;(3)" in months
    assert "?m=2025&#038;w=" in weeks
    assert "&#8211;" in weeks
    assert "<a href='http://blog.test/2025/10/01/old-client-entry/'>Old client entry</a>" in titles


async def test_calendar_of_a_month_links_its_days_and_the_months_beside_it(ctx: Context) -> None:
    html = await shown(ctx, '<!-- wp:calendar {"year":2025,"month":8} /-->')

    assert "<caption>August 2025</caption>" in html
    assert html.count('<td><a href="http://blog.test/2025/08/') == 3
    assert (
        '<span class="wp-calendar-nav-prev"><a href="http://blog.test/2025/07/">&laquo; Jul</a></span>'
        in html
    )
    assert '<a href="http://blog.test/2025/10/">Oct &raquo;</a>' in html


async def test_public_posts_of_a_list_are_known_by_themselves_too(ctx: Context) -> None:
    need = PostsNeed("post", per_page=3)
    answers = await block_answers.answer(ctx, [need])

    page = cast("PostPage", answers[need])
    assert len(page.posts) == 3
    assert [answers[PostNeed(one.id)] for one in page.posts] == list(page.posts)


async def test_latest_comments_never_show_what_readers_may_not_see(ctx: Context) -> None:
    html = await shown(ctx, '<!-- wp:latest-comments {"commentsToShow":100} /-->')
    everything, _ = await comment_store.select(ctx.db, CommentQuery(per_page=-1, statuses=("1", "0", "spam")))
    await comments.remember(ctx, everything)

    for one in everything:
        is_shown = f'#comment-{one.id}"' in html
        assert is_shown <= comments.is_readable(ctx, one)
    assert html.count("<li") > 1


async def test_comments_of_a_post_stand_below_what_they_answer(ctx: Context) -> None:
    post = await commented(ctx)
    text = (
        "<!-- wp:comments --><div><!-- wp:comment-template --><!-- wp:comment-content /-->"
        "<!-- wp:comment-reply-link /--><!-- /wp:comment-template --></div><!-- /wp:comments -->"
    )

    html = await shown(ctx, text, post)

    assert '<ol class="wp-block-comment-template"><li id="comment-' in html
    assert "depth-2" in html
    assert 'rel="nofollow" class="comment-reply-link"' in html
    assert "?replytocom=" in html


async def test_comment_form_is_there_where_comments_are_open(ctx: Context) -> None:
    post = await posts.get(ctx, _PLAIN_POST)
    block = "<!-- wp:post-comments-form /-->"

    is_open = await shown(ctx, block, replace(post, comment_status="open"))
    registered = await shown(with_options(ctx, comment_registration="1"), block, post)

    assert ("<form" in is_open) is comments.is_open(ctx, post)
    assert 'class="must-log-in"' in registered
    assert "<textarea" not in registered


async def test_comment_form_of_a_closed_post_is_not_there(ctx: Context) -> None:
    post = await posts.get(ctx, _PLAIN_POST)
    posts.memory(ctx)[post.id] = replace(post, comment_status="closed")

    assert await shown(ctx, "<!-- wp:post-comments-form /-->", post) == ""


async def test_page_of_an_archive_tells_its_blocks_what_it_shows(ctx: Context) -> None:
    there = await at(ctx, "/category/harbour/")

    html = await shown(there, '<!-- wp:query-title {"type":"archive"} /--><!-- wp:breadcrumbs /-->')

    assert "Category: <span>Harbour</span></h1>" in html
    assert '<span aria-current="page">Harbour</span>' in html


async def test_gallery_of_a_post_in_a_loop_shows_its_files(ctx: Context) -> None:
    post = await posts.get(ctx, _PLAIN_POST)
    image = (await posts.query(ctx, IMAGES)).items[0]
    shown_in_loop = replace(post, content=f'[gallery ids="{image.id}"]')
    await rendering.prepare(ctx, (shown_in_loop,))

    html = rendering.content(ctx, shown_in_loop)

    assert "<div id='gallery-1'" in html
    assert f"gallery-1-{image.id}" in html or "<img" in html


async def test_galleries_of_two_posts_are_counted_over_the_page(ctx: Context) -> None:
    post = await posts.get(ctx, _PLAIN_POST)
    image = (await posts.query(ctx, IMAGES)).items[0]
    first = replace(post, content=f'[gallery ids="{image.id}"]')
    second = replace(first, id=post.id + 1)
    await rendering.prepare(ctx, (first, second))

    assert "<div id='gallery-1'" in rendering.content(ctx, first)
    assert "<div id='gallery-2'" in rendering.content(ctx, second)
