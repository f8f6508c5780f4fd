"""Posts of every type for readers: queries, single posts, who may see and change them, what hangs on them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hmac import compare_digest
from typing import Literal, cast

from engine.content.slugs import sanitize_title
from engine.domain import meta
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import NotFound
from engine.model.ids import MAX_ID
from engine.model.pages import Page
from engine.model.posts import DateRange, Post, PostQuery, TaxQuery
from engine.model.terms import Term
from engine.store import posts as store
from engine.store import relationships, revisions
from engine.store.collation import sort_key
from engine.store.revisions import Versions

# How far up ancestors are followed; a circle in the data ends here at the latest.
MAX_ANCESTORS = 100

_FORMAT_PREFIX = "post-format-"


def memory(ctx: Context) -> dict[int, Post]:
    """The posts this request has read."""
    return cast("dict[int, Post]", ctx.remembered("post"))


async def query(ctx: Context, query: PostQuery) -> Page[Post]:
    """One page of posts, remembered with their ancestors; whether each may be read is for the caller to ask.

    As in WordPress, visitors' searches leave posts with a password out, slugs are made as they are saved, and
    categories bring their children where the query says so.
    """
    if query.slugs:
        query = replace(query, slugs=tuple(sanitize_title(slug, context="query") for slug in query.slugs))
    if query.search and not ctx.actor.is_logged_in and query.password is None:
        query = replace(query, password="")
    if query.taxonomies:
        query = replace(query, taxonomies=tuple([await _with_children(ctx, one) for one in query.taxonomies]))
    found, total = await store.select(ctx.db, query)
    if query.sticky_first and query.page == 1:
        found = await _sticky_first(ctx, query, found)
    await remember(ctx, found)
    return Page(found, total)


async def _with_children(ctx: Context, one: TaxQuery) -> TaxQuery:
    taxonomy = ctx.types.taxonomies.get(one.taxonomy)
    if not (one.include_children and one.terms and taxonomy and taxonomy.hierarchical):
        return one
    return replace(one, terms=await relationships.with_descendants(ctx.db, one.taxonomy, one.terms))


async def _sticky_first(ctx: Context, query: PostQuery, found: Sequence[Post]) -> tuple[Post, ...]:
    """The sticky posts among `found`, those that are not among them, and then the rest."""
    sticky = sticky_posts(ctx)
    here = [post for post in found if post.id in sticky]
    there = sticky - {post.id for post in here} - set(query.exclude)
    fetched: Sequence[Post] = ()
    if there:
        wanted = PostQuery(types=query.types, include=tuple(there), per_page=-1, count=False)
        fetched, _ = await store.select(ctx.db, wanted)
    return (*here, *fetched, *(post for post in found if post.id not in sticky))


async def by_ids(ctx: Context, ids: Iterable[int]) -> dict[int, Post]:
    """These posts, where they exist, remembered with their ancestors."""
    wanted = [identity for identity in dict.fromkeys(ids) if 0 < identity <= MAX_ID]
    await _read(ctx, wanted)
    known = memory(ctx)
    found = {identity: known[identity] for identity in wanted if identity in known}
    await remember(ctx, found.values())
    return found


async def get(ctx: Context, identity: int, *, types: Sequence[str] = ()) -> Post:
    """A post, remembered with its ancestors; raises NotFound if there is none, or none of these types."""
    post = (await by_ids(ctx, (identity,))).get(identity)
    if post is None or (types and post.type not in types):
        raise NotFound("There is no such post.", code="rest_post_invalid_id")
    return post


async def remember(ctx: Context, posts: Iterable[Post]) -> None:
    """Keep posts for this request with what questions of capability and addresses need: ancestors, former statuses."""
    known = memory(ctx)
    fresh = {post.id: post for post in posts}
    known.update(fresh)
    parents = {post.parent for post in fresh.values()}
    for _ in range(MAX_ANCESTORS):
        parents = {known[parent].parent for parent in await _read(ctx, parents)}
        if not parents:
            break
    await _remember_former_statuses(ctx)


async def _read(ctx: Context, ids: Iterable[int]) -> list[int]:
    """Read those that this request has not read yet; answers which these were."""
    known = memory(ctx)
    missing = [identity for identity in ids if identity and identity not in known]
    found = await store.by_ids(ctx.db, missing)
    known.update(found)
    return list(found)


async def _remember_former_statuses(ctx: Context) -> None:
    known = ctx.remembered("trashed_status")
    ids = [post.id for post in memory(ctx).values() if post.status == "trash" and post.id not in known]
    await meta.remember(ctx, "post", ids)
    known.update({one: meta.value(ctx, "post", one, "_wp_trash_meta_status") or "draft" for one in ids})


# Who may see and change.


def is_readable(ctx: Context, post: Post) -> bool:
    """Whether the actor may read a post; whoever may read a parent may read what is attached to it."""
    for_everybody = _is_for_everybody(ctx, post)
    if (for_everybody and post.status == "publish") or can(ctx, "read_post", post):
        return True
    if not for_everybody:
        return False
    status = ctx.types.statuses.get(post.status)
    if status and status.public:
        return True
    if post.status != "inherit":
        return False
    parent = memory(ctx).get(post.parent)
    return parent is None or parent.id == post.id or is_readable(ctx, parent)


def _is_for_everybody(ctx: Context, post: Post) -> bool:
    """Whether posts of its type need no right to be read once they are public; patterns are for who edits."""
    kind = ctx.types.post_types.get(post.type)
    return kind is None or kind.capabilities["read"] == "read"


def is_locked(ctx: Context, post: Post) -> bool:
    """Whether a password keeps the content from the actor."""
    return bool(post.password) and post.id not in ctx.remembered("unlocked")


def unlock(ctx: Context, post: Post, password: str) -> bool:
    """Try a password on a post; the right one opens it for the rest of this request."""
    if not compare_digest(post.password.encode(), password.encode()):
        return False
    ctx.remembered("unlocked")[post.id] = True
    return True


# What hangs on a post.


async def remember_terms(ctx: Context, posts: Iterable[Post]) -> None:
    """Read the terms of these posts in all their taxonomies, unless this request has."""
    known = ctx.remembered("post_terms")
    missing = {post.id: post.type for post in posts if post.id not in known}
    taxonomies = {one.name: None for kind in set(missing.values()) for one in ctx.types.taxonomies_of(kind)}
    if missing:
        found = await relationships.of_objects(ctx.db, missing, tuple(taxonomies))
        for identity, its in found.items():
            keep_terms(ctx, identity, its)


def keep_terms(ctx: Context, identity: int, its: Iterable[Term]) -> None:
    """Let this request know that a post has these terms and no others."""
    by_taxonomy: dict[str, list[Term]] = {}
    for term in its:
        by_taxonomy.setdefault(term.taxonomy, []).append(term)
    ctx.remembered("post_terms")[identity] = {name: tuple(listed) for name, listed in by_taxonomy.items()}


def every_term(ctx: Context, post: Post) -> tuple[Term, ...]:
    """The terms of a post in all its taxonomies, by name; see `remember_terms`."""
    its = ctx.remembered("post_terms").get(post.id, {})
    return tuple(sorted((term for one in its.values() for term in one), key=lambda term: sort_key(term.name)))


def terms(ctx: Context, post: Post, taxonomy: str) -> tuple[Term, ...]:
    """The terms of a post in a taxonomy, by name; see `remember_terms`."""
    return cast("tuple[Term, ...]", ctx.remembered("post_terms").get(post.id, {}).get(taxonomy, ()))


async def remember_versions(ctx: Context, posts: Iterable[Post]) -> None:
    """Count the revisions of these posts, unless this request has."""
    known = ctx.remembered("versions")
    missing = [post.id for post in posts if post.id not in known]
    found = await revisions.versions(ctx.db, missing)
    known.update({identity: found.get(identity, revisions.NONE) for identity in missing})


def versions(ctx: Context, post: Post) -> Versions:
    """How many revisions a post has, and its latest; see `remember_versions`."""
    return cast("Versions", ctx.remembered("versions").get(post.id, revisions.NONE))


async def remember_meta(ctx: Context, posts: Iterable[Post]) -> None:
    """Read the meta of these posts, unless this request has."""
    await meta.remember(ctx, "post", [post.id for post in posts])


async def remember_thumbnails(ctx: Context, posts: Iterable[Post]) -> None:
    """Read meta of these posts, and the attachments that are their featured media."""
    posts = list(posts)
    await remember_meta(ctx, posts)
    await by_ids(ctx, [featured_media(ctx, post) for post in posts])


def featured_media(ctx: Context, post: Post) -> int:
    """The id of the attachment that stands for a post, 0 for none; needs its meta."""
    value = meta.value(ctx, "post", post.id, "_thumbnail_id").strip()
    return int(value) if value.isdecimal() and value.isascii() else 0


def template(ctx: Context, post: Post) -> str:
    """The template an author chose, '' for the usual one; needs its meta."""
    name = meta.value(ctx, "post", post.id, "_wp_page_template")
    return "" if name == "default" else name


def post_format(ctx: Context, post: Post) -> str:
    """The post's format without its prefix, ``standard`` for none; needs its terms."""
    kind = ctx.types.post_types.get(post.type)
    if kind and kind.supports_feature("post-formats"):
        for term in terms(ctx, post, "post_format"):
            return term.slug.removeprefix(_FORMAT_PREFIX)
    return "standard"


