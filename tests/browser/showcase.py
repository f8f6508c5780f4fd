"""A blog worth looking at: posts with pictures and everything that text can have, pages, a conversation."""

import asyncio
import io
import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from PIL import Image, ImageDraw, ImageFilter

from engine.app import Application
from engine.config.load import load
from engine.domain import commenting, posts, publishing, terms, uploads, users
from engine.domain.context import Context
from engine.domain.uploads import NewFile
from engine.model.comments import CommentDraft
from engine.model.posts import PostDraft, PostQuery

_SIZE = (1200, 800)
_OPTIONS = {"blogname": "Low water", "blogdescription": "Notes from a small harbour", "posts_per_page": "6"}
_FIRST_DAY = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001  # local, as a post's date is

Story = tuple[str, str, str, tuple[str, ...], tuple[int, int] | None]
"""Title, the words it begins with, category, tags, and the hues of sky and sea of its picture; None for no picture."""

_POSTS: tuple[Story, ...] = (
    ("How to read a tide table", "Two highs, two lows, and an hour that is never the same.", "Notes", ("tides",), None),
    ("A kettle, a lamp, a chair", "What a room needs, in the order in which one misses it.", "Letters", ("home",), (28, 18)),
    ("The ferry in fog", "We heard the bell long before there was anything to see.", "Walks", ("sea", "fog"), (205, 212)),
    ("Bread on a Tuesday", "Flour, water, salt, and the patience of the whole morning.", "Letters", ("kitchen",), (38, 30)),
    ("Three bridges before breakfast", "A walk along the river that is longer than it looks.", "Walks", ("river",), (150, 170)),
    ("Letters that were never sent", "A drawer, a ribbon, and forty years of good intentions.", "Letters", ("paper",), None),
    ("What the lighthouse keeper counts", "Ships, of course. But also the geese, and the days.", "Notes", ("sea", "light"), (260, 235)),
    ("A field guide to small clouds", "Nobody names the little ones. So we did.", "Walks", ("weather",), (200, 120)),
    ("The harbour at low tide", "When the water goes, the harbour tells what it has kept.", "Walks", ("sea", "tides"), (15, 220)),
)  # fmt: skip
_BODY = """<!-- wp:paragraph --><p>{lead} There is a time of day when nobody needs the quay, and it is the best one: the
nets are out, the boats are not back, and the gulls have given up on both.</p><!-- /wp:paragraph -->
<!-- wp:more --><!--more--><!-- /wp:more -->
<!-- wp:paragraph --><p>I have come here for <a href="/about-this-place/">eleven years</a> now, with a notebook, and have
learned to wait. <em>Waiting</em>, it turns out, is most of it; the rest is <strong>looking twice</strong>.</p><!-- /wp:paragraph -->
<!-- wp:heading --><h2 class="wp-block-heading">What stays</h2><!-- /wp:heading -->
<!-- wp:list --><ul class="wp-block-list"><li>a bicycle, every spring, never the same one</li><li>bottles, without letters</li><li>one anchor that
is too heavy for everybody</li></ul><!-- /wp:list -->
<!-- wp:quote --><blockquote class="wp-block-quote"><p>The sea gives back what it has no use for, and keeps the rest to itself.</p><cite>Said
at the bar, more than once</cite></blockquote><!-- /wp:quote -->
{picture}
<!-- wp:heading {{"level":3}} --><h3 class="wp-block-heading">A table of the week</h3><!-- /wp:heading -->
<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>Day</th><th>Low</th><th>High</th></tr></thead><tbody><tr><td>Monday</td><td>06:12</td><td>12:31</td></tr><tr><td>Tuesday</td><td>07:02</td><td>13:18</td></tr></tbody></table></figure><!-- /wp:table -->
<!-- wp:code --><pre class="wp-block-code"><code>high = low + timedelta(hours=6, minutes=12)</code></pre><!-- /wp:code -->
<!-- wp:separator --><hr class="wp-block-separator has-alpha-channel-opacity"/><!-- /wp:separator -->
<!-- wp:paragraph --><p>In the evening the water comes back, without a word, as if it had only stepped out.</p><!-- /wp:paragraph -->"""
_FIGURE = """<!-- wp:image {{"id":{id}}} --><figure class="wp-block-image"><img src="{url}" alt="A harbour wall at low tide"
class="wp-image-{id}"/><figcaption class="wp-element-caption">The wall, and what holds on to it.</figcaption></figure><!-- /wp:image -->"""
# What is hard to lay out: wide, long, narrow, coloured, beside one another.
_EVERYTHING = """<!-- wp:paragraph {{"dropCap":true}} --><p class="has-drop-cap">A page of all that a writer can put on one, from
Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft to
<a href="https://example.org/a/very/long/address/that/goes/on/and/on/without/a/single/space/to/break/it/anywhere">https://example.org/a/very/long/address/that/goes/on/and/on/without/a/single/space/to/break/it/anywhere</a>
and <code>a_name_in_code_that_is_longer_than_a_telephone_is_wide(without, any, mercy)</code>.</p><!-- /wp:paragraph -->
{left}
<!-- wp:paragraph --><p>Beside a picture there is room for a few lines, and then for a few more, until the text has gone past it and is as
wide as it was before. Nobody should have to think about where the picture ends; it ends when there is no more of it, and the text is
glad of the room. A line more makes sure that it is so, and another one that it stays so.</p><!-- /wp:paragraph -->
<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>The tide is never late. One is only early.</p><cite>A sailor</cite></blockquote></figure><!-- /wp:pullquote -->
<!-- wp:heading --><h2 class="wp-block-heading">Side by side</h2><!-- /wp:heading -->
<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column"><!-- wp:heading {{"level":3}} --><h3 class="wp-block-heading">By
day</h3><!-- /wp:heading --><!-- wp:paragraph --><p>Nets, ropes, gulls.</p><!-- /wp:paragraph --></div><!-- /wp:column --><!-- wp:column --><div class="wp-block-column"><!-- wp:heading {{"level":3}} --><h3
class="wp-block-heading">By night</h3><!-- /wp:heading --><!-- wp:paragraph --><p>Lamps, and the sound of somebody who walks home slowly.</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->
<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>Harbour</th><th>January</th><th>February</th><th>March</th><th>April</th><th>May</th><th>June</th><th>July</th><th>August</th></tr></thead><tbody><tr><td>Northmouth</td><td>06:12</td><td>07:01</td><td>07:55</td><td>08:40</td><td>09:31</td><td>10:20</td><td>11:05</td><td>11:52</td></tr><tr><td>Saltersgate</td><td>06:20</td><td>07:09</td><td>08:03</td><td>08:48</td><td>09:39</td><td>10:28</td><td>11:13</td><td>12:00</td></tr></tbody></table><figcaption class="wp-element-caption">Low water, by the month.</figcaption></figure><!-- /wp:table -->
<!-- wp:code --><pre class="wp-block-code"><code>def tide(hour: float) -&gt; float:
    return 2.4 * math.cos(2 * math.pi * hour / 12.42) + 0.3 * math.sin(hour) if hour else high_water_of_the_whole_year</code></pre><!-- /wp:code -->
{gallery}
<!-- wp:paragraph {{"backgroundColor":"pale-cyan-blue"}} --><p class="has-pale-cyan-blue-background-color has-background">A notice on a colour, with <a
href="/">a link</a> in it.</p><!-- /wp:paragraph -->
<!-- wp:paragraph {{"backgroundColor":"black","textColor":"white"}} --><p class="has-white-color has-black-background-color has-text-color has-background">And one in the
dark.</p><!-- /wp:paragraph -->
<!-- wp:paragraph {{"fontSize":"small"}} --><p class="has-small-font-size">Something small,</p><!-- /wp:paragraph -->
<!-- wp:paragraph {{"fontSize":"x-large"}} --><p class="has-x-large-font-size">something large.</p><!-- /wp:paragraph -->
<!-- wp:list {{"ordered":true}} --><ol class="wp-block-list"><li>Look<ul class="wp-block-list"><li>at the water</li><li>at the sky<ul class="wp-block-list"><li>and back</li></ul></li></ul></li><li>Wait</li></ol><!-- /wp:list -->
<!-- wp:details --><details class="wp-block-details"><summary>What the sailor also said</summary><!-- wp:paragraph --><p>Nothing that can be
written down.</p><!-- /wp:paragraph --></details><!-- /wp:details -->
<!-- wp:verse --><pre class="wp-block-verse">The lamp goes out,
  the water stays,
and nobody counts the waves.</pre><!-- /wp:verse -->
<!-- wp:buttons --><div class="wp-block-buttons"><!-- wp:button --><div class="wp-block-button"><a class="wp-block-button__link wp-element-button" href="/">Go on
board</a></div><!-- /wp:button --><!-- wp:button {{"className":"is-style-outline"}} --><div class="wp-block-button is-style-outline"><a class="wp-block-button__link wp-element-button" href="/">Stay
ashore</a></div><!-- /wp:button --></div><!-- /wp:buttons -->
<!-- wp:latest-posts {{"postsToShow":3,"displayPostDate":true}} /-->
<!-- wp:nextpage --><!--nextpage--><!-- /wp:nextpage -->
<!-- wp:paragraph --><p>The other side.</p><!-- /wp:paragraph -->"""
_LEFT = """<!-- wp:image {{"id":{id},"align":"left","width":"240px"}} --><figure class="wp-block-image alignleft is-resized"><img src="{url}" alt=""
class="wp-image-{id}" style="width:240px"/><figcaption class="wp-element-caption">To the left of it all.</figcaption></figure><!-- /wp:image -->"""
_GALLERY = (
    '<!-- wp:gallery {{"linkTo":"none"}} --><figure class="wp-block-gallery has-nested-images columns-default is-cropped">{images}'
    '<figcaption class="blocks-gallery-caption wp-element-caption">Four mornings.</figcaption></figure><!-- /wp:gallery -->'
)
_COMMENTS = (
    ("Mara Lind", "You forgot the shopping trolley. There is always a shopping trolley.", 0),
    ("Ivo", "The anchor belongs to my uncle. He says you may keep it.", 1),
    ("admin", "Tell him that I have tried.", 2),
    (
        "Tamsin Okoro",
        "I read this aloud at dinner. Nobody <em>spoke</em> for a while, which is rare with us.",
        0,
    ),
    ("Ben", "Where does one see the wall from? From the bridge it is hidden.", 0),
    ("Mara Lind", "From the second bollard, standing on it, if nobody looks.", 5),
)


