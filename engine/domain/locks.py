"""Who is editing a post right now, so that two people do not write over each other (`_edit_lock`)."""

from typing import Final

from engine.domain import meta, users
from engine.domain.capabilities import require
from engine.domain.context import Context
from engine.model.posts import Post
from engine.model.users import User

META_KEY: Final = "_edit_lock"

# For how long, in seconds, nobody else may take a post over from an editor that has gone silent.
HELD_FOR: Final = 150


async def holder(ctx: Context, post: Post) -> int:
    """The id of the person other than the actor who is editing the post, 0 for nobody (wp_check_post_lock)."""
    since, who = await _stored(ctx, post)
    held = since > ctx.now.timestamp() - HELD_FOR and who != ctx.actor.id
    return who if held else 0


def is_held(ctx: Context, post: Post) -> bool:
    """Whether the actor is editing the post; needs its meta."""
    since, who = _read(ctx, post)
    return who != 0 and who == ctx.actor.id and since > ctx.now.timestamp() - HELD_FOR


async def editor(ctx: Context, post: Post) -> User | None:
    """The account of whoever other than the actor is editing the post; None for nobody."""
    identity = await holder(ctx, post)
    return (await users.by_ids(ctx, (identity,))).get(identity) if identity else None


async def take(ctx: Context, post: Post) -> str:
    """Have the actor be who edits the post, whoever did so before (wp_set_post_lock); answers what is stored.

    Raises Forbidden unless the actor may edit it.
    """
    require(ctx, "edit_post", post)
    lock = f"{int(ctx.now.timestamp())}:{ctx.actor.id}"
    await meta.put(ctx, "post", post.id, key=META_KEY, value=lock)
    return lock


async def refresh(ctx: Context, post: Post) -> str:
    """Go on editing the post; '' where somebody else has taken it over. Raises as `take` does."""
    require(ctx, "edit_post", post)
    return "" if await holder(ctx, post) else await take(ctx, post)


async def release(ctx: Context, post: Post, lock: str = "") -> None:
    """Edit the post no longer; another's lock stays, and so does one that is not `lock`. Raises as `take` does."""
    require(ctx, "edit_post", post)
    since, who = await _stored(ctx, post)
    if who == ctx.actor.id and lock in {"", f"{since}:{who}"}:
        await meta.remove(ctx, "post", post.id, key=META_KEY)


async def _stored(ctx: Context, post: Post) -> tuple[int, int]:
    """Since when, as a Unix time, and who; zeros for nobody."""
    await meta.remember(ctx, "post", (post.id,))
    return _read(ctx, post)


def _read(ctx: Context, post: Post) -> tuple[int, int]:
    since, _, who = meta.value(ctx, "post", post.id, META_KEY).partition(":")
    return (int(since), int(who)) if since.isdecimal() and who.isdecimal() else (0, 0)
