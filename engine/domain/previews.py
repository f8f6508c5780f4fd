"""Previews: a post as its readers would see it with what an author has written but not published yet."""

from engine.content.query_strings import add_query_args
from engine.domain import nonces, permalinks
from engine.domain.context import Context
from engine.model.posts import Post


async def address(ctx: Context, post: Post, *, autosaved: bool) -> str:
    """Where the actor sees the preview, '' for a type without pages (get_preview_post_link).

    With `autosaved` it is the post as the actor's autosave has it, and the address is good for the actor alone.
    """
    kind = ctx.types.post_types.get(post.type)
    if kind is None or not kind.is_viewable:
        return ""
    await permalinks.remember(ctx, (post,))
    proof = {"preview_id": str(post.id), "preview_nonce": await nonce(ctx, post.id)} if autosaved else {}
    return add_query_args({**proof, "preview": "true"}, permalinks.of_post(ctx, post))


async def nonce(ctx: Context, post: int) -> str:
    """The proof that an address to preview a post was made for the actor."""
    return await nonces.nonce(ctx, _action(post))


async def is_proven(ctx: Context, post: int, given: str) -> bool:
    """Whether an address to preview a post was made for the actor."""
    return await nonces.is_valid(ctx, given, _action(post))


def _action(post: int) -> str:
    return f"post_preview_{post}"
