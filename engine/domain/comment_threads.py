"""The comments of a post as its page shows them: in pages, replies below what they answer."""

from collections.abc import Sequence
from dataclasses import replace

from engine.domain import comments, readers
from engine.domain.context import Context
from engine.model.comments import Comment, CommentNode, CommentQuery, Thread
from engine.model.posts import Post
from engine.store import comments as store

# Levels that are read and shown at most, whatever the site's options say.
MAX_DEPTH = 10
_MAX_LEVELS = 100


async def thread(ctx: Context, post: Post, *, page: int = 0, own_email: str = "", own: int = 0) -> Thread:
    """One page of a post's comments, remembered with the accounts of their authors.

    Page 0 is the one that the post itself shows, by the site's option the oldest or the newest. What the actor or a
    guest of `own_email` wrote and is held is among them, and the comment `own`. The number of statements depends on
    nothing, or in pages on the depth alone.
    """
    everything = comments.of_post(post)
    asked = replace(comments.waiting_for(ctx, everything, email=own_email), also_unapproved=own, count=False)
    threaded = comments.are_threaded(ctx)
    if comments.are_paged(ctx):
        total = await store.total(ctx.db, everything)
        pages = await _pages(ctx, everything, threaded=threaded)
        number = _number(ctx, page, pages)
        asked = replace(asked, page=number, per_page=ctx.options.integer("comments_per_page"))
        top, _ = await store.select(ctx.db, replace(asked, parents=(0,)) if threaded else asked)
        replies = await _replies(ctx, asked, top) if threaded else []
    else:
        number, pages = 0, 1
        found, _ = await store.select(ctx.db, asked)
        total = sum(comment.approved == comments.APPROVED for comment in found)
        top = tuple(comment for comment in found if not (threaded and comment.parent))
        replies = [comment for comment in found if comment.parent] if threaded else []
    await comments.remember(ctx, (*top, *replies))
    await comments.remember_authors(ctx, (*top, *replies))
    await readers.remember_authors(ctx, (*top, *replies))
    nodes = _tree(top, replies, depth_limit(ctx) if threaded else 1)
    if ctx.options.text("comment_order") == "desc":
        nodes = nodes[::-1]
    return Thread(nodes, total, number, pages)


def depth_limit(ctx: Context) -> int:
    """How deep replies are nested: what the site's options say, within reason."""
    return min(max(ctx.options.integer("thread_comments_depth", 5), 1), MAX_DEPTH)


async def _pages(ctx: Context, everything: CommentQuery, *, threaded: bool) -> int:
    counted = await store.total(ctx.db, replace(everything, parents=(0,)) if threaded else everything)
    return max(-(-counted // ctx.options.integer("comments_per_page")), 1)


def _number(ctx: Context, page: int, pages: int) -> int:
    if page:
        return page
    return 1 if ctx.options.text("default_comments_page") == "oldest" else pages


async def _replies(ctx: Context, asked: CommentQuery, top: Sequence[Comment]) -> list[Comment]:
    """All that hangs below these comments, read level by level."""
    found: list[Comment] = []
    level: Sequence[Comment] = top
    for _ in range(_MAX_LEVELS):
        if not level:
            break
        parents = tuple(comment.id for comment in level)
        below = replace(asked, parents=parents, page=1, per_page=-1, count=False)
        level, _ = await store.select(ctx.db, below)
        found += level
    return found


def _tree(top: Sequence[Comment], replies: Sequence[Comment], limit: int) -> tuple[CommentNode, ...]:
    below: dict[int, list[Comment]] = {}
    for reply in replies:
        below.setdefault(reply.parent, []).append(reply)

    def node(comment: Comment, depth: int, level: int = 1) -> tuple[CommentNode, ...]:
        """The comment, followed by what would stand too deep below it."""
        replied = below.get(comment.id, ()) if level <= _MAX_LEVELS else ()
        under = tuple(one for reply in replied for one in node(reply, min(depth + 1, limit), level + 1))
        if depth < limit:
            return (CommentNode(comment, depth, under),)
        return (CommentNode(comment, depth), *under)

    return tuple(one for comment in top for one in node(comment, 1))
