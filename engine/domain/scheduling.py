"""Scheduled posts, which are published in their minute: a job rings for each, and a look around finds missed ones."""

from datetime import UTC
from typing import Final

from engine.domain import posts, publishing, queue
from engine.domain.context import Context
from engine.model.jobs import Job, Nothing, PostNumber
from engine.model.posts import DateRange, Post, PostQuery
from engine.store import posts as store

# Publish what nobody rang for: posts scheduled by other programs, or whose job was lost with a restored database.
SWEEP: Final = Job("publish_missed", Nothing)

_AT_ONCE: Final = 100


async def publish(ctx: Context, number: PostNumber) -> None:
    """Publish a post if its time has come and it still waits (check_and_publish_future_post)."""
    post = (await posts.by_ids(ctx, (number.post,))).get(number.post)
    if post is None or post.status != "future" or post.date_gmt is None:
        return
    if post.date_gmt > ctx.now_gmt:
        at = post.date_gmt.replace(tzinfo=UTC)
        await queue.add(ctx, publishing.PUBLISH, number, at=at, key=str(post.id))
        return
    await _publish(ctx, post)


async def sweep(ctx: Context, _: Nothing) -> None:
    """Publish every post whose time has come."""
    due = PostQuery(
        types=tuple(ctx.types.post_types),
        statuses=("future",),
        dates=(DateRange(column="date_gmt", before=ctx.now_gmt, inclusive=True),),
        order="asc",
        per_page=_AT_ONCE,
        count=False,
    )
    for post in (await store.select(ctx.db, due))[0]:
        # The zero date is before now too.
        if post.date_gmt is not None:
            await _publish(ctx, post)


async def _publish(ctx: Context, post: Post) -> None:
    await posts.remember(ctx, (post,))
    await publishing.come_due(ctx, post)
