"""The old blogroll for readers of feeds: OPML 1.0, by category (wp-links-opml.php)."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from engine.domain import blogroll
from engine.domain.context import Context
from engine.web.feeds.rendering import xml

PATH: Final = "/wp-links-opml.php"


async def answer(request: Request, ctx: Context) -> Response:
    """All visible links, or those of one category (`link_cat`)."""
    asked = request.query_params.get("link_cat", "")
    only = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else 0
    shelves = await blogroll.shelves(ctx, only)
    text = xml("opml.xml.jinja", site=ctx.options.text("blogname"), made=ctx.now_gmt, shelves=shelves)
    return Response(text.encode(), headers={"Content-Type": "text/xml; charset=UTF-8"})
