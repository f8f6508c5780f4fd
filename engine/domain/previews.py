"""Previews: a post as its readers would see it with what an author has written but not published yet."""

import hmac
import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from engine.content.query_strings import add_query_args
from engine.domain import nonces, permalinks, posts, revisions
from engine.domain.capabilities import can, require
from engine.domain.context import Context
from engine.domain.keys import site_salt
from engine.model.errors import Forbidden
from engine.model.main_query import MainQuery
from engine.model.posts import Post

_SHARED_FOR: Final = timedelta(days=14)
_KEY: Final = re.compile(r"\d{1,18}\.\d{1,18}\.\d{1,12}", re.ASCII)


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
    if post is not None and is_shared(ctx, post):
        version = ctx.remembered("shared_preview")[post.id]
        saved = (await posts.by_ids(ctx, (version,))).get(version) if version else None
        return _with_texts(ctx, asked, post, saved) if saved and saved.parent == post.id else asked
    if not asked.has("is_preview") or not (identity and proof):
        return asked
    if post is None or identity != str(post.id) or not await is_proven(ctx, post.id, proof):
        raise Forbidden("This preview is for whoever made it.", code="invalid_preview")
    latest = await revisions.autosaves(ctx, post) if can(ctx, "edit_post", post) else ()
    return _with_texts(ctx, asked, post, latest[0]) if latest else asked


def _with_texts(ctx: Context, asked: MainQuery, post: Post, saved: Post) -> MainQuery:
    texts = replace(post, title=saved.title, content=saved.content, excerpt=saved.excerpt)
    posts.memory(ctx)[post.id] = texts
    queried = texts if asked.queried == post else asked.queried
    return replace(asked, posts=(texts, *asked.posts[1:]), queried=queried)


def editing_address(ctx: Context, asked: MainQuery) -> str:
    """Where the actor edits what a preview shows; '' for who may not, and for a page that is no preview."""
    post = asked.post
    if post is None or not asked.has("is_preview") or not can(ctx, "edit_post", post):
        return ""
    return f"{ctx.site_url}/wp-admin/post.php?post={post.id}&action=edit"


async def shared(ctx: Context, post: Post) -> str:
    """An address by which anybody sees the post as it stands now, for two weeks; '' for a type without pages.

    Where the actor has an autosave that is newer than the post, that very one is shown. Raises Forbidden unless the
    actor may edit the post.
    """
    require(ctx, "edit_post", post)
    page = await address(ctx, post, autosaved=False)
    saved = next(iter(await revisions.autosaves(ctx, post, author=ctx.actor.id)), None)
    newer = saved and saved.modified and post.modified and saved.modified > post.modified
    version = saved.id if saved and newer else 0
    expires = int((ctx.now + _SHARED_FOR).timestamp())
    key = f"{post.id}.{version}.{expires}"
    return add_query_args({"preview_key": f"{key}.{await _signature(ctx, key)}"}, page) if page else ""


async def open_shared(ctx: Context, key: str) -> None:
    """Let this request see the post that a shared address was made for; nothing for a key that is none, or too old."""
    said, _, signature = key.rpartition(".")
    if not _KEY.fullmatch(said) or not hmac.compare_digest(await _signature(ctx, said), signature):
        return
    post, version, expires = map(int, said.split("."))
    if expires >= ctx.now.timestamp():
        ctx.remembered("shared_preview")[post] = version


def is_shared(ctx: Context, post: Post) -> bool:
    """Whether this request may see the post because its address was shared."""
    return post.id in ctx.remembered("shared_preview")


async def _signature(ctx: Context, key: str) -> str:
    salt = await site_salt(ctx, "nonce")
    return hmac.new(salt.encode(), f"shared preview {key}".encode(), "sha256").hexdigest()


async def nonce(ctx: Context, post: int) -> str:
    """The proof that an address to preview a post was made for the actor."""
    return await nonces.nonce(ctx, _action(post))


async def is_proven(ctx: Context, post: int, given: str) -> bool:
    """Whether an address to preview a post was made for the actor."""
    return await nonces.is_valid(ctx, given, _action(post))


def _action(post: int) -> str:
    return f"post_preview_{post}"
