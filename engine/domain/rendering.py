"""What readers see of posts and comments: title, content, excerpt, filtered. A password is the caller's to ask."""

from functools import lru_cache

from engine.content import hooks as texts
from engine.content import pipeline
from engine.content.core_shortcodes import CoreShortcodes
from engine.content.excerpts import EXCERPT_LENGTH, EXCERPT_MORE
from engine.content.passage import Passage
from engine.domain import hooks
from engine.domain.context import Context
from engine.model.comments import Comment
from engine.model.posts import Post

# Descriptions a process remembers rendered. Rendering depends on nothing but the text, so this is never stale.
REMEMBERED = 1024

_description = lru_cache(maxsize=REMEMBERED)(pipeline.render_description)


def title(ctx: Context, post: Post) -> str:
    """The title for a page (`the_title`), without the words that mark private and protected posts."""
    return ctx.hooks.apply_sync(texts.the_title, post.title, post.id)


def content(ctx: Context, post: Post) -> str:
    """The content for a page (`the_content`)."""
    return ctx.hooks.apply_sync(texts.the_content, post.content, passage(ctx, post.id))


def excerpt(ctx: Context, post: Post, *, length: int | None = None, lead: str = "") -> str:
    """The excerpt for a page (`the_excerpt`): the post's own, or its first words; `length` outdoes the filters.

    `lead` stands before the content, as the file of an attachment does.
    """
    own = post.excerpt or _first_words(ctx, post, length, lead)
    filtered = ctx.hooks.apply_sync(hooks.get_the_excerpt, own, post)
    return ctx.hooks.apply_sync(texts.the_excerpt, filtered, passage(ctx, post.id))


def comment(ctx: Context, comment: Comment) -> str:
    """A comment for a page (`comment_text`)."""
    return comment_text(ctx, comment.content)


def comment_text(ctx: Context, text: str) -> str:
    """What would be shown of a text as a comment (`comment_text`)."""
    return ctx.hooks.apply_sync(texts.comment_text, text, passage(ctx))


def passage(ctx: Context, post: int = 0) -> Passage:
    """What surrounds a text of a post, or of none."""
    return Passage(
        home=ctx.home,
        site_url=ctx.site_url,
        post_id=post,
        shortcodes=CoreShortcodes({}, post_id=post).handlers(),
        use_smilies=ctx.options.flag("use_smilies", default=True),
        balances_tags=ctx.options.flag("use_balanceTags"),
    )


def description(text: str) -> str:
    """What a term or a type says about itself, ready for a page (`term_description`)."""
    return _description(text)


def _first_words(ctx: Context, post: Post, length: int | None, lead: str) -> str:
    if length is None:
        length = ctx.hooks.apply_sync(hooks.excerpt_length, EXCERPT_LENGTH)
    return pipeline.trim_excerpt(
        post.content,
        length=length,
        more=ctx.hooks.apply_sync(hooks.excerpt_more, EXCERPT_MORE),
        passage=passage(ctx, post.id),
        render=lambda text, surroundings: lead + ctx.hooks.apply_sync(texts.the_content, text, surroundings),
    )
