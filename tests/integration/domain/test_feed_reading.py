"""Blocks that show what stands elsewhere: feeds of other sites, widgets of this one, icons of the collection."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from engine.backends.fetch import Answer, Ask, Unreachable, Unsafe
from engine.domain import block_rendering, feed_reading, queue, widgets
from engine.domain.context import Context, open_site
from tests.conformance.serve import settings
from tests.conformance.sites import load

URL = "https://elsewhere.test/feed/"
FEED = (
    "<rss><channel><item><title>First &lt;script&gt;x&lt;/script&gt;</title><link>javascript:alert(1)</link>"
    "<description>&lt;img src=x onerror=alert(1)&gt; words</description></item>"
    "<item><title>Second</title><link>https://elsewhere.test/2</link></item></channel></rss>"
)
BLOCK = f'<!-- wp:rss {{"feedURL":"{URL}","itemsToShow":2,"displayExcerpt":true}} /-->'
NOTHING = "the feed is down"


@dataclass
class Elsewhere:
    """Another site that answers as it is told."""

    refusal: Exception | None = None
    asked: list[Ask] = field(default_factory=list)

    async def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        if self.refusal:
            raise self.refusal
        return Answer(url=ask.url, status=200, body=FEED.encode())


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
async def ctx(sqlite_url: str, tmp_path: Path, elsewhere: Elsewhere) -> AsyncIterator[Context]:
    await load(sqlite_url)
    async with open_site(settings(sqlite_url, tmp_path)) as site:
        yield await replace(site, outside=replace(site.outside, fetch=elsewhere)).begin()


async def shown(ctx: Context, text: str = BLOCK) -> str:
    html: list[str] = []
    renderer = block_rendering.renderer(ctx, None)
    await block_rendering.settle(ctx, lambda: html.append(renderer(text)))
    return html[-1]


async def later(ctx: Context, **time: int) -> Context:
    begun = await ctx.site.begin()
    return replace(begun, now=begun.now + timedelta(**time))


async def waiting(ctx: Context) -> list[str]:
    return [one.kind for one in await queue.every(ctx) if one.kind == feed_reading.FETCH.name]


async def test_feed_is_read_once_and_kept(ctx: Context, elsewhere: Elsewhere) -> None:
    html = await shown(ctx)
    again = await shown(await later(ctx, hours=11))

    assert html == again
    assert "Second" in html
    assert [(ask.url, ask.seconds <= 2) for ask in elsewhere.asked] == [(URL, True)]
    assert not await waiting(ctx)


async def test_feed_brings_no_script_to_the_page(ctx: Context) -> None:
    html = await shown(ctx)

    assert not {word for word in ("<script", "javascript:", "onerror", "<img") if word in html}


async def test_old_feed_is_shown_until_a_job_has_read_it_anew(ctx: Context, elsewhere: Elsewhere) -> None:
    await shown(ctx)
    old = await later(ctx, hours=13)

    assert "Second" in await shown(old)
    assert (len(elsewhere.asked), await waiting(old)) == (1, ["fetch_feed"])

    await feed_reading.fetch(old, feed_reading.FeedAddress(URL))
    assert len(elsewhere.asked) == 2


async def test_feed_that_does_not_answer_lets_nobody_wait_twice(ctx: Context, elsewhere: Elsewhere) -> None:
    elsewhere.refusal = Unreachable("Nobody there.")

    assert NOTHING in await shown(ctx)
    assert NOTHING in await shown(await later(ctx, minutes=5))
    assert (len(elsewhere.asked), await waiting(ctx)) == (1, ["fetch_feed"])


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a.test/x", "javascript:alert(1)", "//a.test"])
async def test_address_of_no_site_is_not_asked(ctx: Context, elsewhere: Elsewhere, url: str) -> None:
    assert NOTHING in await shown(ctx, f'<!-- wp:rss {{"feedURL":"{url}"}} /-->')
    assert not elsewhere.asked


async def test_address_within_is_refused_and_not_asked_again(ctx: Context, elsewhere: Elsewhere) -> None:
    elsewhere.refusal = Unsafe("Not there.")

    assert NOTHING in await shown(ctx)
    assert not await waiting(ctx)


# Widgets and icons.


async def test_widget_with_settings_that_were_made_here_is_shown(ctx: Context) -> None:
    encoded, proof = await widgets.encoded(ctx, {"title": "Mine", "text": "Hello"})
    carried = (
        f'<!-- wp:legacy-widget {{"idBase":"text","instance":{{"encoded":"{encoded}","hash":"{{}}"}}}} /-->'
    )

    assert await shown(ctx, carried.replace("{}", proof)) == (
        '<div class="widget widget_text"><h2 class="widgettitle">Mine</h2>\n<div class="textwidget">Hello</div></div>'
    )
    assert await shown(ctx, carried.replace("{}", "0" * 32)) == ""


async def test_widget_that_is_a_block_today_is_shown_as_this_block(ctx: Context) -> None:
    encoded, proof = await widgets.encoded(ctx, {"content": "<!-- wp:loginout /-->"})
    carried = f'<!-- wp:legacy-widget {{"idBase":"block","instance":{{"encoded":"{encoded}","hash":"{proof}"}}}} /-->'

    assert "wp-login.php" in await shown(ctx, carried)


@pytest.mark.parametrize("attributes", ['{"id":"no-such-7"}', '{"idBase":"no-such"}', "{}"])
async def test_widget_that_there_is_not_shows_nothing(ctx: Context, attributes: str) -> None:
    assert await shown(ctx, f"<!-- wp:legacy-widget {attributes} /-->") == ""


async def test_icon_of_the_collection_is_drawn(ctx: Context) -> None:
    html = await shown(ctx, '<!-- wp:icon {"icon":"core/audio","ariaLabel":"Sound"} /-->')

    assert html.startswith('<div class="wp-block-icon"><svg ')
    assert 'aria-label="Sound"' in html
