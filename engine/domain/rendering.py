"""What readers see of posts: title, content, excerpt, filtered. A password is the caller's to ask."""

from collections.abc import Callable, Iterable
from typing import cast

from engine.content import hooks as texts
from engine.content import pipeline
from engine.content.blocks.rendering import Carried
from engine.content.excerpts import EXCERPT_LENGTH, EXCERPT_MORE
from engine.domain import block_rendering, designs, hooks, plain_texts, posts
from engine.domain.context import Context
from engine.model.posts import Post

_BLOCK_START = "<!-- wp:"


async def prepare(
    ctx: Context,
    items: Iterable[Post],
    *,
    in_loop: bool = False,
    twice: bool = False,
    texts: Callable[[Context, Post], object] | None = None,
) -> None:
    """Render contents and excerpts of these posts, with all that their blocks ask of the site answered at once.

    What `content` and `excerpt` are asked for afterwards is ready, or needs nothing more to be loaded. `in_loop` is for
    the main content of a page, whose first images load at once. `twice` renders each content anew after its excerpt, as
    WordPress does where it shows the text as written too; one sees it by what blocks count. `texts` renders a post in
    another way.
    """
    shown = [post for post in items if not posts.is_locked(ctx, post)]
    await designs.remember(ctx)
    for post in shown:
        block_rendering.foresee(ctx, post)

    def attempt() -> None:
        _ready(ctx).clear()
        for post in shown:
            if texts:
                texts(ctx, post)
                continue
            content(ctx, post)
            excerpt(ctx, post)
            if twice:
                _ready(ctx).pop(_content_key(post))
                content(ctx, post)

    await block_rendering.settle(ctx, attempt, in_loop=in_loop)


def _ready(ctx: Context) -> dict[tuple[int, str, str], str]:
    """What this request has rendered, by post, kind and source."""
    return cast("dict[tuple[int, str, str], str]", ctx.remembered("rendered"))


def content(ctx: Context, post: Post) -> str:
    """The content for a page (`the_content`)."""
    key = _content_key(post)
    ready = _ready(ctx)
    if key not in ready:
        ready[key] = plain_texts.shown(ctx, post, "content", post.content, lambda: _content(ctx, post))
        if _BLOCK_START in post.content:
            block_rendering.state(ctx).after_blocks = True
    return ready[key]


def _content_key(post: Post) -> tuple[int, str, str]:
    return (post.id, "content", post.content)


def carried(ctx: Context) -> Carried:
    """What this page has to carry for the blocks in what was rendered on it."""
    return block_rendering.state(ctx).carried


def _content(ctx: Context, post: Post) -> str:
    return ctx.hooks.apply_sync(texts.the_content, post.content, block_rendering.passage(ctx, post))


def excerpt(ctx: Context, post: Post, *, length: int | None = None) -> str:
    """The excerpt for a page (`the_excerpt`): the post's own, or its first words; `length` outdoes the filters."""
    kind = "excerpt" if post.excerpt else f"first words {length}"
    key = (post.id, kind, post.excerpt or post.content)
    ready = _ready(ctx)
    if key not in ready:
        ready[key] = plain_texts.shown(ctx, post, kind, key[2], lambda: _excerpt(ctx, post, length))
    return ready[key]


def _excerpt(ctx: Context, post: Post, length: int | None) -> str:
    raw = raw_excerpt(ctx, post, length=length)
    return ctx.hooks.apply_sync(texts.the_excerpt, raw, block_rendering.passage(ctx, post))


def raw_excerpt(ctx: Context, post: Post, *, length: int | None = None) -> str:
    """The excerpt before it is made ready for a page (get_the_excerpt)."""
    own = post.excerpt or _first_words(ctx, post, length)
    return ctx.hooks.apply_sync(hooks.get_the_excerpt, own, post)


def _first_words(ctx: Context, post: Post, length: int | None) -> str:
    if length is None:
        length = ctx.hooks.apply_sync(hooks.excerpt_length, EXCERPT_LENGTH)
    return pipeline.trim_excerpt(
        post.content,
        length=length,
        more=ctx.hooks.apply_sync(hooks.excerpt_more, EXCERPT_MORE),
        passage=block_rendering.passage(ctx, post),
        render=lambda text, surroundings: ctx.hooks.apply_sync(texts.the_content, text, surroundings),
    )
