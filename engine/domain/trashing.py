"""What the trash does to a post: the slug it lies under, what is kept of where it came from, and its comments."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engine.domain import comments, meta, slugs
from engine.domain.context import Context
from engine.model import php
from engine.model.posts import Post, PostDraft
from engine.store import comments as comment_store
from engine.store.post_writing import MetaChanges, Saving

STATUS: Final = "trash"
"""The status of what lies in it."""

FORMER_STATUS: Final = "_wp_trash_meta_status"
SINCE: Final = "_wp_trash_meta_time"
_COMMENTS: Final = "_wp_trash_meta_comments_status"
_SLUG: Final = "_wp_desired_post_slug"
_NOTHING_KEPT: Final[MetaChanges] = {FORMER_STATUS: (), SINCE: (), _COMMENTS: ()}

_MARK: Final = "__trashed"
# Room in a slug beside the mark.
_LENGTH: Final = 191


def enters(before: Post, after: Post) -> bool:
    """Whether a post goes into the trash."""
    return after.status == STATUS != before.status


def leaves(before: Post, after: Post) -> bool:
    """Whether a post comes out of the trash."""
    return before.status == STATUS != after.status


async def notes(ctx: Context, before: Post, after: Post) -> MetaChanges:
    """The meta that keeps what a post and its comments were, or goes when it leaves."""
    if leaves(before, after):
        return _NOTHING_KEPT
    if not enters(before, after):
        return {}
    said = await comment_store.statuses(ctx.db, after.id)
    kept = {_COMMENTS: (php.serialize(said),)} if said else {}
    return kept if before.name.endswith(_MARK) else {**kept, _SLUG: (before.name,)}


async def move_comments(ctx: Context, before: Post, after: Post) -> Post:
    """Comments go with their post and come back with it (wp_trash_post_comments); answers the post with their number."""
    if enters(before, after):
        await comment_store.put_away(ctx.db, after.id)
    elif leaves(before, after):
        counted = await comment_store.bring_back(ctx.db, after.id, _former(ctx, before))
        after = after if counted is None else replace(after, comment_count=counted)
    else:
        return after
    comments.forget(ctx, after)
    return after


def _former(ctx: Context, post: Post) -> dict[int, str]:
    """What the comments of a trashed post were."""
    kept = php.maybe_unserialize(meta.value(ctx, "post", post.id, _COMMENTS))
    found = kept if isinstance(kept, Mapping) else {}
    return {one: status for one, status in found.items() if isinstance(one, int) and isinstance(status, str)}


# Slugs.


def wish(ctx: Context, before: Post, changes: PostDraft) -> tuple[MetaChanges, PostDraft]:
    """A post that leaves the trash asks for the slug it had."""
    if before.status != STATUS or changes.status in {None, STATUS}:
        return {}, changes
    desired = meta.value(ctx, "post", before.id, _SLUG)
    return ({_SLUG: ()}, replace(changes, name=desired)) if desired else ({}, changes)


async def slug(ctx: Context, before: Post, after: Post) -> str:
    """The slug that a post has from now on: in the trash a marked one."""
    if not enters(before, after) or before.name.endswith(_MARK):
        return after.name
    return await slugs.unique(ctx, _marked(before), after)


async def out_of_the_way(ctx: Context, post: Post) -> tuple[Saving, ...]:
    """Trashed posts that still have the slug which this one takes: they get a mark, as if trashed now."""
    if post.status == STATUS or not post.name:
        return ()
    rivals = [one for one in await slugs.trashed_holders(ctx, post.name) if one.id != post.id]
    names = await slugs.unique_all(ctx, [(_marked(one), replace(one, name=_marked(one))) for one in rivals])
    return tuple(
        Saving(replace(one, name=name), meta={_SLUG: (one.name,)})
        for one, name in zip(rivals, names, strict=True)
    )


def _marked(post: Post) -> str:
    return slugs.shortened(post.name, _LENGTH) + _MARK