def fill(environment: Mapping[str, str]) -> None:
    """Write the blog into a new site, which the environment describes."""
    asyncio.run(_fill(environment))


async def _fill(environment: Mapping[str, str]) -> None:
    application = Application(load(environ=environment))
    async with application.open():
        site = (await application.running()).site
        guest = await site.begin()
        admin = await users.by_login(guest, "admin")
        assert admin is not None
        await users.remember_meta(guest, [admin])
        ctx = await users.act_as(guest, admin, via="cli")
        await _clear(ctx)
        await _pages(ctx)
        for name, value in _OPTIONS.items():
            await site.options.put(name, value)
        newest = 0
        for number, one in enumerate(_POSTS):
            newest = await _post(ctx, number, one)
        await _everything(ctx)
        await _locked(ctx)
        await _conversation(ctx, newest)


async def _clear(ctx: Context) -> None:
    """Take away what every new site begins with."""
    for kind in ("post", "page"):
        for one in (await posts.query(ctx, PostQuery(types=(kind,)))).items:
            await publishing.delete(ctx, one)


async def _pages(ctx: Context) -> None:
    text = f"<!-- wp:paragraph --><p>{_POSTS[0][1]} This is a place for slow notes.</p><!-- /wp:paragraph -->"
    for title in ("About this place", "Walks and maps", "Write to me"):
        await publishing.create(ctx, PostDraft(type="page", title=title, content=text, status="publish"))


