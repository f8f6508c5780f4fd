"""Menus made of blocks: which one a navigation block shows that names none."""

from engine.domain import posts
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import Forbidden
from engine.model.posts import Post, PostQuery

TYPE = "wp_navigation"


def require_creating(ctx: Context) -> None:
    """Raise Forbidden unless the actor may make such menus."""
    kind = ctx.types.post_types[TYPE]
    if not can(ctx, kind.capabilities["create_posts"]) or not can(ctx, "edit_posts"):
        raise Forbidden("You may not make navigation menus.", code="rest_cannot_create")


async def fallback(ctx: Context) -> Post | None:
    """The menu that was published last; None where there is none, for looking makes none."""
    found = await posts.query(ctx, PostQuery(types=(TYPE,), per_page=1, count=False))
    return found.items[0] if found.items else None