def sticky_list(ctx: Context) -> list[int]:
    """The ids of all sticky posts, in the order in which they became so."""
    known = ctx.remembered("sticky")
    if "ids" not in known:
        stored = ctx.options.data("sticky_posts")
        values = stored.values() if isinstance(stored, dict) else stored if isinstance(stored, list) else ()
        known["ids"] = [int(one) for one in values if str(one).isdecimal()]
    return cast("list[int]", known["ids"])


def sticky_posts(ctx: Context) -> frozenset[int]:
    """The ids of all sticky posts."""
    return frozenset(sticky_list(ctx))


def is_sticky(ctx: Context, post: Post) -> bool:
    """Whether a post stays in front of the home page."""
    return post.id in sticky_posts(ctx)


async def around(ctx: Context, post: Post) -> tuple[Post | None, Post | None]:
    """The published posts of the same type before and after one in time, remembered."""
    before, after = await store.around(ctx.db, post)
    await remember(ctx, [one for one in (before, after) if one])
    return before, after


async def adjacent(ctx: Context, post: Post, *, previous: bool, taxonomy: str = "") -> Post | None:
    """The published post of the same type before or after one in time; with a taxonomy, one that shares a term of it."""
    if post.date is None:
        return None
    shared: tuple[TaxQuery, ...] = ()
    if taxonomy:
        await remember_terms(ctx, [post])
        shared = (
            TaxQuery(
                taxonomy,
                tuple(term.id for term in terms(ctx, post, taxonomy)) or (0,),
                include_children=False,
            ),
        )
    bound = DateRange(before=post.date) if previous else DateRange(after=post.date)
    order: Literal["asc", "desc"] = "desc" if previous else "asc"
    found = await query(
        ctx,
        PostQuery(
            types=(post.type,), dates=(bound,), taxonomies=shared, order=order, per_page=1, count=False
        ),
    )
    return found.items[0] if found.items else None
