"""What addresses in posts stand for: the site's own posts, and what other sites said of theirs, kept with the post.

Nothing is asked of other sites here. Their answers are kept in the meta that WordPress keeps them in: one key for each
address and the size that was asked for.
"""

import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

from engine.content.blocks.data import EmbedNeed
from engine.content.embeds import post_embed
from engine.content.urls import parse_url
from engine.domain import meta, permalinks, post_ids, posts, rendered_titles
from engine.domain.context import Context
from engine.domain.keys import site_salt
from engine.model import php
from engine.model.posts import Post

UNKNOWN: Final = "{{unknown}}"
"""Kept for an address that was asked in vain."""

# The size that is asked for where the theme says nothing of it, and what the site's own posts take.
WIDTH: Final = 500
HEIGHT: Final = 750
_NARROWEST, _WIDEST = 200, 600


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


def is_kept(ctx: Context, need: EmbedNeed) -> bool:
    """Whether something was kept of an address, be it that it was asked in vain; its post's meta was remembered."""
    return bool(_kept(ctx, need))


async def _own(ctx: Context, need: EmbedNeed) -> str:
    """How one of the site's own posts is embedded; '' for any other address."""
    post = await own_post(ctx, need.url)
    if post is None:
        return ""
    await permalinks.remember(ctx, (post,))
    asked = str(size(need.attributes)["width"])
    width = min(max(int(asked) if asked.isdecimal() and len(asked) < 6 else 0, _NARROWEST), _WIDEST)
    address = permalinks.of_post(ctx, post)
    return post_embed(
        address,
        rendered_titles.title(ctx, post),
        ctx.options.text("blogname"),
        secret=await _secret(ctx, address),
        width=width,
    )


async def own_post(ctx: Context, url: str) -> Post | None:
    """The public post of this site that an address is of."""
    asked, home = parse_url(url), parse_url(ctx.home)
    if not (asked and home) or asked.host != home.host or asked.port != home.port:
        return None
    identity = await post_ids.of_url(ctx, url)
    post = (await posts.by_ids(ctx, (identity,))).get(identity) if identity else None
    kind = ctx.types.post_types.get(post.type) if post else None
    return post if post and kind and kind.is_viewable and post.status in {"publish", "inherit"} else None


async def _secret(ctx: Context, address: str) -> str:
    """The word by which a frame and the page that holds it know each other; always the same, so that pages are."""
    proof = hmac.new((await site_salt(ctx, "nonce")).encode(), address.encode(), "sha256").hexdigest()
    return proof[:10]
