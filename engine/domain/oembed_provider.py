"""oEmbed as its provider: what pages may show of the posts of this site."""

import secrets
from collections.abc import Mapping
from typing import Any

from engine.content import oembed_provider as texts
from engine.content.urls import parse_url
from engine.domain import archive_links, media, permalinks, post_ids, posts, rendered_titles, users
from engine.domain.context import Context
from engine.model.errors import NotFound
from engine.model.posts import Post

Data = Mapping[str, Any]


async def own_post(ctx: Context, url: str) -> Post | None:
    """The public post of this site that an address is of."""
    asked, home = parse_url(url), parse_url(ctx.home)
    if not (asked and home) or asked.host != home.host or asked.port != home.port:
        return None
    identity = await post_ids.of_url(ctx, url)
    post = (await posts.by_ids(ctx, (identity,))).get(identity) if identity else None
    kind = ctx.types.post_types.get(post.type) if post else None
    return post if post and kind and kind.is_viewable and post.status in {"publish", "inherit"} else None


async def of_post(ctx: Context, url: str, *, width: int) -> Data:
    """What another site needs to show the post that an address is of; raises NotFound for any other address."""
    post = await own_post(ctx, url)
    if post is None:
        raise unknown()
    await permalinks.remember(ctx, (post,))
    await posts.remember_thumbnails(ctx, (post,))
    width = texts.width_within(width)
    address = permalinks.of_post(ctx, post)
    title, site_name = rendered_titles.title(ctx, post), ctx.options.text("blogname")
    data = {
        "version": "1.0",
        "provider_name": site_name,
        "provider_url": ctx.home,
        **await _author(ctx, post),
        "title": title,
        "type": "rich",
        "width": width,
        "height": texts.height_for(width),
        "html": texts.provided(address, title, site_name, secret=secrets.token_hex(5), width=width),
    }
    return data | await _thumbnail(ctx, post, width)


def unknown() -> NotFound:
    """The refusal of an address of which nothing can be shown."""
    return NotFound("Nothing can be shown of this address.", code="oembed_invalid_url")


async def _author(ctx: Context, post: Post) -> dict[str, str]:
    author = (await users.by_ids(ctx, (post.author,))).get(post.author)
    if author is None:
        return {"author_name": ctx.options.text("blogname"), "author_url": ctx.home}
    return {"author_name": author.display_name, "author_url": archive_links.of_author(ctx, author)}


async def _thumbnail(ctx: Context, post: Post, width: int) -> dict[str, Any]:
    """The picture of a post: its featured one, or itself."""
    identity = posts.featured_media(ctx, post) if post.type != "attachment" else post.id
    image = (await posts.by_ids(ctx, (identity,))).get(identity) if identity else None
    if image is None or not media.is_image(image) or post.password:
        return {}
    await posts.remember_meta(ctx, (image,))
    shown = media.size_for_width(ctx, image, width)
    return {"thumbnail_url": shown.url, "thumbnail_width": shown.width, "thumbnail_height": shown.height}
