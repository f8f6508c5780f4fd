"""The addresses of other views of a post: for embedding, as a preview, page by page, and for its machines."""

from engine.content.query_strings import add_query_args
from engine.domain import page_paths, permalinks
from engine.domain.context import Context
from engine.model.posts import Post


async def embed(ctx: Context, post: Post) -> str:
    """Where a post is shown small, inside other sites (get_post_embed_url); the post was remembered."""
    address = permalinks.of_post(ctx, post)
    if permalinks.structure(ctx) and "?" not in address:
        ended = permalinks.slashed(ctx, f"{address.rstrip('/')}/embed")
        if await page_paths.find(ctx, ended.removeprefix(ctx.home)) is None:
            return ended
    return add_query_args({"embed": "true"}, address)


def trackback(ctx: Context, post: Post) -> str:
    """Where other sites say that they wrote about a post (get_trackback_url)."""
    if not permalinks.structure(ctx):
        return f"{ctx.site_url}/wp-trackback.php?p={post.id}"
    return permalinks.slashed(ctx, f"{permalinks.of_post(ctx, post).rstrip('/')}/trackback")


def preview(ctx: Context, post: Post) -> str:
    """Where those who may edit a post see it before others do (get_preview_post_link)."""
    return add_query_args({"preview": "true"}, permalinks.of_post(ctx, post))


def short(ctx: Context, post: Post) -> str:
    """The short address of a post of a public type (wp_get_shortlink), '' for others; the site's own for its front page."""
    kind = ctx.types.post_types.get(post.type)
    if post.type == "page" and permalinks.is_front(ctx, post):
        return f"{ctx.home}/"
    return f"{ctx.home}/?p={post.id}" if kind and kind.public else ""


def sheet(ctx: Context, post: Post, number: int) -> str:
    """The address of one of the pages that a post is divided into (_wp_link_page)."""
    address = permalinks.of_post(ctx, post)
    if number < 2:
        return address
    if "?" in address or not permalinks.structure(ctx):
        return add_query_args({"page": number}, address)
    more = f"page/{number}" if permalinks.is_front(ctx, post) else str(number)
    return permalinks.slashed(ctx, f"{address.rstrip('/')}/{more}")
