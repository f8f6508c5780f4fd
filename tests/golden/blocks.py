"""Blocks: parsing as recorded, and rendering on the recorded site as the site itself would."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.content.blocks.block import as_wordpress
from engine.content.blocks.parser import parse
from engine.content.blocks.serializer import serialize
from engine.domain import block_page, block_rendering, posts, query
from engine.domain.request import resolve
from engine.web.http.php import parse as parse_fields
from tests.golden.addresses import on_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.domain.context import Context
    from engine.model.posts import Post
    from tests.golden.cases import Case, RecordedSite

_SVG = re.compile(r"(<svg\b[^>]*>).*?</svg>", re.DOTALL)
_SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)</script>", re.DOTALL)
_SECRET = re.compile(r"(secret=|data-secret=\")[0-9A-Za-z]{10}\b")
_LONG_SCRIPT = 60

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "parse_blocks": lambda text: [as_wordpress(block) for block in parse(text)],
    "serialize_blocks": lambda text: serialize(parse(text)),
}


async def first_post(ctx: Context) -> Post:
    """The post that recorded texts are of."""
    return (await posts.by_ids(ctx, (1,)))[1]


async def do_blocks(ctx: Context, case: Case) -> Any:
    """Render with post 1 as the current post."""
    return await _rendered(ctx, case.args[0], await first_post(ctx))


async def do_blocks_at(ctx: Context, case: Case) -> Any:
    """Render on the page at an address; where posts were found, with the first of them as the current post."""
    uri, text = case.args
    path, _, fields = uri.partition("?")
    ctx = replace(ctx, uri=uri)
    resolved = await resolve(ctx, path, parse_fields(fields))
    found = await query.run(ctx, resolved.vars)
    await block_page.stand_on(ctx, found)
    return await _rendered(ctx, text, found.posts[0] if found.posts else None)


async def _rendered(ctx: Context, text: str, post: Post | None) -> Any:
    html: list[str] = []

    def attempt() -> None:
        html[:] = [block_rendering.renderer(ctx, post)(text)]

    await block_rendering.settle(ctx, attempt)
    return {"html": masked(html[0], text), "css": block_rendering.state(ctx).carried.styles.css()}


def masked(html: str, given: str) -> str:
    """Icons, long scripts and random words were recorded by name only."""
    html = _SVG.sub(r"\1SVG</svg>", html)
    html = _SECRET.sub(r"\1SECRET", html)
    return _SCRIPT.sub(lambda found: _masked_script(found, given), html)


def _masked_script(found: re.Match[str], given: str) -> str:
    if len(found[2]) < _LONG_SCRIPT or found[2] in given:
        return found[0]
    return f"{found[1]}SCRIPT</script>"


SITE_FUNCTIONS: dict[str, Callable[[RecordedSite, Case], Any]] = {
    "do_blocks": on_site(do_blocks),
    "do_blocks_at": on_site(do_blocks_at),
}
