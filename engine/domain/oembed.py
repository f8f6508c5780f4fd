"""oEmbed, both ways: what other sites may show of ours, and what others offer of theirs."""

import json
import secrets
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from engine.backends.fetch import Ask
from engine.content import embed_provider
from engine.domain import archive_links, embeds, media, permalinks, posts, rendered_titles, users
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import Forbidden, Invalid, NotFound, Unavailable
from engine.model.posts import Post

Data = Mapping[str, Any]

_PAGE: Final = 256 * 1024
_ANSWER: Final = 128 * 1024
_LONGEST: Final = 2_000
_TYPES: Final = frozenset({"photo", "video", "rich", "link"})
_TEXTS: Final = ("title", "author_name", "author_url", "provider_name", "provider_url", "thumbnail_url")
_NUMBERS: Final = ("width", "height", "thumbnail_width", "thumbnail_height", "cache_age")


async def of_post(ctx: Context, url: str, *, width: int) -> Data:
    """What another site needs to show the post that an address is of; raises NotFound for any other address."""
    post = await embeds.own_post(ctx, url)
    if post is None:
        raise _unknown()
    await permalinks.remember(ctx, (post,))
    await posts.remember_thumbnails(ctx, (post,))
    width = embed_provider.width_within(width)
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
        "height": embed_provider.height_for(width),
        "html": embed_provider.provided(address, title, site_name, secret=secrets.token_hex(5), width=width),
    }
    return data | await _thumbnail(ctx, post, width)


def _unknown() -> NotFound:
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


async def of_any(ctx: Context, url: str, *, width: int, height: int = 0, discover: bool = True) -> Data:
    """What to show of an address, be it of this site or of another; raises Forbidden, and NotFound for nothing.

    Another site is asked what its page says it has to say, and nothing it answers is trusted.
    """
    if not can(ctx, "edit_posts"):
        raise Forbidden("You may not embed what others have.", capability="edit_posts")
    if await embeds.own_post(ctx, url) is not None:
        return await of_post(ctx, url, width=width)
    if not discover:
        raise _unknown()
    try:
        endpoint = await _discovered(ctx, url)
        said = await _asked(ctx, endpoint, width, height) if endpoint else {}
    except (Invalid, Unavailable) as error:
        raise _unknown() from error
    data = _sound(said)
    if not data:
        raise _unknown()
    return data


async def _discovered(ctx: Context, url: str) -> str:
    page = await ctx.site.outside.fetch(Ask(url=url, most=_PAGE, headers={"Accept": "text/html"}))
    if not page.ok:
        return ""
    found = _Links()
    found.feed(page.text)
    return urljoin(page.url, found.endpoint) if found.endpoint else ""


async def _asked(ctx: Context, endpoint: str, width: int, height: int) -> Any:
    parts = urlsplit(endpoint)
    wish = {"maxwidth": width, **({"maxheight": height} if height else {}), "format": "json"}
    query = "&".join(part for part in (parts.query, urlencode(wish)) if part)
    answer = await ctx.site.outside.fetch(
        Ask(url=urlunsplit(parts._replace(query=query)), most=_ANSWER, headers={"Accept": "application/json"})
    )
    if not answer.ok or answer.cut:
        return {}
    try:
        return json.loads(answer.text)
    except (ValueError, RecursionError):
        return {}


def _sound(said: Any) -> dict[str, Any]:
    """What another site said, no more than oEmbed has, and its HTML confined."""
    if not isinstance(said, dict) or said.get("type") not in _TYPES:
        return {}
    data: dict[str, Any] = {"version": "1.0", "type": said["type"]}
    data |= {name: said[name][:_LONGEST] for name in _TEXTS if isinstance(said.get(name), str)}
    data |= {name: int(said[name]) for name in _NUMBERS if str(said.get(name, "")).isdecimal()}
    title = data.get("title", "")
    if data["type"] in {"video", "rich"}:
        markup = said.get("html")
        shown = (
            embed_provider.confined(markup, title, secret=secrets.token_hex(5))
            if isinstance(markup, str)
            else ""
        )
    elif data["type"] == "photo":
        url = said.get("url")
        shown = (
            embed_provider.picture(url, title, said.get("width"), said.get("height"))
            if isinstance(url, str)
            else ""
        )
        data |= {"url": url} if shown else {}
    else:
        shown = ""
        return data if title else {}
    return {**data, "html": shown} if shown else {}


class _Links(HTMLParser):
    """Finds the address that a page names for oEmbed as JSON."""

    def __init__(self) -> None:
        super().__init__()
        self.endpoint = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        kind = said.get("type", "").lower()
        if tag == "link" and kind == "application/json+oembed" and not self.endpoint:
            self.endpoint = said.get("href", "").strip()
