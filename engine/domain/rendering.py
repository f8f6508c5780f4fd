"""What readers see of a post: title, content and excerpt, rendered and filtered. A password is the caller's to ask."""

from functools import lru_cache

from engine.content import pipeline
from engine.content.excerpts import EXCERPT_LENGTH, EXCERPT_MORE
from engine.domain import hooks
from engine.domain.context import Context
from engine.model.posts import Post

# Texts a process remembers rendered. Rendering depends on nothing but the text, so this is never stale.
REMEMBERED = 1024

_content = lru_cache(maxsize=REMEMBERED)(pipeline.render_content)
_title = lru_cache(maxsize=REMEMBERED)(pipeline.render_title)
_excerpt = lru_cache(maxsize=REMEMBERED)(pipeline.render_excerpt)
_trimmed = lru_cache(maxsize=REMEMBERED)(pipeline.trim_excerpt)


def title(ctx: Context, post: Post) -> str:
    """The title for a page (`the_title`), without the words that mark private and protected posts."""
    return ctx.hooks.apply_sync(hooks.the_title, _title(post.title), post.id)


def content(ctx: Context, post: Post) -> str:
    """The content for a page (`the_content`)."""
    return ctx.hooks.apply_sync(hooks.the_content, _content(post.content, site_url=ctx.site_url))


def excerpt(ctx: Context, post: Post, *, length: int | None = None) -> str:
    """The excerpt for a page (`the_excerpt`): the post's own, or its first words; `length` outdoes the filters."""
    own = post.excerpt or _first_words(ctx, post, length)
    filtered = ctx.hooks.apply_sync(hooks.get_the_excerpt, own, post)
    return ctx.hooks.apply_sync(hooks.the_excerpt, _excerpt(filtered, site_url=ctx.site_url))


def _first_words(ctx: Context, post: Post, length: int | None) -> str:
    if length is None:
        length = ctx.hooks.apply_sync(hooks.excerpt_length, EXCERPT_LENGTH)
    return _trimmed(post.content, length=length, more=ctx.hooks.apply_sync(hooks.excerpt_more, EXCERPT_MORE))


def description(text: str) -> str:
    """What a term or a type says about itself, ready for a page (`term_description`)."""
    return _excerpt(text)
