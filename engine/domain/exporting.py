"""Reading a whole site for an export, some hundred posts at a time."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Final

from engine.domain import comments, meta, permalinks, posts, terms, users
from engine.domain.capabilities import require
from engine.domain.context import Context
from engine.model.comments import Comment, CommentQuery
from engine.model.errors import Invalid
from engine.model.posts import DateRange, Post, PostQuery, TaxQuery
from engine.model.terms import Term, TermQuery
from engine.model.transfer import ExportFilter
from engine.model.users import User
from engine.store import exporting as store

BATCH: Final = 200

# The types that an export does not have: what only the running of the site needs.
_KEPT: Final = frozenset({"revision", "customize_changeset", "oembed_cache", "user_request"})
_ANY_STATUS: Final = ("0", "1", "trash", "post-trashed")


@dataclass(frozen=True, slots=True)
class ExportedPost:
    """A post with all that hangs on it."""

    post: Post
    terms: tuple[Term, ...]
    meta: tuple[tuple[str, str], ...]
    comments: tuple[Comment, ...]


def question(ctx: Context, wanted: ExportFilter) -> PostQuery:
    """The posts that an export has; raises Invalid for a type that is not exported.

    As in WordPress status counts for posts and pages alone, category for posts, author and dates for these and
    attachments.
    """
    require(ctx, "export")
    if wanted.type and (wanted.type not in ctx.types.post_types or wanted.type in _KEPT):
        raise Invalid("There is no type %s to export.", values=(wanted.type,), code="invalid_post_type")
    kinds = (wanted.type,) if wanted.type else tuple(one for one in ctx.types.post_types if one not in _KEPT)
    statuses = tuple(one for one in ctx.types.statuses if one != "auto-draft")
    dated = wanted.type in {"post", "page", "attachment"}
    since = (DateRange(after=wanted.since, inclusive=True),) if dated and wanted.since else ()
    until = (DateRange(before=wanted.until),) if dated and wanted.until else ()
    filed = wanted.type == "post" and wanted.category
    return PostQuery(
        types=kinds,
        statuses=(wanted.status,) if wanted.status and wanted.type in {"post", "page"} else statuses,
        authors=(wanted.author,) if dated and wanted.author else (),
        taxonomies=(TaxQuery("category", (wanted.category,), include_children=False),) if filed else (),
        dates=(*since, *until),
        orderby="id",
        order="asc",
        per_page=BATCH,
        count=False,
    )


async def authors(ctx: Context, asked: PostQuery) -> list[User]:
    """Who wrote what is exported, by id."""
    found = await users.by_ids(ctx, await store.authors(ctx.db, asked))
    await users.remember_meta(ctx, found.values())
    return [found[one] for one in sorted(found)]


async def all_terms(ctx: Context, taxonomies: Iterable[str]) -> list[Term]:
    """The terms of these taxonomies, none before its parent."""
    names = tuple(taxonomies)
    if not names:
        return []
    query = TermQuery(names, orderby="id", per_page=0, count=False)
    waiting = list((await terms.query(ctx, query)).items)
    ordered: dict[int, Term] = {}
    known = {term.id for term in waiting}
    while waiting:
        ready = [one for one in waiting if one.parent in ordered or one.parent not in known]
        # A circle of parents ends somewhere.
        ordered |= {one.id: one for one in ready or waiting}
        waiting = [one for one in waiting if one.id not in ordered]
    return list(ordered.values())


async def batches(ctx: Context, asked: PostQuery) -> AsyncIterator[list[ExportedPost]]:
    """All posts in the order of their ids; each batch is forgotten before the next one is read."""
    after = 0
    while True:
        fresh = ctx.acting_as(ctx.actor)
        found = await store.page(ctx.db, asked, after=after, limit=BATCH)
        if not found:
            return
        yield await _complete(fresh, list(found))
        after = found[-1].id


async def _complete(ctx: Context, found: list[Post]) -> list[ExportedPost]:
    await posts.remember(ctx, found)
    await posts.remember_terms(ctx, found)
    await posts.remember_meta(ctx, found)
    await permalinks.remember(ctx, found)
    await users.remember(ctx, [post.author for post in found])
    said = await _comments(ctx, [post.id for post in found])
    return [
        ExportedPost(
            post,
            posts.every_term(ctx, post),
            tuple((key, value) for key, values in meta.of(ctx, "post", post.id).items() for value in values),
            said.get(post.id, ()),
        )
        for post in found
    ]


async def _comments(ctx: Context, ids: list[int]) -> dict[int, tuple[Comment, ...]]:
    """The comments of posts, spam left out; their meta is remembered."""
    query = CommentQuery(
        posts=tuple(ids),
        statuses=_ANY_STATUS,
        types_exclude=(),
        orderby="id",
        order="asc",
        per_page=-1,
        count=False,
    )
    found: dict[int, list[Comment]] = {}
    for one in (await comments.query(ctx, query)).items:
        found.setdefault(one.post, []).append(one)
    await meta.remember(ctx, "comment", [one.id for its in found.values() for one in its])
    return {post: tuple(its) for post, its in found.items()}
