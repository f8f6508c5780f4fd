"""Queries of wp_links."""

from pypika_tortoise.queries import QueryBuilder

from engine.model.links import Link, Shelf
from engine.store import dates
from engine.store.connection import Database
from engine.store.statements import Shape


def _by_category(shape: Shape) -> QueryBuilder:
    links, relations, places, terms = (
        shape.table(name) for name in ("links", "term_relationships", "term_taxonomy", "terms")
    )
    query = shape.query.from_(links).join(relations).on(relations.object_id == links.link_id)
    query = query.join(places).on(places.term_taxonomy_id == relations.term_taxonomy_id)
    query = query.join(terms).on(terms.term_id == places.term_id)
    query = query.where(places.taxonomy == shape.one("taxonomy")).where(
        links.link_visible == shape.one("visible")
    )
    query = query.select(
        terms.term_id, terms.name, links.link_name, links.link_url, links.link_rss, links.link_updated
    )
    return query.orderby(terms.name).orderby(terms.term_id).orderby(links.link_name).limit(shape.one("limit"))


async def by_category(db: Database) -> tuple[Shelf, ...]:
    """The visible links of each category that has any, by name; five thousand at most."""
    shelves: dict[int, Shelf] = {}
    for identity, category, name, url, feed, updated in await db.fetch(
        _by_category, taxonomy="link_category", visible="Y", limit=5000
    ):
        shelf = shelves.get(identity, Shelf(identity, category, ()))
        link = Link(name, url, feed, dates.read(updated))
        shelves[identity] = Shelf(identity, category, (*shelf.links, link))
    return tuple(shelves.values())
