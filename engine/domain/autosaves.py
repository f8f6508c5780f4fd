"""Texts saved while somebody writes: beside the post, one autosave for each person, or in an own draft itself."""

from dataclasses import replace

from engine.content.whitespace import normalize_whitespace
from engine.domain import drafts, hooks, locks, meta, post_rights, posts, publishing, revisions
from engine.domain.context import Context
from engine.model.posts import Post, PostDraft
from engine.store import post_writing as store

_DRAFTS = frozenset({"draft", "auto-draft"})


async def save(ctx: Context, post: Post, said: PostDraft) -> Post:
    """Keep what somebody has written so far; answers the autosave, or the post where that is their own draft.

    A draft that another person is editing right now is left alone. Raises Forbidden as `publishing.update` does.
    """
    post_rights.require_edit(ctx, post)
    own = post.status in _DRAFTS and post.author == ctx.actor.id
    if own and not await locks.holder(ctx, post):
        bare = replace(said, terms={}, meta={}, sticky=None, format=None, template=None, featured_media=None)
        return await publishing.update(ctx, post, bare, in_history=False)
    return await _aside(ctx, post, said)


async def _aside(ctx: Context, post: Post, said: PostDraft) -> Post:
    before = next(iter(await revisions.autosaves(ctx, post, author=ctx.actor.id)), None)
    kept = {key: said.meta[key] for key in ctx.types.revisioned_keys_of(post.type) if key in said.meta}
    if before and not _says_more(said, post) and not await _has_other_meta(ctx, post, said):
        return before
    base = before or _blank(ctx, post)
    texts = PostDraft(
        revisions.TYPE, said.title, said.content, said.excerpt, date=ctx.now_local, date_gmt=ctx.now_gmt
    )
    made = await drafts.resolved(ctx, ctx.types.post_types[revisions.TYPE], base, texts)
    await ctx.hooks.do(hooks.wp_creating_autosave, made, before is not None)
    saved = await store.save(ctx.db, revisions.saving(ctx, made, kept))
    posts.memory(ctx)[saved.id] = saved
    for memory in ("post_meta", "versions"):
        for identity in (saved.id, post.id):
            ctx.remembered(memory).pop(identity, None)
    return saved


def _blank(ctx: Context, post: Post) -> Post:
    blank = drafts.blank(ctx, ctx.types.post_types[revisions.TYPE])
    return replace(
        blank,
        status=revisions.STATUS,
        name=revisions.autosave_name(post.id),
        parent=post.id,
        ping_status="closed",
    )


def _says_more(said: PostDraft, post: Post) -> bool:
    """Whether one of the texts that were sent differs from the post's, white space aside."""
    pairs = ((said.title, post.title), (said.content, post.content), (said.excerpt, post.excerpt))
    return any(
        new is not None and normalize_whitespace(new) != normalize_whitespace(old) for new, old in pairs
    )


async def _has_other_meta(ctx: Context, post: Post, said: PostDraft) -> bool:
    if not said.meta:
        return False
    await meta.remember(ctx, "post", (post.id,))
    stored = meta.of(ctx, "post", post.id)
    keys = ctx.types.revisioned_keys_of(post.type)
    return any(tuple(said.meta.get(key, ("",))) != tuple(stored.get(key, ("",))) for key in keys)
