"""What becomes of comments later: changed, approved, held, marked as spam, put in the trash, removed."""

from dataclasses import replace
from typing import Any, Final

from engine.content.persons import stored_address, stored_email, stored_name
from engine.domain import commenting, comments, hooks, meta, queue, readers, subscriptions, trashing, users
from engine.domain.context import Context
from engine.domain.stored_texts import fitted
from engine.hooks import Action
from engine.model import ids
from engine.model.comments import Comment, CommentChanges
from engine.model.jobs import CommentNotice
from engine.store import comments as store

SPAM: Final = "spam"
TRASH: Final = "trash"


async def change(
    ctx: Context, comment: Comment, changes: CommentChanges, *, unfiltered: bool = False
) -> Comment:
    """Store a comment with other words, author, date or place (wp_update_comment).

    A text is kept as it is only where who changes it and who wrote it may both write any HTML.
    """
    if unfiltered and changes.content is not None and comment.user != ctx.actor.id:
        unfiltered = await _writes_any_html(ctx, comment.user)
    changed = replace(comment, **_cleaned(ctx, changes, unfiltered=unfiltered))
    changed = await fitted(ctx, changed, "author", "content")
    return await _store(ctx, changed)


async def _writes_any_html(ctx: Context, identity: int) -> bool:
    user = (await users.by_ids(ctx, (identity,))).get(identity)
    if user is None:
        return False
    await users.remember_meta(ctx, (user,))
    return bool(users.grants(ctx, user).total.get("unfiltered_html"))


def _cleaned(ctx: Context, changes: CommentChanges, *, unfiltered: bool) -> dict[str, Any]:
    parent = None if changes.parent is None else ids.held(changes.parent)
    cleaned: dict[str, Any] = {"post": changes.post, "parent": parent, "user": changes.user}
    for name, clean in (
        ("author", stored_name),
        ("author_email", stored_email),
        ("author_url", stored_address),
        ("author_ip", commenting.clean_ip),
    ):
        value = getattr(changes, name)
        cleaned[name] = None if value is None else clean(value)
    if changes.agent is not None:
        cleaned["agent"] = changes.agent[: commenting.AGENT_LENGTH]
    if changes.content is not None:
        cleaned["content"] = commenting.clean_content(ctx, changes.content, unfiltered=unfiltered)
    if changes.date is not None or changes.date_gmt is not None:
        cleaned["date"], cleaned["date_gmt"] = commenting.both_dates(ctx, changes.date, changes.date_gmt)
    return {name: value for name, value in cleaned.items() if value is not None}


async def _store(ctx: Context, changed: Comment) -> Comment:
    counted = await store.update(ctx.db, changed)
    await comments.remember(ctx, (changed,))
    await commenting.counted_again(ctx, changed.post, counted)
    await ctx.hooks.do(hooks.edit_comment, changed.id, changed)
    return changed


async def approve(ctx: Context, comment: Comment) -> Comment:
    """Show a comment to everybody."""
    return await _to_status(ctx, comment, comments.APPROVED)


async def hold(ctx: Context, comment: Comment) -> Comment:
    """Keep a comment for moderators."""
    return await _to_status(ctx, comment, comments.HELD)


async def spam(ctx: Context, comment: Comment) -> Comment:
    """Mark a comment as spam; its status before is kept (wp_spam_comment)."""
    return await _put_away(ctx, comment, SPAM, hooks.spammed_comment)


async def trash(ctx: Context, comment: Comment) -> Comment:
    """Put a comment in the trash, its status before being kept (wp_trash_comment); without a trash it is gone."""
    if not ctx.site.settings.has_trash:
        await delete(ctx, comment)
        return replace(comment, approved=TRASH)
    return await _put_away(ctx, comment, TRASH, hooks.trashed_comment)


async def unspam(ctx: Context, comment: Comment) -> Comment:
    """Take a comment out of the spam, to its status before (wp_unspam_comment)."""
    return await _bring_back(ctx, comment, hooks.unspammed_comment)


async def untrash(ctx: Context, comment: Comment) -> Comment:
    """Take a comment out of the trash, to its status before (wp_untrash_comment)."""
    return await _bring_back(ctx, comment, hooks.untrashed_comment)


async def delete(ctx: Context, comment: Comment) -> None:
    """Remove a comment for good; its replies move up (wp_delete_comment)."""
    await ctx.hooks.do(hooks.delete_comment, comment.id, comment)
    counted = await store.delete(ctx.db, comment)
    await readers.forget_comment(ctx, comment)
    comments.memory(ctx).pop(comment.id, None)
    await commenting.counted_again(ctx, comment.post, counted)
    await ctx.hooks.do(hooks.deleted_comment, comment.id, comment)
    await ctx.hooks.do(
        hooks.transition_comment_status, "delete", comments.status_name(comment.approved), comment
    )


async def _put_away(ctx: Context, comment: Comment, status: str, told: Action[[int, Comment]]) -> Comment:
    former = comment.approved
    changed = await _to_status(ctx, comment, status)
    await _forget_former(ctx, comment)
    await meta.put(ctx, "comment", comment.id, key=trashing.FORMER_STATUS, value=former)
    await meta.put(ctx, "comment", comment.id, key=trashing.SINCE, value=str(int(ctx.now.timestamp())))
    await ctx.hooks.do(told, comment.id, changed)
    return changed


async def _bring_back(ctx: Context, comment: Comment, told: Action[[int, Comment]]) -> Comment:
    await meta.remember(ctx, "comment", (comment.id,))
    former = meta.value(ctx, "comment", comment.id, trashing.FORMER_STATUS) or comments.HELD
    changed = await _to_status(ctx, comment, former)
    await _forget_former(ctx, comment)
    await ctx.hooks.do(told, comment.id, changed)
    return changed


async def _forget_former(ctx: Context, comment: Comment) -> None:
    await meta.remove(ctx, "comment", comment.id, key=trashing.FORMER_STATUS)
    await meta.remove(ctx, "comment", comment.id, key=trashing.SINCE)


async def _to_status(ctx: Context, comment: Comment, status: str) -> Comment:
    if comment.approved == status:
        return comment
    changed = replace(comment, approved=status)

    async def write() -> int | None:
        counted = await store.update(ctx.db, changed)
        if status == comments.APPROVED and comment.type != comments.NOTE:
            await queue.add(ctx, commenting.TELL, CommentNotice(comment.id, status, ctx.actor.id))
        return counted

    counted = await ctx.db.atomically(write)
    await comments.remember(ctx, (changed,))
    await commenting.counted_again(ctx, changed.post, counted)
    await subscriptions.tell_of_comment(ctx, changed)
    await ctx.hooks.do(
        hooks.comment_decided,
        comments.status_name(status),
        comments.status_name(comment.approved),
        changed,
        ctx,
    )
    await ctx.hooks.do(
        hooks.transition_comment_status,
        comments.status_name(status),
        comments.status_name(comment.approved),
        changed,
    )
    return changed