async def _post(ctx: Context, number: int, story: Story) -> int:
    title, lead, category, tags, hues = story
    filed = {
        "category": await terms.ensure(ctx, (category,), "category"),
        "post_tag": await terms.ensure(ctx, tags, "post_tag"),
    }
    picture, figure = 0, ""
    if hues:
        file = NewFile(f"harbour-{number}.jpg", _seascape(number, *hues))
        made = await uploads.attach(ctx, file, PostDraft(type="attachment", title=f"Picture {number}"))
        picture, figure = made.id, _FIGURE.format(id=made.id, url=made.guid)
    draft = PostDraft(
        title=title,
        content=_BODY.format(lead=lead, picture=figure),
        excerpt=lead,
        status="publish",
        date=_FIRST_DAY + timedelta(days=9 * number),
        terms=filed,
        featured_media=picture or None,
    )
    return (await publishing.create(ctx, draft)).id


async def _everything(ctx: Context) -> None:
    """One post of all kinds of blocks, in two parts, whose conversation is over."""
    pictures = []
    for number, hues in enumerate(((190, 200), (20, 260), (45, 130), (300, 220)), len(_POSTS)):
        file = NewFile(f"harbour-{number}.jpg", _seascape(number, *hues))
        pictures.append(
            await uploads.attach(ctx, file, PostDraft(type="attachment", title=f"Picture {number}"))
        )
    images = "".join(_FIGURE.format(id=one.id, url=one.guid) for one in pictures)
    first = pictures[0]
    text = _EVERYTHING.format(
        left=_LEFT.format(id=first.id, url=first.guid), gallery=_GALLERY.format(images=images)
    )
    draft = PostDraft(
        title="Everything at once, and a Donaudampfschifffahrtsgesellschaftskapitän",
        name="everything-at-once",
        content=text,
        excerpt="A page of all that a writer can put on one.",
        status="publish",
        comment_status="closed",
        date=_FIRST_DAY - timedelta(days=18),
    )
    await publishing.create(ctx, draft)


