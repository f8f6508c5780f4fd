"""Clearing up, once a day: the trash, drafts nobody began, sessions and transients that have expired."""

from datetime import timedelta
from typing import Final

from engine.domain import attempts, comment_changes, comments, meta, posts, publishing, sessions, trashing
from engine.domain.context import Context
from engine.model import php
from engine.model.jobs import Job, Nothing
from engine.model.posts import DateRange, PostQuery
from engine.model.users import SYSTEM
from engine.store import clearing as store
from engine.store import posts as reading
from engine.store import users as users_store

CLEAR: Final = Job("clear", Nothing)

_DAY: Final = 24 * 60 * 60
_DRAFT_LIFETIME: Final = timedelta(days=7)
_TRASH_META: Final = (trashing.FORMER_STATUS, trashing.SINCE)
_AT_ONCE: Final = 100


async def clear(ctx: Context, _: Nothing) -> None:
    """Remove whatever has had its time."""
    ctx = ctx.acting_as(SYSTEM)
    await _empty_trash(ctx)
    await _remove_begun_drafts(ctx)
    await _end_sessions(ctx)
    await store.forget_expired_transients(ctx.db, int(ctx.now.timestamp()))
    await attempts.forget_old(ctx)


async def _empty_trash(ctx: Context) -> None:
    """Remove what was put in the trash, or marked as spam, too long ago (wp_scheduled_delete)."""
    before = int(ctx.now.timestamp()) - ctx.site.settings.empty_trash_days * _DAY
    for identity in await store.trashed_before(ctx.db, "post", before):
        post = (await posts.by_ids(ctx, (identity,))).get(identity)
        if post and post.status == "trash":
            await posts.remember(ctx, (post,))
            await publishing.delete(ctx, post)
        else:
            await _forget_trash(ctx, "post", identity)
    for identity in await store.trashed_before(ctx.db, "comment", before):
        comment = (await comments.by_ids(ctx, (identity,))).get(identity)
        if comment and comment.approved in {comment_changes.TRASH, comment_changes.SPAM}:
            await posts.by_ids(ctx, (comment.post,))
            await comment_changes.delete(ctx, comment)
        else:
            await _forget_trash(ctx, "comment", identity)


async def _forget_trash(ctx: Context, kind: store.Trashable, identity: int) -> None:
    for key in _TRASH_META:
        await meta.remove(ctx, kind, identity, key=key)


async def _remove_begun_drafts(ctx: Context) -> None:
    """Remove what an editor made when it was opened, and nobody ever saved (wp_delete_auto_drafts)."""
    begun = PostQuery(
        types=tuple(ctx.types.post_types),
        statuses=("auto-draft",),
        dates=(DateRange(before=ctx.now_local - _DRAFT_LIFETIME),),
        per_page=_AT_ONCE,
        count=False,
    )
    while found := (await reading.select(ctx.db, begun))[0]:
        for post in found:
            await publishing.delete(ctx, post)


async def _end_sessions(ctx: Context) -> None:
    """Forget sessions that have expired anyway."""
    now = ctx.now.timestamp()

    def live(stored: str) -> str | None:
        known = php.maybe_unserialize(stored)
        left = sessions.live_sessions(known, now=now)
        if isinstance(known, dict) and len(left) == len(known):
            return stored
        return php.serialize(left) if left else None

    for identity, stored in await store.accounts_with(ctx.db, sessions.META_KEY):
        if live(stored) != stored:
            await users_store.change_meta(ctx.db, identity, sessions.META_KEY, live)
