"""oEmbed as its consumer. What addresses in posts stand for: the site's own posts, and what other sites said of theirs, kept with the post.

Whoever reads a post waits for no other site: they are asked in the background, when the post is saved. Their answers are kept in the meta that WordPress keeps them in: one key for each
address and the size that was asked for.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Any, Final

from engine.backends.fetch import Ask
from engine.content import oembed_consumer as texts
from engine.content.blocks.data import EmbedNeed
from engine.content.embeds import embed_urls
from engine.content.oembed_provider import shown_here, width_within
from engine.content.urls import esc_url
from engine.content.values import leading_integer
from engine.domain import meta, oembed_provider, permalinks, posts, rendered_titles
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.domain.keys import site_salt
from engine.model import php
from engine.model.errors import Forbidden, Invalid, Unavailable
from engine.model.jobs import Job, PostNumber
from engine.model.posts import Post

FIND: Final = Job("find_embeds", PostNumber, tries=3)
"""Ask other sites about the addresses in a post."""

UNKNOWN: Final = "{{unknown}}"
"""Kept for an address that was asked in vain."""

# The size that is asked for where the theme says nothing of it, and what the site's own posts take.
WIDTH: Final = 500
HEIGHT: Final = 750

# How much of an answer is read, in bytes, and how long it is waited for.
_MOST: Final = 150 * 1024
_SECONDS: Final = 5


def size(attributes: Iterable[tuple[str | int, str]]) -> dict[str | int, int | str]:
    """The attributes of an embed with the usual size where they name none (wp_embed_defaults)."""
    return {"width": WIDTH, "height": HEIGHT, **dict(attributes)}


def cache_key(url: str, attributes: Iterable[tuple[str | int, str]]) -> str:
    """What names an address in the keys `_oembed_…` and `_oembed_time_…`."""
    named = f"{url}{php.serialize(size(attributes))}".encode("utf-8", "surrogateescape")
    return hashlib.md5(named, usedforsecurity=False).hexdigest()


async def find(ctx: Context, needs: Iterable[EmbedNeed]) -> dict[EmbedNeed, str]:
    """The HTML of those addresses of which something is known."""
    asked = list(needs)
    await meta.remember(ctx, "post", {need.post for need in asked if need.post})
    found: dict[EmbedNeed, str] = {}
    for need in asked:
        kept = _kept(ctx, need)
        html = kept if kept and kept != UNKNOWN else await _own(ctx, need)
        if html:
            found[need] = html
    return found


def _kept(ctx: Context, need: EmbedNeed) -> str:
    return (
        meta.value(ctx, "post", need.post, f"_oembed_{cache_key(need.url, need.attributes)}")
        if need.post
        else ""
    )


async def _own(ctx: Context, need: EmbedNeed) -> str:
    """How one of the site's own posts is embedded; '' for any other address."""
    post = await oembed_provider.own_post(ctx, need.url)
    if post is None:
        return ""
    await permalinks.remember(ctx, (post,))
    asked = str(size(need.attributes)["width"])
    width = width_within(int(asked) if asked.isdecimal() and len(asked) < 6 else 0)
    address = permalinks.of_post(ctx, post)
    return shown_here(
        address,
        rendered_titles.title(ctx, post),
        ctx.options.text("blogname"),
        secret=await _secret(ctx, address),
        width=width,
    )


async def _secret(ctx: Context, address: str) -> str:
    """The word by which a frame and the page that holds it know each other; always the same, so that pages are."""
    proof = hmac.new((await site_salt(ctx, "nonce")).encode(), address.encode(), "sha256").hexdigest()
    return proof[:10]


# What other sites say.


def asks(post: Post) -> bool:
    """Whether a post has addresses that others may be asked about."""
    return post.type != "revision" and bool(embed_urls(post.content))


async def find_missing(ctx: Context, number: PostNumber) -> None:
    """Ask about every address of a post of which nothing is kept, and keep what came of it; for background work.

    Raises Unavailable where a site did not answer, so that it is asked again.
    """
    post = (await posts.by_ids(ctx, (number.post,))).get(number.post)
    if post is None:
        return
    await meta.remember(ctx, "post", (post.id,))
    missed: Unavailable | None = None
    for url, attributes in dict.fromkeys(
        (url, tuple(given.items())) for url, given in embed_urls(post.content)
    ):
        need = EmbedNeed(url, post.id, attributes)
        if _kept(ctx, need) or await oembed_provider.own_post(ctx, url):
            continue
        try:
            html = await ask(ctx, url, attributes)
        except Unavailable as error:
            missed = error
            continue
        await _keep(ctx, need, html)
    if missed:
        raise missed


