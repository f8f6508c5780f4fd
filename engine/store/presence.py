"""Whether a database answers, and whether a WordPress site is in it; looks only."""

from typing import Final

from pypika_tortoise.queries import QueryBuilder

from engine.model.errors import Unavailable
from engine.model.places import Place
from engine.store.apart import is_unmade, open_apart, without_password
from engine.store.statements import Shape

# WordPress's own, and those of them without which there is no site.
TABLES: Final = (
    "posts", "postmeta", "comments", "commentmeta", "terms", "term_taxonomy", "term_relationships", "termmeta",
    "users", "usermeta", "options", "links",
)  # fmt: skip
_VITAL: Final = {"options", "posts", "users", "usermeta", "terms", "term_taxonomy", "term_relationships"}
# A table that marks a copy under way.
UNFINISHED: Final = "tympan_copy"


async def reach(place: Place) -> None:
    """Raise Unavailable when nothing answers; an SQLite file that does not exist yet is no failure."""
    if not is_unmade(place.url):
        async with open_apart(place, read_only=True):
            pass


async def wordpress_tables(place: Place) -> tuple[str, ...]:
    """Which of WordPress's tables there are."""
    async with open_apart(place, read_only=True) as database:
        found = await database.tables()
    return tuple(table for table in TABLES if table in found)


async def site_address(place: Place) -> str:
    """The address of the WordPress site that lives here; raises Unavailable, with code no_site when there is none."""
    where = without_password(place.url)
    if is_unmade(place.url):
        raise Unavailable(f"{where} is no file", code="no_site")
    async with open_apart(place, read_only=True) as database:
        found = set(await database.tables())
        if not found >= _VITAL:
            nothing = f"{where} holds no WordPress site whose tables begin with {place.prefix}"
            raise Unavailable(nothing, code="no_site")
        if UNFINISHED in found:
            raise Unavailable(f"{where} holds an unfinished copy: start the copy again to finish it")
        rows = await database.fetch(_option, name="siteurl")
    if not rows:
        raise Unavailable(f"{where} has the tables of a site, but none was set up in them", code="no_site")
    return str(rows[0][0])


def _option(shape: Shape) -> QueryBuilder:
    options = shape.table("options")
    query = shape.query.from_(options).select(options.option_value)
    return query.where(options.option_name == shape.one("name"))
