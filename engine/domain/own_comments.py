"""Changing one's own comment for a while after it was sent, proved by what the browser was given then."""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from engine.domain import comment_changes, commenting, comments, moderation
from engine.domain.context import Context
from engine.domain.keys import site_salt
from engine.model.comments import Comment, CommentChanges, CommentDraft
from engine.model.errors import Forbidden, Invalid

CHANGED_FOR: Final = timedelta(minutes=15)
_MOST: Final = 20


async def proof(ctx: Context, comment: Comment) -> str:
    """What proves to be whoever wrote a comment."""
    written = comment.date_gmt.isoformat() if comment.date_gmt else ""
    key = await site_salt(ctx, "auth")
    return hmac.new(key.encode(), f"own|{comment.id}|{written}".encode(), "sha256").hexdigest()


async def editable(ctx: Context, proofs: Mapping[int, str], *, post: int) -> list[int]:
    """Which comments of a post may still be changed by who has these proofs, by their numbers."""
    found = await comments.by_ids(ctx, list(proofs)[:_MOST])
    return [
        identity
        for identity, comment in found.items()
        if comment.post == post and await _may(ctx, comment, proofs[identity])
    ]


async def get(ctx: Context, identity: int, proved: str) -> Comment:
    """One's own comment, while it may be changed; raises NotFound and Forbidden."""
    comment = await comments.get(ctx, identity)
    if not await _may(ctx, comment, proved):
        raise Forbidden("This comment cannot be changed any more.", code="comment_not_yours")
    return comment


async def change(ctx: Context, identity: int, proved: str, content: str) -> Comment:
    """Other words for one's own comment; what moderation does not like about them is held back.

    Raises NotFound, Forbidden and Invalid.
    """
    comment = await get(ctx, identity, proved)
    content = content.strip()
    if not content:
        raise Invalid("Please write something.", code="require_valid_comment")
    commenting.refuse_too_long(CommentDraft(comment.post, content))
    changed = await comment_changes.change(ctx, comment, CommentChanges(content=content))
    return await _judged(ctx, changed) if changed.approved == comments.APPROVED else changed


async def _judged(ctx: Context, comment: Comment) -> Comment:
    draft = CommentDraft(
        comment.post, comment.content, comment.author, comment.author_email, comment.author_url,
        comment.author_ip, comment.agent, comment.parent, comment.user,
    )  # fmt: skip
    status = await moderation.judge(
        ctx, comment, replace(draft, reader=await commenting.reader_of(ctx, comment))
    )
    if status == "spam":
        return await comment_changes.spam(ctx, comment)
    if status == "trash":
        return await comment_changes.trash(ctx, comment)
    return comment if status == comments.APPROVED else await comment_changes.hold(ctx, comment)


async def _may(ctx: Context, comment: Comment, proved: str) -> bool:
    if comment.date_gmt is None or comment.approved not in {comments.APPROVED, comments.HELD}:
        return False
    genuine = hmac.compare_digest((await proof(ctx, comment)).encode(), proved.encode("utf-8", "replace"))
    return genuine and ctx.now_gmt < comment.date_gmt + CHANGED_FOR
