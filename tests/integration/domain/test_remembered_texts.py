"""Texts that a process remembers rendered never outdo who has a say in them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from engine.content import hooks as texts
from engine.content.passage import Passage
from engine.domain import hooks, posts, rendering
from engine.domain.context import Context, open_site
from tests.conformance.serve import settings
from tests.conformance.sites import load

_PLAIN_POST = 130


@pytest.fixture
async def ctx(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Context]:
    await load(sqlite_url)
    async with open_site(settings(sqlite_url, tmp_path)) as site:
        yield await site.begin()


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