async def _locked(ctx: Context) -> None:
    await publishing.create(
        ctx,
        PostDraft(
            title="Only for the crew",
            content="Words for a few.",
            status="publish",
            password="rope",  # nobody's
            date=_FIRST_DAY - timedelta(days=9),
        ),
    )


async def _conversation(ctx: Context, post: int) -> None:
    made: list[int] = []
    for number, (author, text, answers) in enumerate(_COMMENTS):
        draft = CommentDraft(
            post=post,
            content=text,
            author=author,
            author_email=f"{author.split()[0].lower()}@example.org",
            author_ip=f"192.0.2.{number}",
            parent=made[answers - 1] if answers else 0,
            user=ctx.actor.user.id if author == "admin" and ctx.actor.user else 0,
            status="1",
        )
        later = replace(ctx, now=ctx.now + timedelta(minutes=number), memo={})
        made.append((await commenting.create(later, draft, judged=False)).id)


def _seascape(seed: int, sky: int, sea: int) -> bytes:
    """A sun over water, in two hues: a picture of one's own, that weighs little."""
    width, height = _SIZE
    picture = Image.new("RGB", _SIZE)
    drawing = ImageDraw.Draw(picture)
    horizon = int(height * (0.5 + 0.08 * math.sin(seed)))
    for row in range(height):
        above = row < horizon
        share = row / horizon if above else (row - horizon) / (height - horizon)
        light = 88 - 26 * (1 - share) if above else 62 - 34 * share
        drawing.line(
            ((0, row), (width, row)),
            fill=f"hsl({sky if above else sea}, {46 if above else 38}%, {light:.0f}%)",
        )
    x, radius = int(width * (0.3 + 0.4 * ((seed * 7) % 10) / 10)), 70
    drawing.ellipse(
        (x - radius, horizon - 190, x + radius, horizon - 190 + 2 * radius), fill=f"hsl({sky}, 80%, 94%)"
    )
    for hill in range(3):
        points = [
            (at, horizon - 8 - 34 * (3 - hill) * abs(math.sin(at / (190 + 60 * hill) + seed + hill)))
            for at in range(0, width + 20, 20)
        ]
        drawing.polygon(
            [(0, horizon), *points, (width, horizon)], fill=f"hsl({sea}, {22 + 6 * hill}%, {62 - 12 * hill}%)"
        )
    for wave in range(26):
        depth = horizon + 12 + wave * wave * 0.55
        left = (wave * 137 + seed * 61) % width
        drawing.line(
            ((left, depth), (left + 50 + 9 * wave, depth)), fill=f"hsl({sky}, 50%, 84%)", width=1 + wave // 9
        )
    made = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.6)).save(made, "JPEG", quality=84)
    return made.getvalue()
