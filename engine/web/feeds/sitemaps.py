"""Sitemaps over HTTP: the index, the sheets, and how browsers show them."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from engine.content.fields import sanitize_text_field
from engine.domain import sitemaps
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.web.feeds.rendering import xml

_XML: Final = "application/xml; charset=UTF-8"


async def answer(_request: Request, ctx: Context, query: MainQuery) -> Response | MainQuery:
    """A sitemap; a page that is missing for a sheet that is, and as in WordPress the site's for what is none at all."""
    provider, subtype, style = (
        sanitize_text_field(str(query.vars.get(name) or ""))
        for name in ("sitemap", "sitemap-subtype", "sitemap-stylesheet")
    )
    if not sitemaps.are_shown(ctx):
        return query.missing()
    if style:
        return _sent(xml("sitemap.xsl.jinja", is_index=style == "index"))
    if provider == "index":
        found = await sitemaps.index(ctx)
        return _sent(xml("sitemap-index.xml.jinja", urls=found, style=f"{ctx.home}/wp-sitemap-index.xsl"))
    if provider not in sitemaps.PROVIDERS:
        return query
    entries = await sitemaps.sheet(ctx, provider, subtype, query.page)
    if not entries:
        return query.missing()
    return _sent(xml("sitemap.xml.jinja", entries=entries, style=f"{ctx.home}/wp-sitemap.xsl"))


def _sent(text: str) -> Response:
    return Response(text.encode(), headers={"Content-Type": _XML})
