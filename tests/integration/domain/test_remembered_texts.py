"""Texts that a process remembers rendered never outdo who has a say in them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.content import hooks as texts
from engine.content.passage import Passage
from engine.domain import block_rendering, hooks, permalinks, plain_texts, posts, rendering, site_texts
from engine.domain.context import Context, open_site
from tests.conformance.serve import settings
from tests.conformance.sites import load

_PLAIN_POST = 130


@pytest.fixture
async def ctx(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Context]:
    await load(sqlite_url)
    async with open_site(settings(sqlite_url, tmp_path)) as site:
        yield await site.begin()


async def times_rendered(ctx: Context, text: str) -> int:
    """How often a content is rendered for two requests."""
    post = replace(await posts.get(ctx, _PLAIN_POST), content=text)
    times = 0

    for _ in range(2):
        later = await ctx.site.begin()

        def render(ctx: Context = later) -> str:
            nonlocal times
            times += 1
            return ctx.hooks.apply_sync(texts.the_content, text, block_rendering.passage(ctx, post))

        plain_texts.shown(later, post, "content", text, render)
    return times


@pytest.mark.parametrize(
    "text",
    [
        "Tide's out.",
        "<!-- wp:paragraph -->\n<p>In.</p>\n<!-- /wp:paragraph -->",
        '<!-- wp:buttons {"layout":{"type":"flex","verticalAlignment":"top"}} --><div>Out.</div><!-- /wp:buttons -->',
    ],
)
async def test_plain_text_is_rendered_once(ctx: Context, text: str) -> None:
    assert await times_rendered(ctx, text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<!-- wp:latest-posts /-->",
        "<!-- wp:footnotes /-->",
        "<!-- wp:post-title /-->",
        "<!-- wp:site-title /-->",
        "<!-- wp:search /-->",
        "[gallery]",
        "https://example.org/alone",
        '<img src="/a.jpg" class="wp-image-5">',
        '<iframe src="https://example.org"></iframe>',
    ],
)
async def test_text_that_shows_something_else_is_rendered_each_time(ctx: Context, text: str) -> None:
    assert await times_rendered(ctx, text) == 2


async def test_plain_text_brings_its_styles_to_every_page(ctx: Context) -> None:
    text = (
        '<!-- wp:group {"layout":{"type":"flex","verticalAlignment":"top"}} --><div>a</div><!-- /wp:group -->'
    )
    post = replace(await posts.get(ctx, _PLAIN_POST), content=text)
    pages = [await ctx.site.begin() for _ in range(2)]

    for page in pages:
        rendering.content(page, post)

    first, second = (rendering.carried(page).styles.css() for page in pages)
    assert "align-items:flex-start" in first
    assert second == first


async def test_excerpts_of_plain_texts(ctx: Context) -> None:
    post = await posts.get(ctx, _PLAIN_POST)
    written = replace(post, excerpt="", content="One two three")
    in_blocks = replace(
        written, content="<!-- wp:paragraph -->\n<p>One two three</p>\n<!-- /wp:paragraph -->"
    )

    for one in (written, in_blocks, written):
        assert rendering.excerpt(ctx, one, length=2) == "<p>One two [&hellip;]</p>\n"
    assert rendering.excerpt(ctx, replace(post, excerpt="By hand")) == "<p>By hand</p>\n"


async def test_content_with_a_plugins_filter_is_filtered(ctx: Context) -> None:
    post = await posts.get(ctx, _PLAIN_POST)
    plain = rendering.content(ctx, post)

    def shout(text: str, _passage: Passage) -> str:
        return text.upper()

    with ctx.hooks.owned_by("a plugin"):
        ctx.hooks.add_filter(texts.the_content, shout, 99)
    later = await ctx.site.begin()

    assert "<p" in plain
    assert rendering.content(later, post) == plain.upper()


async def test_excerpt_with_a_filtered_length_has_that_length(ctx: Context) -> None:
    post = await posts.get(ctx, _PLAIN_POST)
    rendering.excerpt(ctx, post)
    with ctx.hooks.owned_by("a plugin"):
        ctx.hooks.add_filter(hooks.excerpt_length, lambda _length: 2)

    shortened = rendering.excerpt(await ctx.site.begin(), post)

    assert len(shortened.removeprefix("<p>").split(" [")[0].split()) == 2


async def test_comments_with_a_plugins_filter_are_filtered_each_time(ctx: Context) -> None:
    assert site_texts.of_comments(ctx)("quiet") == "<p>quiet</p>\n"
    seen = 0

    def number(text: str, _passage: Passage) -> str:
        nonlocal seen
        seen += 1
        return f"{text.strip()} {seen}"

    with ctx.hooks.owned_by("a plugin"):
        ctx.hooks.add_filter(texts.comment_text, number, 99)
    make_ready = site_texts.of_comments(await ctx.site.begin())

    assert [make_ready("quiet") for _ in range(2)] == ["<p>quiet</p> 1", "<p>quiet</p> 2"]


async def test_address_of_a_post_that_was_changed_is_made_anew(ctx: Context) -> None:
    post = await posts.get(ctx, _PLAIN_POST)
    before = permalinks.of_post(ctx, post)

    assert permalinks.of_post(ctx, replace(post, name="elsewhere")) == before.replace(post.name, "elsewhere")
    assert permalinks.of_post(ctx, post) == before
