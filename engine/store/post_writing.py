"""Writing wp_posts with what hangs on its rows: each post in one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from pypika_tortoise.queries import QueryBuilder

from engine.model.posts import Post
from engine.store import dates, tables
from engine.store import terms as term_store
from engine.store.connection import Database
from engine.store.posts import COLUMN
from engine.store.statements import Shape

# Statuses in which a post counts for its terms, as far as it does at all.
_COUNTED = frozenset({"publish", "inherit"})

_DATES = ("post_date", "post_date_gmt", "post_modified", "post_modified_gmt")

# Post meta by key: the values it shall have, none to take the key away.
MetaChanges = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Saving:
    """A post to write, new where its id is 0, and what changes with it.

    `finish` completes a new post once its id is known, which is also the value of the keys of meta in `own_id_in`. `terms` gives whole taxonomies their term ids; `recount`
    names taxonomies whose terms have to be counted anew because the post is public now, or is no longer. `besides`
    are other posts that are written in the same breath, such as the revision that keeps what this one was.
    """

    post: Post
    finish: Callable[[Post], Post] = lambda post: post
    meta: MetaChanges = field(default_factory=dict)
    own_id_in: tuple[str, ...] = ()
    terms: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    recount: tuple[str, ...] = ()
    besides: tuple["Saving", ...] = ()


async def save(db: Database, saving: Saving) -> Post:
    """Write everything or nothing; answers the post as it is stored."""

    async def work() -> Post:
        for other in saving.besides:
            await _save(db, other)
        return await _save(db, saving)

    return await db.together(work)


async def publish(db: Database, post: Post, *, recount: tuple[str, ...]) -> bool:
    """Publish a scheduled post whose date is still this one; False where it is no longer waiting."""

    async def work() -> bool:
        waiting = tables.Posts.filter(id=post.id, status="future", date_gmt=post.date_gmt)
        if not await waiting.update(status="publish"):
            return False
        await term_store.recount(db, sorted(await _places(post.id, recount)))
        return True

    return await db.atomically(work)


async def _save(db: Database, saving: Saving) -> Post:
    post = await _write_row(db, saving)
    own = dict.fromkeys(saving.own_id_in, (str(post.id),))
    await _write_meta(db, post.id, {**saving.meta, **own}, fresh=not saving.post.id)
    changed = await _write_terms(db, post.id, saving.terms, fresh=not saving.post.id)
    if not saving.post.id and post.status == "publish":
        term_store.count_up(db, sorted(changed))
        return post
    if saving.recount and saving.post.id:
        changed |= await _places(post.id, saving.recount)
    if post.status in _COUNTED or saving.recount:
        await term_store.recount(db, sorted(changed))
    return post


async def _write_row(db: Database, saving: Saving) -> Post:
    if saving.post.id:
        changes = _columns(saving.post)
        del changes["comment_count"]  # others may have commented since the post was read
        await tables.Posts.filter(id=saving.post.id).update(**changes)
        return saving.post
    post = await _insert(db, saving.post)
    finished = saving.finish(post)
    if finished != post:
        changes = {name: value for name, value in _columns(finished).items() if value != getattr(post, name)}
        await tables.Posts.filter(id=post.id).update(**changes)
    return finished


def _columns(post: Post) -> dict[str, Any]:
    return {one.name: getattr(post, one.name) for one in fields(post) if one.name != "id"}


async def _insert(db: Database, post: Post) -> Post:
    row = {COLUMN[name]: value for name, value in _columns(post).items()}
    row |= {column: dates.write(row[column]) for column in _DATES}
    return replace(post, id=await db.add("posts", row, key=COLUMN["id"]))


async def _write_meta(db: Database, identity: int, changes: MetaChanges, *, fresh: bool) -> None:
    """Give keys these values; those of a `fresh` post have none that would have to go."""
    for key, values in changes.items():
        if not fresh:
            rows = tables.PostMeta.filter(object=identity, key=key)
            if len(values) == 1 and await rows.update(value=values[0]):
                continue
            await rows.delete()
        for value in values:
            row = {"post_id": identity, "meta_key": key, "meta_value": value}
            await db.add("postmeta", row, key="meta_id")


async def _write_terms(
    db: Database, identity: int, wanted: Mapping[str, tuple[int, ...]], *, fresh: bool
) -> set[int]:
    """Give a post exactly these terms of these taxonomies; answers the places that gained or lost it."""
    if not wanted:
        return set()
    terms = tuple(term for terms in wanted.values() for term in terms) or (0,)
    given = await db.fetch(_given, taxonomies=tuple(wanted), terms=terms)
    places = {place for place, term, taxonomy in given if term in wanted[taxonomy]}
    present = set() if fresh else await _places(identity, tuple(wanted))
    if present - places:
        gone = tables.TermRelationships.filter(object=identity, term_taxonomy__in=list(present - places))
        await gone.delete()
    fresh_places = tuple(sorted(places - present))
    if fresh_places:
        await db.change(_relate, len(fresh_places), object=identity, places=fresh_places, order=0)
    return places ^ present


def _given(shape: Shape) -> QueryBuilder:
    places = shape.table("term_taxonomy")
    query = shape.query.from_(places).select(places.term_taxonomy_id, places.term_id, places.taxonomy)
    query = query.where(places.taxonomy.isin(shape.many("taxonomies")))
    return query.where(places.term_id.isin(shape.many("terms")))


def _relate(shape: Shape, count: int) -> QueryBuilder:
    query = shape.query.into(shape.table("term_relationships"))
    query = query.columns("object_id", "term_taxonomy_id", "term_order")
    rows = [(shape.one("object"), place, shape.one("order")) for place in shape.many("places")[:count]]
    return query.insert(*rows)


async def _places(identity: int, taxonomies: tuple[str, ...]) -> set[int]:
    """The term_taxonomy_ids that an object has in these taxonomies."""
    having = [relation.term_taxonomy for relation in await tables.TermRelationships.filter(object=identity)]
    if not having:
        return set()
    places = tables.TermTaxonomy.filter(id__in=having, taxonomy__in=list(taxonomies))
    return {place.id for place in await places}


async def attach(db: Database, ids: Sequence[int], parent: int) -> None:
    """Give posts a parent, and nothing else."""
    if ids:

        async def work() -> None:
            await tables.Posts.filter(id__in=list(ids)).update(parent=parent)

        await db.atomically(work)


async def add_pinged(db: Database, identity: int, url: str) -> None:
    """Note that a page was told of a post; it is not to be told any more."""

    async def work() -> None:
        found = (
            await tables.Posts.filter(id=identity).select_for_update().only("id", "pinged", "to_ping").first()
        )
        if found is None:
            return
        told = [*dict.fromkeys([*found.pinged.split(), url])]
        left = [one for one in found.to_ping.split() if one != url]
        await tables.Posts.filter(id=identity).update(pinged="\n".join(told), to_ping="\n".join(left))

    await db.atomically(work)


async def marked(_db: Database, keys: Sequence[str]) -> list[int]:
    """The posts that have one of these keys of meta."""
    rows = await tables.PostMeta.filter(key__in=list(keys)).only("id", "object")
    return list(dict.fromkeys(row.object for row in rows))


async def delete(db: Database, post: Post, *, hierarchical: bool) -> tuple[int, ...]:
    """Remove a post with its revisions, meta, terms and comments; answers the ids that are gone.

    Children of a hierarchical type go to its parent, and so do attachments; who had an attachment as featured
    media has none then.
    """

    async def work() -> tuple[int, ...]:
        revisions = [row.id for row in await tables.Posts.filter(parent=post.id, type="revision")]
        gone = (post.id, *revisions)
        await _hand_up(post, hierarchical=hierarchical)
        await _delete_comments(gone)
        related = tables.TermRelationships.filter(object__in=list(gone))
        places = {relation.term_taxonomy for relation in await related}
        await related.delete()
        await tables.PostMeta.filter(object__in=list(gone)).delete()
        if post.type == "attachment":
            await tables.PostMeta.filter(key="_thumbnail_id", value=str(post.id)).delete()
        await tables.Posts.filter(id__in=list(gone)).delete()
        await term_store.recount(db, sorted(places))
        return gone

    return await db.atomically(work)


async def _hand_up(post: Post, *, hierarchical: bool) -> None:
    types = ["attachment", post.type] if hierarchical else ["attachment"]
    await tables.Posts.filter(parent=post.id, type__in=types).update(parent=post.parent)


async def _delete_comments(posts: Iterable[int]) -> None:
    comments = [row.id for row in await tables.Comments.filter(post__in=list(posts)).only("id")]
    if comments:
        await tables.CommentMeta.filter(object__in=comments).delete()
        await tables.Comments.filter(id__in=comments).delete()
