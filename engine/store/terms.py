"""Queries of terms: wp_terms and wp_term_taxonomy as one thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pypika_tortoise.functions import Count
from pypika_tortoise.queries import QueryBuilder, Table

from engine.model.ids import MAX_ID
from engine.model.pages import first_of
from engine.model.terms import Term, TermDraft, TermQuery
from engine.store import tables
from engine.store.collation import sort_key
from engine.store.connection import Database
from engine.store.orders import ByColumn, ByPosition, ordered
from engine.store.statements import Dialect, Row, Shape

_ORDERS = {
    "name": ("terms", "name"),
    "slug": ("terms", "slug"),
    "id": ("terms", "term_id"),
    "term_group": ("terms", "term_group"),
    "description": ("term_taxonomy", "description"),
    "parent": ("term_taxonomy", "parent"),
    "count": ("term_taxonomy", "count"),
}
# Orders that follow a list of values: what a row has of it.
_LISTED = {"include": "term_id", "include_slugs": "slug"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """The shape of a question for terms: which of its parts are there."""

    include: bool
    exclude: bool
    slugs: bool
    names: bool
    parent: bool
    objects: bool
    search: bool
    used: bool
    beyond: bool
    order: str = ""
    descending: bool = False
    paged: bool = False


def _asked(query: TermQuery, *, paged: bool) -> _Asked:
    return _Asked(
        include=bool(query.include),
        exclude=bool(query.exclude) and not query.include,
        slugs=bool(query.slugs),
        names=bool(query.names),
        parent=query.parent is not None,
        objects=query.post is not None,
        search=bool(query.search),
        used=query.hide_empty or query.used,
        beyond=query.beyond is not None,
        order=query.orderby,
        descending=query.order == "desc",
        paged=paged,
    )


def _joined(shape: Shape) -> tuple[QueryBuilder, Table, Table]:
    terms, places = shape.table("terms"), shape.table("term_taxonomy")
    query = shape.query.from_(terms).join(places).on(places.term_id == terms.term_id)
    return query, terms, places


def _chosen(shape: Shape, query: QueryBuilder, asked: _Asked, terms: Table, places: Table) -> QueryBuilder:
    query = query.where(places.taxonomy.isin(shape.many("taxonomies")))
    if asked.include:
        query = query.where(terms.term_id.isin(shape.many("include")))
    if asked.exclude:
        query = query.where(terms.term_id.notin(shape.many("exclude")))
    if asked.slugs:
        query = query.where(terms.slug.isin(shape.many("slugs")))
    if asked.names:
        query = query.where(terms.name.isin(shape.many("names")))
    if asked.parent:
        query = query.where(places.parent == shape.one("parent"))
    if asked.used:
        query = query.where(places["count"] > 0)
    if asked.beyond:
        passed = shape.one("beyond")
        query = query.where(terms.term_id < passed if asked.descending else terms.term_id > passed)
    if asked.search:
        query = query.where(shape.like(terms.name, "search") | shape.like(terms.slug, "search"))
    if asked.objects:
        relations = shape.table("term_relationships")
        of_object = shape.query.from_(relations).select(relations.term_taxonomy_id)
        of_object = of_object.where(relations.object_id == shape.one("object"))
        query = query.where(places.term_taxonomy_id.isin(of_object))
    return query


def _ordered(shape: Shape, query: QueryBuilder, asked: _Asked, terms: Table, places: Table) -> QueryBuilder:
    if asked.order in _LISTED:
        listed = ByPosition(_LISTED[asked.order], "listed", asked.descending)
        query = ordered(query, (listed,), shape, terms)
    else:
        table, name = _ORDERS.get(asked.order, _ORDERS["name"])
        column = ByColumn(name, asked.descending)
        query = ordered(query, (column,), shape, terms if table == "terms" else places)
    return query.orderby(terms.term_id)


def _page(shape: Shape, asked: _Asked) -> QueryBuilder:
    query, terms, places = _joined(shape)
    query = query.select(
        terms.term_id, places.term_taxonomy_id, terms.name, terms.slug, terms.term_group, places.taxonomy,
        places.description, places.parent, places["count"],
    )  # fmt: skip
    query = _ordered(shape, _chosen(shape, query, asked, terms, places), asked, terms, places)
    return query.limit(shape.one("limit")).offset(shape.one("start")) if asked.paged else query


def _total(shape: Shape, asked: _Asked) -> QueryBuilder:
    query, terms, places = _joined(shape)
    return _chosen(shape, query.select(Count("*")), asked, terms, places)


def _values(db: Database, query: TermQuery, asked: _Asked) -> dict[str, object]:
    values: dict[str, object] = {"taxonomies": query.taxonomies}
    if asked.include:
        values["include"] = query.include
    if asked.exclude:
        values["exclude"] = query.exclude
    if asked.slugs:
        values["slugs"] = query.slugs
    if asked.names:
        values["names"] = query.names
    if asked.parent:
        values["parent"] = query.parent
    if asked.search:
        values["search"] = db.contains(query.search)
    if asked.beyond:
        values["beyond"] = query.beyond
    if asked.objects:
        values["object"] = query.post
    return values


async def select(db: Database, query: TermQuery) -> tuple[tuple[Term, ...], int]:
    """The terms of one page, and how many there are on all; with `per_page` of 0 every term.

    `child_of` and the keeping of empty parents are the domain's: they need the whole tree.
    """
    if (query.orderby == "include" and not query.include) or (
        query.orderby == "include_slugs" and not query.slugs
    ):
        query = replace(query, orderby="name")
    start = first_of(query.page, query.per_page, query.offset)
    asked = _asked(query, paged=bool(query.per_page))
    values = _values(db, query, asked)
    if asked.order in _LISTED:
        values["listed"] = query.include if asked.order == "include" else query.slugs
    if asked.paged:
        values |= {"limit": query.per_page, "start": start}
    terms = await db.read(_term, _page, asked, **values)
    if not query.count or not asked.paged:
        return terms, len(terms)
    if (terms or not start) and len(terms) < query.per_page:
        return terms, start + len(terms)
    return terms, await _count(db, query)


async def _count(db: Database, query: TermQuery) -> int:
    asked = _asked(query, paged=False)
    return int((await db.fetch(_total, asked, **_values(db, query, asked)))[0][0])


def _term(row: Row) -> Term:
    return Term(*row)


def _of_ids(shape: Shape) -> QueryBuilder:
    query, terms, places = _joined(shape)
    return query.select(
        terms.term_id, places.term_taxonomy_id, terms.name, terms.slug, terms.term_group, places.taxonomy,
        places.description, places.parent, places["count"],
    ).where(terms.term_id.isin(shape.many("ids")))  # fmt: skip


async def by_ids(db: Database, ids: Iterable[int]) -> list[Term]:
    """These terms, in every taxonomy that has them."""
    wanted = tuple(one for one in dict.fromkeys(ids) if 0 < one <= MAX_ID)
    return list(await db.read(_term, _of_ids, ids=wanted)) if wanted else []


async def by_slugs(db: Database, taxonomy: str, slugs: Iterable[str]) -> dict[str, Term]:
    """Terms by the slugs they were asked for, which the database compares without case and accents."""
    wanted = tuple(dict.fromkeys(slugs))
    if not wanted:
        return {}
    query = TermQuery((taxonomy,), slugs=wanted, orderby="id", order="desc", per_page=0, count=False)
    found = {sort_key(term.slug): term for term in (await select(db, query))[0]}
    return {slug: found[sort_key(slug)] for slug in wanted if sort_key(slug) in found}


async def insert(db: Database, taxonomy: str, draft: TermDraft, *, slug: str) -> Term:
    """Add a term; its taxonomy, slug and name are as the caller made sure."""

    async def work() -> Term:
        row = await tables.Terms.create(name=draft.name or "", slug=slug, group=0)
        place = await tables.TermTaxonomy.create(
            term=row.id,
            taxonomy=taxonomy,
            description=draft.description or "",
            parent=draft.parent or 0,
            count=0,
        )
        return Term(row.id, place.id, row.name, row.slug, 0, taxonomy, place.description, place.parent, 0)

    return await db.atomically(work)


async def update(db: Database, term: Term) -> None:
    """Write a term as it is now."""

    async def work() -> None:
        await tables.Terms.filter(id=term.id).update(name=term.name, slug=term.slug)
        await tables.TermTaxonomy.filter(id=term.taxonomy_id).update(
            description=term.description, parent=term.parent
        )

    await db.atomically(work)


async def delete(db: Database, term: Term, *, objects_to: Term | None) -> tuple[int, ...]:
    """Remove a term, its relationships and its meta; children go to its parent.

    Objects that are left without any term of the taxonomy get `objects_to`. Returns the objects that had it.
    """

    async def work() -> tuple[int, ...]:
        relations = tables.TermRelationships.filter(term_taxonomy=term.taxonomy_id)
        had = tuple(int(one.object) for one in await relations)
        await tables.TermRelationships.filter(term_taxonomy=term.taxonomy_id).delete()
        if objects_to and had:
            await _give(db, had, objects_to)
        await tables.TermTaxonomy.filter(taxonomy=term.taxonomy, parent=term.id).update(parent=term.parent)
        await tables.TermTaxonomy.filter(id=term.taxonomy_id).delete()
        if not await tables.TermTaxonomy.filter(term=term.id).exists():
            await tables.TermMeta.filter(object=term.id).delete()
            await tables.Terms.filter(id=term.id).delete()
        return had

    return await db.atomically(work)


async def _give(db: Database, objects: Sequence[int], term: Term) -> None:
    """Give a term to those of the objects that have none of its taxonomy, and count it anew."""
    places = [place.id for place in await tables.TermTaxonomy.filter(taxonomy=term.taxonomy)]
    relations = tables.TermRelationships.filter(object__in=list(objects), term_taxonomy__in=places)
    having = {one.object for one in await relations}
    bare = [one for one in objects if one not in having]
    await tables.TermRelationships.bulk_create(
        [tables.TermRelationships(object=one, term_taxonomy=term.taxonomy_id, order=0) for one in bare]
    )
    await recount(db, (term.taxonomy_id,))


def _uses(shape: Shape) -> QueryBuilder:
    relations, posts = shape.table("term_relationships"), shape.table("posts")
    parents = shape.table("posts", alias="parents")
    published = shape.query.from_(parents).select(parents.ID).where(parents.post_status == "publish")
    counts = (posts.post_status == "publish") | (
        (posts.post_type == "attachment")
        & (posts.post_status == "inherit")
        & posts.post_parent.isin(published)
    )
    return (
        shape.query.from_(relations)
        .join(posts)
        .on(relations.object_id == posts.ID)
        .select(relations.term_taxonomy_id, Count("*"))
        .where(relations.term_taxonomy_id.isin(shape.many("places")))
        .where(counts)
        .groupby(relations.term_taxonomy_id)
    )


def _published(shape: Shape) -> QueryBuilder:
    relations, posts = shape.table("term_relationships"), shape.table("posts")
    return (
        shape.query.from_(relations)
        .join(posts)
        .on(relations.object_id == posts.ID)
        .select(relations.term_taxonomy_id, relations.object_id)
        .where(relations.term_taxonomy_id.isin(shape.many("places")))
        .where(posts.post_status == "publish")
    )


async def published_objects(db: Database, places: Iterable[int]) -> dict[int, frozenset[int]]:
    """The published posts of terms, by term_taxonomy_id."""
    wanted = tuple(dict.fromkeys(places))
    found: dict[int, set[int]] = {}
    for place, one in await db.fetch(_published, places=wanted) if wanted else ():
        found.setdefault(int(place), set()).add(int(one))
    return {place: frozenset(ids) for place, ids in found.items()}


def _count_up(shape: Shape) -> QueryBuilder:
    places = shape.table("term_taxonomy")
    query = shape.query.update(places).set(places["count"], places["count"] + shape.one("more"))
    return query.where(places.term_taxonomy_id.isin(shape.many("places")))


def count_up(db: Database, places: Sequence[int]) -> None:
    """Count one more for terms that got a new post, by term_taxonomy_id, at the end of the open transaction."""
    if places:
        db.change_at_last(_count_up, more=1, places=tuple(sorted(places)))


def _hold(shape: Shape) -> QueryBuilder:
    places = shape.table("term_taxonomy")
    query = shape.query.from_(places).select(places.term_taxonomy_id, places["count"])
    query = query.where(places.term_taxonomy_id.isin(shape.many("places"))).orderby(places.term_taxonomy_id)
    return query if shape.dialect is Dialect.SQLITE else query.for_update()


def _set_count(shape: Shape) -> QueryBuilder:
    places = shape.table("term_taxonomy")
    query = shape.query.update(places).set(places["count"], shape.one("number"))
    return query.where(places.term_taxonomy_id.isin(shape.many("places")))


async def recount(db: Database, places: Iterable[int]) -> None:
    """Count the published posts of terms anew (_update_post_term_count), by term_taxonomy_id.

    The terms are held first, so that who counts at the same time counts afterwards, and counts these posts too.
    """
    wanted = tuple(sorted(set(places)))
    if not wanted:
        return
    if db.in_transaction:
        await db.catch_up()
    held = [(int(place), int(number)) for place, number in await db.fetch(_hold, places=wanted)]
    found = {int(place): int(number) for place, number in await db.fetch(_uses, places=wanted)}
    by_count: dict[int, list[int]] = {}
    for place, number in held:
        if found.get(place, 0) != number:
            by_count.setdefault(found.get(place, 0), []).append(place)
    for count, its in by_count.items():
        await db.change(_set_count, places=tuple(its), number=count)
