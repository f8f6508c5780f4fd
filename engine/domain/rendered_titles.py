"""Titles of posts for pages, marked where readers could not know why they see it, or do not see it all."""

from engine.content import hooks as texts
from engine.domain.context import Context
from engine.model.posts import Post


def title(ctx: Context, post: Post) -> str:
    """The title with WordPress's words before it for private and protected posts (get_the_title)."""
    text = ctx.hooks.apply_sync(texts.the_title, post.title, post.id)
    if post.password:
        return f"Protected: {text}"
    return f"Private: {text}" if post.status == "private" else text
