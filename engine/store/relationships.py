"""Queries of wp_term_relationships: which objects have which terms."""

from collections.abc import Iterable, Sequence

from pypika_tortoise.queries import QueryBuilder

from engine.model.terms import Term
from engine.store.collation import sort_key
from engine.store.connection import Database
from engine.store.statements import Row, Shape


def _of_objects(shape: Shape) -> QueryBuilder:
    relations = shape.table("term_relationships")
    places, terms = shape.table("term_taxonomy"), shape.table("terms")
    return (
        shape.query.from_(relations)
        .join(places)
        .on(places.term_taxonomy_id == relations.term_taxonomy_id)
        .join(terms)
        .on(terms.term_id == places.term_id)
        .select(
            relations.object_id, terms.term_id, places.term_taxonomy_id, terms.name, terms.slug,
            terms.term_group, places.taxonomy, places.description, places.parent, places["count"],
        )
        .where(relations.object_id.isin(shape.many("objects")))
        .where(places.taxonomy.isin(shape.many("taxonomies")))
    )  # fmt: skip


async def of_objects(
    db: Database, objects: Iterable[int], taxonomies: Sequence[str]
) -> dict[int, tuple[Term, ...]]:
    """The terms of these objects in these taxonomies, by name; () for those without."""
    found: dict[int, list[Term]] = {one: [] for one in objects}
    if found and taxonomies:
        filed = await db.read(_filed, _of_objects, objects=tuple(found), taxonomies=tuple(taxonomies))
        for identity, term in filed:
            found[identity].append(term)
    return {identity: tuple(sorted(terms, key=_by_name)) for identity, terms in found.items()}


def _filed(row: Row) -> tuple[int, Term]:
    return row[0], Term(*row[1:])


def _by_name(term: Term) -> tuple[str, int]:
    # Sorted here, for with descriptions among the columns MariaDB would sort a table that it writes to the disk.
    return sort_key(term.name), term.id


def _parents(shape: Shape) -> QueryBuilder:
    places = shape.table("term_taxonomy")
    query = shape.query.from_(places).select(places.term_id, places.parent)
    return query.where(places.taxonomy == shape.one("taxonomy")).where(places.parent > shape.one("none"))


async def with_descendants(db: Database, taxonomy: str, terms: Iterable[int]) -> tuple[int, ...]:
    """These terms of a hierarchical taxonomy and all below them."""
    below: dict[int, list[int]] = {}
    for term, parent in await db.fetch(_parents, taxonomy=taxonomy, none=0):
        below.setdefault(parent, []).append(term)
    found = dict.fromkeys(terms)
    waiting = list(found)
    while waiting:
        fresh = [term for term in below.get(waiting.pop(), ()) if term not in found]
        found.update(dict.fromkeys(fresh))
        waiting.extend(fresh)
    return tuple(found)
