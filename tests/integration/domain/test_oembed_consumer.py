"""Addresses in posts: other sites are asked once, in the background, and what they said is kept as WordPress keeps it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from engine.backends.fetch import Answer, Ask, Unreachable, Unsafe
from engine.content.blocks.data import EmbedNeed
from engine.domain import meta, oembed_consumer, posts, rendering
from engine.domain.context import Context, open_site
from engine.model.jobs import PostNumber
from engine.model.posts import Post
from tests.conformance.serve import settings
from tests.conformance.sites import load

_PLAIN_POST = 130
VIDEO = "https://www.youtube.com/watch?v=abc"
FRAME = '<iframe src="https://www.youtube.com/embed/abc" title="Boats"></iframe>'


@dataclass
class Elsewhere:
    """Another site that answers as it is told."""

    body: str = '{"type":"video","html":"<iframe src=\\"https://www.youtube.com/embed/abc\\"></iframe>","title":"Boats"}'
    refusal: Exception | None = None
    asked: list[str] = field(default_factory=list)

    async def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask.url)
        if self.refusal:
            raise self.refusal
        return Answer(url=ask.url, status=200, body=self.body.encode())


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
async def ctx(sqlite_url: str, tmp_path: Path, elsewhere: Elsewhere) -> AsyncIterator[Context]:
    await load(sqlite_url)
    async with open_site(settings(sqlite_url, tmp_path)) as site:
        outside = replace(site.outside, fetch=elsewhere)
        yield await replace(site, outside=outside).begin()


async def with_text(ctx: Context, text: str) -> Post:
    post = replace(await posts.get(ctx, _PLAIN_POST), content=text)
    posts.memory(ctx)[post.id] = post
    return post


async def shown(ctx: Context, post: Post) -> str:
    later = await ctx.site.begin()
    await rendering.prepare(later, (post,))
    return rendering.content(later, post)


async def test_address_is_shown_as_what_its_site_said(ctx: Context, elsewhere: Elsewhere) -> None:
    post = await with_text(ctx, f"Look:\n\n{VIDEO}\n")
    before = await shown(ctx, post)

    await oembed_consumer.find_missing(ctx, PostNumber(post.id))

    assert f"<p>{VIDEO}</p>" in before
    assert FRAME.split('"')[1] in await shown(ctx, post)
    assert len(elsewhere.asked) == 1


async def test_answer_is_kept_in_wordpresss_meta(ctx: Context) -> None:
    post = await with_text(ctx, VIDEO)
    await oembed_consumer.find_missing(ctx, PostNumber(post.id))
    later = await ctx.site.begin()
    await meta.remember(later, "post", (post.id,))

    # md5 of the address and of a:2:{s:5:"width";i:500;s:6:"height";i:750;}
    name = oembed_consumer.cache_key(VIDEO, ())
    assert "iframe" in meta.value(later, "post", post.id, f"_oembed_{name}")
    assert meta.value(later, "post", post.id, f"_oembed_time_{name}").isdecimal()


async def test_address_that_says_nothing_is_asked_once(ctx: Context, elsewhere: Elsewhere) -> None:
    elsewhere.body = "no JSON"
    post = await with_text(ctx, VIDEO)
    await oembed_consumer.find_missing(ctx, PostNumber(post.id))
    await oembed_consumer.find_missing(await ctx.site.begin(), PostNumber(post.id))

    later = await ctx.site.begin()
    await meta.remember(later, "post", (post.id,))
    assert (
        meta.value(later, "post", post.id, f"_oembed_{oembed_consumer.cache_key(VIDEO, ())}")
        == oembed_consumer.UNKNOWN
    )
    assert len(elsewhere.asked) == 1
    assert VIDEO in await shown(ctx, post)


async def test_site_that_does_not_answer_is_asked_again(ctx: Context, elsewhere: Elsewhere) -> None:
    elsewhere.refusal = Unreachable("It does not answer.")
    post = await with_text(ctx, VIDEO)

    with pytest.raises(Unreachable):
        await oembed_consumer.find_missing(ctx, PostNumber(post.id))

    assert not await oembed_consumer.find(await ctx.site.begin(), [EmbedNeed(VIDEO, post.id)])


async def test_address_in_a_private_network_is_never_shown(ctx: Context, elsewhere: Elsewhere) -> None:
    elsewhere.refusal = Unsafe("This address leads into a private network.")
    post = await with_text(ctx, "http://169.254.169.254/latest/meta-data/")

    await oembed_consumer.find_missing(ctx, PostNumber(post.id))

    assert "<iframe" not in await shown(ctx, post)


async def test_own_post_is_embedded_without_asking_anybody(ctx: Context, elsewhere: Elsewhere) -> None:
    post = await with_text(ctx, "http://blog.test/2025/10/01/old-client-entry/")

    html = await shown(ctx, post)
    await oembed_consumer.find_missing(ctx, PostNumber(post.id))

    assert '<iframe loading="lazy" class="wp-embedded-content"' in html
    assert html == await shown(ctx, post)
    assert not elsewhere.asked
