"""What posts were: revisions, and what was saved on the way (autosaves); both are rows of wp_posts beside the post."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.content.whitespace import normalize_whitespace
from engine.domain import meta, permalinks, posts
from engine.domain.context import Context
from engine.model.pages import Page
from engine.model.posts import Post, PostQuery
from engine.model.types import PostType
from engine.store import revisions
from engine.store.post_writing import Saving

TYPE = "revision"
STATUS = "inherit"

Meta = Mapping[str, Sequence[str]]


def is_autosave(post: Post) -> bool:
    """Whether a post is what somebody's autosave holds of another (wp_is_post_autosave)."""
    return post.type == TYPE and post.name == autosave_name(post.parent)


def autosave_name(post: int) -> str:
    """The slug of a post's autosaves."""
    return f"{post}-autosave-v1"


async def query(ctx: Context, parent: Post, asked: PostQuery) -> Page[Post]:
    """Revisions of a post, autosaves among them, as `asked` orders and narrows them."""
    asked = replace(asked, types=(TYPE,), statuses=(STATUS,), parents=(parent.id,))
    return await posts.query(ctx, asked)


async def autosaves(ctx: Context, parent: Post, *, author: int = 0) -> tuple[Post, ...]:
    """The autosaves of a post, or those of one author, the latest first."""
    asked = PostQuery(
        slugs=(autosave_name(parent.id),), authors=(author,) if author else (), per_page=-1, count=False
    )
    return (await query(ctx, parent, asked)).items


async def newer_autosave(ctx: Context, post: Post) -> Post | None:
    """What somebody's browser saved of a post after the post itself, which its editor is told of."""
    for saved in await autosaves(ctx, post):
        if saved.modified_gmt and post.modified_gmt and saved.modified_gmt > post.modified_gmt:
            return saved
    return None


async def get(ctx: Context, identity: int) -> Post:
    """A revision, remembered with its post; raises NotFound."""
    return await posts.get(ctx, identity, types=(TYPE,))


async def of(ctx: Context, kind: PostType, post: Post, changes: Meta) -> tuple[Saving, ...]:
    """What the history keeps of a post as it is now; nothing if the latest revision says the same.

    `changes` is the meta that is written with the post; what is known of its meta has to be remembered.
    """
    if not kind.supports_feature("revisions") or post.status == "auto-draft":
        return ()
    keys = ctx.types.revisioned_keys_of(kind.name)
    stored = meta.of(ctx, "post", post.id)
    kept = {key: tuple(changes.get(key, stored.get(key, ()))) for key in keys}
    latest = await revisions.latest(ctx.db, post.id)
    if latest and texts(latest) == texts(post) and await _kept(ctx, latest, keys) == kept:
        return ()
    revision = replace(
        post, id=0, author=ctx.actor.id, date=post.modified, date_gmt=post.modified_gmt, status=STATUS,
        comment_status="closed", ping_status="closed", password="", name=f"{post.id}-revision-v1", parent=post.id,
        guid="", menu_order=0, type=TYPE, comment_count=0, to_ping="", pinged="", content_filtered="",
    )  # fmt: skip
    return (saving(ctx, revision, {key: values for key, values in kept.items() if values}),)


async def _kept(ctx: Context, revision: Post, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    if not keys:
        return {}
    await meta.remember(ctx, "post", (revision.id,))
    stored = meta.of(ctx, "post", revision.id)
    return {key: tuple(stored.get(key, ())) for key in keys}


def saving(ctx: Context, revision: Post, changes: Meta) -> Saving:
    """How a revision is written, with its address at birth."""
    return Saving(
        revision, finish=lambda saved: replace(saved, guid=permalinks.of_post(ctx, saved)), meta=changes
    )


def texts(post: Post) -> tuple[str, ...]:
    """What a revision keeps, without differences in white space."""
    return tuple(normalize_whitespace(text) for text in (post.title, post.content, post.excerpt))
