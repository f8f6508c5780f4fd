"""From an address to the post that it leads to (url_to_postid)."""

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from engine.domain import posts, query
from engine.domain.context import Context
from engine.domain.request import resolve
from engine.domain.rewrite import INDEX

if TYPE_CHECKING:
    from engine.model.main_query import MainQuery

_NUMBERED: Final = re.compile(r"[?&](?:p|page_id|attachment_id)=(\d{1,18})", re.ASCII)


async def of_url(ctx: Context, url: str) -> int:
    """The id of the post that an address of this site is of, 0 for none; whether it may be read is for the caller to ask."""
    try:
        asked, home = urlsplit(url), urlsplit(ctx.home)
    except ValueError:
        return 0
    if asked.hostname and home.hostname and _plain(asked.hostname) != _plain(home.hostname):
        return 0
    numbered = _NUMBERED.search(url)
    if numbered and int(numbered[1]):
        return int(numbered[1])
    path = url.partition("#")[0].partition("?")[0]
    path = f"/{asked.path.lstrip('/')}" if asked.hostname else path
    if path.rstrip("/") == home.path.rstrip("/"):
        return await _front_page(ctx) if asked.hostname else 0
    if not ctx.options.text("permalink_structure").startswith(f"/{INDEX}"):
        path = path.replace(f"{INDEX}/", "")
    resolved = await resolve(ctx, path, {})
    if not resolved.rule:
        return 0
    found: MainQuery = await query.find(ctx, resolved.vars)
    return found.posts[0].id if found.posts and found.has("is_singular") else 0


def _plain(host: str) -> str:
    return host.removeprefix("www.")


async def _front_page(ctx: Context) -> int:
    front = ctx.options.integer("page_on_front") if ctx.options.text("show_on_front") == "page" else 0
    return front if front in await posts.by_ids(ctx, (front,)) else 0
