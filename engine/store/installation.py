"""Writes the first rows of a new site."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tortoise.exceptions import IntegrityError

from engine.model.errors import Conflict
from engine.store import tables
from engine.store.connection import Database


@dataclass(frozen=True, slots=True)
class FirstPost:
    """A published post or page of a new site; `path` is that of its guid, where `{id}` is its id."""

    type: str
    title: str
    slug: str
    content: str
    path: str
    comments: str


@dataclass(frozen=True, slots=True)
class FirstRows:
    """A new site's options (name, value, autoload flag), its category (name, slug), and its posts.

    Posts are published by `author` at this time; those of type post are in the category.
    """

    options: Sequence[tuple[str, str, str]]
    category: tuple[str, str]
    posts: Sequence[FirstPost]
    url: str
    local: datetime
    gmt: datetime


async def fill(db: Database, rows: FirstRows, author: Callable[[], Awaitable[int]]) -> None:
    """Write all of it or nothing; `author` is called once the options are there, to make the account.

    Raises Conflict when somebody else made a site here meanwhile.
    """

    async def work() -> None:
        await tables.Options.bulk_create(
            tables.Options(name=name, value=value, autoload=autoload)
            for name, value, autoload in rows.options
        )
        category = await _add_category(*rows.category)
        identity = await author()
        for post in rows.posts:
            await _add_post(post, rows, author=identity, category=category if post.type == "post" else None)

    try:
        await db.atomically(work)
    except IntegrityError as error:
        raise Conflict("somebody else has made a site here meanwhile") from error


async def _add_category(name: str, slug: str) -> int:
    term = await tables.Terms.create(name=name, slug=slug)
    place = await tables.TermTaxonomy.create(term=term.id, taxonomy="category", description="", count=1)
    await tables.Options.filter(name="default_category").update(value=str(term.id))
    taxonomy_id: int = place.id
    return taxonomy_id


async def _add_post(post: FirstPost, rows: FirstRows, *, author: int, category: int | None) -> None:
    row = await tables.Posts.create(
        author=author,
        date=rows.local,
        date_gmt=rows.gmt,
        modified=rows.local,
        modified_gmt=rows.gmt,
        content=post.content,
        title=post.title,
        excerpt="",
        name=post.slug,
        type=post.type,
        comment_status=post.comments,
        ping_status=post.comments,
    )
    await tables.Posts.filter(id=row.id).update(guid=rows.url + post.path.format(id=row.id))
    if category is not None:
        await tables.TermRelationships.create(object=row.id, term_taxonomy=category)
