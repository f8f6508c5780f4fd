"""Titles of posts for pages, plain or marked where readers could not know why they see it, or do not see it all."""

from functools import lru_cache

from engine.content import hooks as texts
from engine.content import pipeline
from engine.content.language import filled
from engine.domain.context import Context
from engine.model.posts import Post

# Titles a process remembers rendered: they depend on nothing but their text and its language, so none is ever stale.
REMEMBERED = 1024

_title = lru_cache(maxsize=REMEMBERED)(pipeline.render_title)


def unmarked(ctx: Context, post: Post) -> str:
    """The title for a page (`the_title`), without the words that mark private and protected posts."""
    if ctx.hooks.is_own(texts.the_title):
        return _title(post.title, ctx.types.language.typography)
    return ctx.hooks.apply_sync(texts.the_title, post.title, post.id)


def title(ctx: Context, post: Post) -> str:
    """The title with WordPress's words before it for private and protected posts (get_the_title)."""
    text, _ = unmarked(ctx, post), ctx.types.language.wordpress.text
    if post.password:
        return filled(_("Protected: %s"), text)
    return filled(_("Private: %s"), text) if post.status == "private" else text
