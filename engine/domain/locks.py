"""Who is editing a post right now, so that two people do not write over each other (`_edit_lock`)."""

from typing import Final

from engine.domain import meta
from engine.domain.context import Context
from engine.model.posts import Post

META_KEY: Final = "_edit_lock"

# For how long, in seconds, nobody else may take a post over from an editor that has gone silent.
HELD_FOR: Final = 150


async def holder(ctx: Context, post: Post) -> int:
    """The id of the person other than the actor who is editing the post, 0 for nobody (wp_check_post_lock)."""
    await meta.remember(ctx, "post", (post.id,))
    since, _, who = meta.value(ctx, "post", post.id, META_KEY).partition(":")
    if not (since.isdecimal() and who.isdecimal()):
        return 0
    held = int(since) > ctx.now.timestamp() - HELD_FOR and int(who) != ctx.actor.id
    return int(who) if held else 0
