"""Files at the root that are made on request: robots.txt and the icon."""

from functools import lru_cache
from html import unescape
from io import BytesIO
from typing import Final
from urllib.parse import urlsplit

from PIL import Image, ImageDraw, ImageFont
from starlette.requests import Request
from starlette.responses import Response

from engine.domain import hooks, site_icon, sitemaps
from engine.domain.context import Context
from engine.model.main_query import MainQuery
from engine.theme import head

DEFAULT_ICON: Final = "/wp-includes/images/w-logo-gray-white-bg.png"

_ICON_SIZE: Final = 32  # pixels
_GROUND: Final = "#8c2f1b"


async def robots(_request: Request, ctx: Context, query: MainQuery) -> Response:
    """What robots may visit (do_robots)."""
    is_public = ctx.options.flag("blog_public", default=True)
    folder = urlsplit(ctx.site_url).path
    text = f"User-agent: *\nDisallow: {folder}/wp-admin/\nAllow: {folder}/wp-admin/admin-ajax.php\n"
    if is_public and sitemaps.are_shown(ctx):
        text += f"\nSitemap: {sitemaps.address(ctx, 'index', '', 1)}\n"
    text = ctx.hooks.apply_sync(hooks.robots_txt, text, is_public)
    return Response(
        text.encode(), headers={**_links(ctx, query), "Content-Type": "text/plain; charset=utf-8"}
    )


async def favicon(_request: Request, ctx: Context, query: MainQuery) -> Response:
    """To the site's icon, or to the one that stands in where it has none (do_favicon)."""
    place = await site_icon.of_size(ctx, _ICON_SIZE) or f"{ctx.site_url}{DEFAULT_ICON}"
    said = {"X-Redirect-By": "WordPress", "Content-Type": "text/html; charset=UTF-8", "Location": place}
    return Response(b"", 302, {**_links(ctx, query), **said})


async def default_icon(_request: Request, ctx: Context) -> Response:
    """The site's initial as a picture."""
    letter = next((one for one in unescape(ctx.options.text("blogname")) if one.isalnum()), "T").upper()
    return Response(
        _drawn(letter), media_type="image/png", headers={"Cache-Control": "public, max-age=86400"}
    )


@lru_cache(maxsize=8)
def _drawn(letter: str) -> bytes:
    picture = Image.new("RGB", (_ICON_SIZE, _ICON_SIZE), _GROUND)
    font = ImageFont.load_default(size=22)
    middle = (_ICON_SIZE / 2, _ICON_SIZE / 2)
    ImageDraw.Draw(picture).text(middle, letter, "white", font=font, anchor="mm")
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _links(ctx: Context, query: MainQuery) -> dict[str, str]:
    return {"Link": ", ".join(head.header_links(ctx, query))}
