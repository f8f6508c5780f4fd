"""Previews: a post as its readers would see it with what an author has written but not published yet."""

from dataclasses import replace

from engine.content.query_strings import add_query_args
from engine.domain import nonces, permalinks, posts, revisions
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import Forbidden
from engine.model.main_query import MainQuery
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


async def shown(ctx: Context, asked: MainQuery, *, identity: str, proof: str) -> MainQuery:
    """A preview with the texts of the post's latest autosave; without an id and a proof, the page as it is.

    Raises Forbidden for a proof that was not made for the actor and this post.
    """
    post = asked.post
    if not asked.has("is_preview") or not (identity and proof):
        return asked
    if post is None or identity != str(post.id) or not await is_proven(ctx, post.id, proof):
        raise Forbidden("This preview is for whoever made it.", code="invalid_preview")
    saved = await revisions.autosaves(ctx, post) if can(ctx, "edit_post", post) else ()
    if not saved:
        return asked
    texts = replace(post, title=saved[0].title, content=saved[0].content, excerpt=saved[0].excerpt)
    posts.memory(ctx)[post.id] = texts
    queried = texts if asked.queried == post else asked.queried
    return replace(asked, posts=(texts, *asked.posts[1:]), queried=queried)


async def nonce(ctx: Context, post: int) -> str:
    """The proof that an address to preview a post was made for the actor."""
    return await nonces.nonce(ctx, _action(post))


async def is_proven(ctx: Context, post: int, given: str) -> bool:
    """Whether an address to preview a post was made for the actor."""
    return await nonces.is_valid(ctx, given, _action(post))


def _action(post: int) -> str:
    return f"post_preview_{post}"