async def _keep(ctx: Context, need: EmbedNeed, html: str) -> None:
    """What was found, or that nothing was; a page that was found before is kept where it is not there now."""
    name = cache_key(need.url, need.attributes)
    if html:
        await meta.put(ctx, "post", need.post, key=f"_oembed_{name}", value=html)
        await meta.put(
            ctx, "post", need.post, key=f"_oembed_time_{name}", value=str(int(ctx.now.timestamp()))
        )
    elif not _kept(ctx, need):
        await meta.put(ctx, "post", need.post, key=f"_oembed_{name}", value=UNKNOWN)


async def ask(ctx: Context, url: str, attributes: Iterable[tuple[str | int, str]] = ()) -> str:
    """What another site says about an address, as HTML for a page; '' where it says nothing that may be shown.

    Raises Unavailable where it does not answer in time.
    """
    answer = await answered(ctx, url, attributes)
    return "" if answer is None else await _shown(ctx, url, answer)


async def _shown(ctx: Context, url: str, answer: Mapping[str, Any]) -> str:
    is_known = texts.known_endpoint(url) is not None
    return texts.html_of(answer, url, is_known=is_known, secret=await _secret(ctx, url))


async def answered(
    ctx: Context, url: str, attributes: Iterable[tuple[str | int, str]] = ()
) -> Mapping[str, Any] | None:
    """The answer itself, as the protocol has it; None for none. Raises Unavailable where a site does not answer."""
    wish = size(attributes)
    width, height = (leading_integer(str(wish[side])) for side in ("width", "height"))
    try:
        endpoint = texts.known_endpoint(url) or await _discovered(ctx, url)
        if endpoint is None:
            return None
        asked = texts.question(endpoint, url, width, height)
        said = await ctx.site.outside.fetch(Ask(url=asked, most=_MOST, seconds=_SECONDS))
    except Invalid:
        return None
    return texts.parsed(said.text, endpoint.format) if said.ok else None


async def _discovered(ctx: Context, url: str) -> texts.Endpoint | None:
    page = await ctx.site.outside.fetch(Ask(url=url, most=_MOST, seconds=_SECONDS))
    return texts.discovered(page.text, page.url) if page.ok else None


# For who writes.

_LONGEST: Final = 2_000
_TEXTS: Final = ("title", "author_name", "author_url", "provider_name", "provider_url", "thumbnail_url")
_NUMBERS: Final = ("width", "height", "thumbnail_width", "thumbnail_height", "cache_age")


async def of_any(
    ctx: Context, url: str, *, width: int, height: int = 0, discover: bool = True
) -> Mapping[str, Any]:
    """What to show of an address, be it of this site or of another; raises Forbidden, and NotFound for nothing.

    What another site says is what a page may show of it, no more than oEmbed has. Without `discover`, only those are
    asked whom every WordPress knows.
    """
    if not can(ctx, "edit_posts"):
        raise Forbidden("You may not embed what others have.", capability="edit_posts")
    if await oembed_provider.own_post(ctx, url) is not None:
        return await oembed_provider.of_post(ctx, url, width=width)
    wish = {"width": str(width), **({"height": str(height)} if height else {})}
    if not discover and texts.known_endpoint(url) is None:
        raise oembed_provider.unknown()
    try:
        said = await answered(ctx, url, wish.items())
    except Unavailable as error:
        raise oembed_provider.unknown() from error
    html = await _shown(ctx, url, said) if said else ""
    if not said or not html:
        raise oembed_provider.unknown()
    data: dict[str, Any] = {"version": "1.0", "type": said["type"]}
    data |= {name: said[name][:_LONGEST] for name in _TEXTS if isinstance(said.get(name), str)}
    data |= {name: int(said[name]) for name in _NUMBERS if str(said.get(name, "")).isdecimal()}
    data |= {"url": esc_url(str(said["url"]))} if said["type"] == "photo" else {}
    return {**data, "html": html}
