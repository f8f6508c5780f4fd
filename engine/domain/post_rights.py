"""Who may make, change and remove posts: WordPress's order of refusals, each with its code."""

from collections.abc import Iterable

from engine.domain import terms
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import Forbidden
from engine.model.posts import Post
from engine.model.types import PostType, Taxonomy


def require_creation(ctx: Context, kind: PostType, *, author: object = None, sticky: bool = False) -> None:
    """Raise Forbidden unless the actor may create a post of the type, for this author, sticky or not."""
    _require_author(ctx, kind, author)
    _require_sticky(ctx, kind, sticky=sticky)
    if not can(ctx, kind.capabilities["create_posts"]):
        raise Forbidden("You may not create posts of this type.", code="rest_cannot_create")


def require_change(
    ctx: Context, kind: PostType, post: Post, *, author: object = None, sticky: bool = False
) -> None:
    """Raise Forbidden unless the actor may change the post, and so."""
    require_edit(ctx, post)
    _require_author(ctx, kind, author)
    _require_sticky(ctx, kind, sticky=sticky)


def require_removal(ctx: Context, post: Post) -> None:
    """Raise Forbidden unless the actor may remove the post."""
    if not can(ctx, "delete_post", post):
        raise Forbidden("You may not delete this post.", code="rest_cannot_delete", capability="delete_post")


def require_status(ctx: Context, kind: PostType, status: str) -> None:
    """Raise Forbidden unless the actor may give a post of the type this status."""
    if status in {"publish", "future", "private"} and not can(ctx, kind.capabilities["publish_posts"]):
        raise Forbidden("You may not publish posts of this type.", code="rest_cannot_publish")


def is_editable(ctx: Context, post: Post) -> bool:
    """Whether the actor may edit the post."""
    return can(ctx, "edit_post", post)


def require_edit(ctx: Context, post: Post | None) -> None:
    """Raise Forbidden unless the post is there and the actor may edit it."""
    if post is None or not can(ctx, "edit_post", post):
        raise Forbidden("You may not edit this post.", code="rest_cannot_edit", capability="edit_post")


def writes_anything(ctx: Context) -> bool:
    """Whether the actor writes posts of any type that the API shows, or designs the site."""
    kinds = (kind for kind in ctx.types.post_types.values() if kind.show_in_rest)
    return can(ctx, "edit_theme_options") or any(can(ctx, kind.capabilities["edit_posts"]) for kind in kinds)


async def require_terms(ctx: Context, taxonomy: Taxonomy, ids: Iterable[int]) -> None:
    """Raise Forbidden unless the actor may assign these terms; what does not exist counts nothing, but for 0."""
    allowed = can(ctx, taxonomy.capabilities["assign_terms"])
    for identity in ids:
        if not identity or (not allowed and await terms.exists(ctx, identity, taxonomy.name)):
            raise Forbidden("You may not assign these terms.", code="rest_cannot_assign_term")


def _require_author(ctx: Context, kind: PostType, author: object) -> None:
    if author and author != ctx.actor.id and not can(ctx, kind.capabilities["edit_others_posts"]):
        raise Forbidden("You may not write for somebody else.", code="rest_cannot_edit_others")


def _require_sticky(ctx: Context, kind: PostType, *, sticky: bool) -> None:
    """Sticking takes both capabilities, as since WordPress 7.1.3; before, authors could."""
    needed = (kind.capabilities["edit_others_posts"], kind.capabilities["publish_posts"])
    if sticky and not all(can(ctx, capability) for capability in needed):
        raise Forbidden("You may not make posts sticky.", code="rest_cannot_assign_sticky")
