"""What readers see of posts and comments: title, content, excerpt, filtered. A password is the caller's to ask."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import cast

from engine.content import hooks as texts
from engine.content import pipeline
from engine.content.attachments import Attachment, AttachmentQuery, attachment_queries
from engine.content.blocks.rendering import Carried
from engine.content.core_shortcodes import CoreShortcodes
from engine.content.excerpts import EXCERPT_LENGTH, EXCERPT_MORE
from engine.content.passage import Passage
from engine.content.shortcodes import Handler
from engine.domain import block_rendering, hooks, library, plain_texts, posts
from engine.domain.context import Context
from engine.domain.plain_texts import Plain
from engine.model.comments import Comment
from engine.model.posts import Post

# Titles and descriptions a process remembers rendered: they depend on nothing but their text, so none is ever stale.
REMEMBERED = 1024

_NO_SHORTCODES: Mapping[str, Handler] = CoreShortcodes({}).handlers()

_title = lru_cache(maxsize=REMEMBERED)(pipeline.render_title)
_description = lru_cache(maxsize=REMEMBERED)(pipeline.render_description)


def title(ctx: Context, post: Post) -> str:
    """The title for a page (`the_title`), without the words that mark private and protected posts."""
    if ctx.hooks.is_own(texts.the_title):
        return _title(post.title)
    return ctx.hooks.apply_sync(texts.the_title, post.title, post.id)


async def prepare(ctx: Context, items: Iterable[Post], *, in_loop: bool = False) -> None:
    """Render contents and excerpts of these posts, with all that their blocks ask of the site answered at once.

    What `content` and `excerpt` are asked for afterwards is ready, or needs nothing more to be loaded. `in_loop` is for
    the main content of a page, whose first images load at once.
    """
    shown = [post for post in items if not posts.is_locked(ctx, post)]
    wanted = {query for post in shown for query in attachment_queries(post.content, post.id)}
    if wanted:
        ctx.remembered("library").update(await library.find(ctx, wanted))

    def attempt() -> None:
        _ready(ctx).clear()
        for post in shown:
            content(ctx, post)
            excerpt(ctx, post)

    await block_rendering.settle(ctx, attempt, in_loop=in_loop)


def _ready(ctx: Context) -> dict[tuple[int, str, str], str]:
    """What this request has rendered, by post, kind and source."""
    return cast("dict[tuple[int, str, str], str]", ctx.remembered("rendered"))


def content(ctx: Context, post: Post) -> str:
    """The content for a page (`the_content`)."""
    key = (post.id, "content", post.content)
    ready = _ready(ctx)
    if key not in ready:
        around = plain_texts.surroundings(ctx)
        plain = plain_texts.content(post.content, around) if around else None
        ready[key] = _content(ctx, post) if plain is None else _carrying(ctx, plain)
    return ready[key]


def _carrying(ctx: Context, plain: Plain) -> str:
    """The HTML of a plain text; the page carries what it brings along."""
    block_rendering.state(ctx).carried.join(plain.carried)
    return plain.html


def carried(ctx: Context) -> Carried:
    """What this page has to carry for the blocks in what was rendered on it."""
    return block_rendering.state(ctx).carried


def _content(ctx: Context, post: Post) -> str:
    return ctx.hooks.apply_sync(texts.the_content, post.content, passage(ctx, post))


def excerpt(ctx: Context, post: Post, *, length: int | None = None, lead: str = "") -> str:
    """The excerpt for a page (`the_excerpt`): the post's own, or its first words; `length` outdoes the filters.

    `lead` stands before the content, as the file of an attachment does.
    """
    key = (post.id, f"excerpt {length} {lead}", post.excerpt or post.content)
    ready = _ready(ctx)
    if key not in ready:
        plain = None if lead else _plain_excerpt(ctx, post, length)
        ready[key] = _excerpt(ctx, post, length, lead) if plain is None else plain.html
    return ready[key]


def _plain_excerpt(ctx: Context, post: Post, length: int | None) -> Plain | None:
    around = plain_texts.surroundings(ctx)
    if around is None:
        return None
    if post.excerpt:
        return plain_texts.excerpt(post.excerpt, around)
    return plain_texts.first_words(post.content, around, length)


def _excerpt(ctx: Context, post: Post, length: int | None, lead: str) -> str:
    own = post.excerpt or _first_words(ctx, post, length, lead)
    filtered = ctx.hooks.apply_sync(hooks.get_the_excerpt, own, post)
    return ctx.hooks.apply_sync(texts.the_excerpt, filtered, passage(ctx, post))


def comment(ctx: Context, comment: Comment) -> str:
    """A comment for a page (`comment_text`)."""
    return comment_text(ctx, comment.content)


def comment_text(ctx: Context, text: str) -> str:
    """What would be shown of a text as a comment (`comment_text`)."""
    return ctx.hooks.apply_sync(texts.comment_text, text, _surroundings(ctx))


def passage(ctx: Context, post: Post) -> Passage:
    """What surrounds a text of a post."""
    return replace(
        _surroundings(ctx),
        post_id=post.id,
        render_blocks=block_rendering.renderer(ctx, post),
        shortcodes=_shortcodes(ctx, post),
        picture=partial(block_rendering.picture, ctx),
        loading=block_rendering.state(ctx).loading,
    )


def _shortcodes(ctx: Context, post: Post) -> Mapping[str, Handler]:
    """What answers to the shortcodes of a post's text; the files they show were found by `prepare`."""
    if "[" not in post.content:
        return _NO_SHORTCODES
    found = cast("dict[AttachmentQuery, tuple[Attachment, ...]]", ctx.remembered("library"))
    return CoreShortcodes(found, post_id=post.id, may_read=ctx.actor.is_logged_in).handlers()


def _surroundings(ctx: Context) -> Passage:
    return Passage(
        home=ctx.home,
        site_url=ctx.site_url,
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
        passage=passage(ctx, post),
        render=lambda text, surroundings: lead + ctx.hooks.apply_sync(texts.the_content, text, surroundings),
    )
