"""Queries of wp_posts: collections in the terms of WP_Query, and posts by what names them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from pypika_tortoise.enums import Equality
from pypika_tortoise.enums import Order as Direction
from pypika_tortoise.functions import Count, Max
from pypika_tortoise.queries import QueryBuilder, Table
from pypika_tortoise.terms import Case, Criterion, Field, Function, LiteralValue, Term

from engine.model.pages import first_of
from engine.model.posts import DateRange, MetaQuery, Post, PostQuery, TaxQuery
from engine.store import dates
from engine.store.collation import sort_key
from engine.store.conditions import (
    AllOf,
    AnyOf,
    Bound,
    Condition,
    DatePart,
    HasMeta,
    HasTerms,
    In,
    Is,
    Like,
    beyond,
    either,
    every,
)
from engine.store.connection import Database
from engine.store.orders import ByColumn, ByPosition, Order, ordered
from engine.store.search import Search, parse
from engine.store.statements import Dialect, Row, Shape, escape_like

COLUMN = {
    "id": "ID", "author": "post_author", "date": "post_date", "date_gmt": "post_date_gmt",
    "content": "post_content", "title": "post_title", "excerpt": "post_excerpt", "status": "post_status",
    "comment_status": "comment_status", "ping_status": "ping_status", "password": "post_password",
    "name": "post_name", "to_ping": "to_ping", "pinged": "pinged", "modified": "post_modified",
    "modified_gmt": "post_modified_gmt", "content_filtered": "post_content_filtered", "parent": "post_parent",
    "guid": "guid", "menu_order": "menu_order", "type": "post_type", "mime_type": "post_mime_type",
    "comment_count": "comment_count",
}  # fmt: skip
_COLUMNS = tuple(COLUMN[field.name] for field in fields(Post))
# What makes a row large.
_TEXTS = frozenset({"post_content", "post_excerpt", "post_content_filtered"})
_ORDERS = {
    name: COLUMN[name]
    for name in ("id", "author", "date", "title", "modified", "parent", "type", "menu_order", "comment_count")
} | {"slug": "post_name", "date_gmt": "post_date_gmt", "modified_gmt": "post_modified_gmt"}
# Where the parts of a date stand in its text, and how long they are.
_PARTS = {
    "year": (1, 4),
    "month": (6, 2),
    "day": (9, 2),
    "hour": (12, 2),
    "minute": (15, 2),
    "second": (18, 2),
}
_SEARCHED = ("title", "excerpt", "content")

# With this many terms and more WordPress no longer looks whether a title has them all.
_MANY_TERMS = 7


async def select(db: Database, query: PostQuery) -> tuple[tuple[Post, ...], int]:
    """The posts of one page, and how many there are on all pages (0 where `query.count` does not ask).

    Terms are matched as they are given: whoever wants children of a category adds them. As in WordPress a page
    beyond the last of a query with an offset counts nothing.
    """
    bound = Bound()
    conditions = tuple(conditions_of(db, query, bound))
    start = first_of(query.page, query.per_page, query.offset)
    paged = query.per_page >= 0
    window = {"limit": query.per_page, "start": start} if paged else {}
    orders = tuple(_orders(db, query, bound))
    # To search twice costs more than to ask twice, and a page that is not full has told the number already.
    if query.count and paged and not query.search:
        counted = await db.read(
            _counted, _counted_page, conditions, orders, query.texts, **bound.values, **window
        )
        if counted:
            return tuple(post for post, _ in counted), counted[0][1]
        posts: tuple[Post, ...] = ()
    else:
        posts = await db.read(_post, _page, conditions, orders, paged, query.texts, **bound.values, **window)
    if not query.count:
        return posts, 0
    if (posts or not start) and (not paged or len(posts) < query.per_page):
        return posts, start + len(posts)
    if not posts and query.offset is not None:
        return posts, 0
    return posts, await _count(db, query)


async def by_ids(db: Database, ids: Iterable[int]) -> dict[int, Post]:
    """These posts, where they exist, of whatever type and status."""
    wanted = tuple(dict.fromkeys(ids))
    found = await db.read(_post, _page, (In("ID", "ids"),), (), False, ids=wanted) if wanted else ()
    return {post.id: post for post in found}


async def by_slugs(db: Database, slugs: Sequence[str], types: Sequence[str]) -> tuple[Post, ...]:
    """Posts of these types with one of these slugs, of whatever status, oldest id first."""
    if not slugs or not types:
        return ()
    conditions = (In("post_name", "slugs"), In("post_type", "types"))
    rows = await db.fetch(_page, conditions, (ByColumn("ID"),), False, slugs=tuple(slugs), types=tuple(types))
    return tuple(_post(row) for row in rows)


@dataclass(frozen=True, slots=True)
class _Nearest:
    """The one post of a type and status that is next to a date."""

    later: bool

    def on(self, shape: Shape, table: Table) -> Criterion:
        """The criterion."""
        posts = shape.table("posts", alias="later" if self.later else "earlier")
        query = shape.query.from_(posts).select(posts.ID)
        query = query.where(posts.post_type == shape.one("type")).where(
            posts.post_status == shape.one("status")
        )
        order = Direction.asc if self.later else Direction.desc
        date = shape.one("date")
        query = query.where(posts.post_date > date if self.later else posts.post_date < date)
        query = query.orderby(posts.post_date, order=order).orderby(posts.ID, order=order).limit(1)
        return Field("ID", table=table) == query


async def around(db: Database, post: Post) -> tuple[Post | None, Post | None]:
    """The published posts of the same type before and after one in time."""
    if post.date is None:
        return None, None
    conditions = (AnyOf((_Nearest(later=False), _Nearest(later=True))),)
    found = await db.read(
        _post, _page, conditions, (), False, type=post.type, status="publish", date=dates.write(post.date)
    )
    dated = [(one, one.date) for one in found if one.date is not None]
    before = next((one for one, date in dated if date < post.date), None)
    return before, next((one for one, date in dated if date > post.date), None)


async def trashed(db: Database, slug: str) -> tuple[Post, ...]:
    """Posts in the trash that have this slug."""
    conditions = (Is("post_name", "slug"), Is("post_status", "status"))
    return await db.read(_post, _page, conditions, (), False, slug=slug, status="trash")


async def unattached(db: Database, addresses: Sequence[str]) -> tuple[Post, ...]:
    """Attachments that belong to no post and have one of these addresses as their guid."""
    conditions = (Is("post_parent", "parent"), Is("post_type", "type"), In("guid", "addresses"))
    rows = await db.fetch(
        _page, conditions, (ByColumn("ID"),), False, parent=0, type="attachment", addresses=tuple(addresses)
    )
    return tuple(_post(row) for row in rows)


def _last_change(shape: Shape) -> QueryBuilder:
    posts = shape.table("posts")
    query = shape.query.from_(posts).select(Max(posts.post_date_gmt), Max(posts.post_modified_gmt))
    query = query.where(posts.post_status == shape.one("status"))
    return query.where(posts.post_type.isin(shape.many("types")))


async def last_change(db: Database, types: Sequence[str]) -> datetime | None:
    """When a published post of these types last appeared or changed, in UTC."""
    rows = await db.fetch(_last_change, status="publish", types=tuple(types)) if types else []
    found = [date for date in map(dates.read, rows[0]) if date] if rows else []
    return max(found, default=None)


@dataclass(frozen=True, slots=True)
class Holder:
    """A post that has a slug."""

    id: int
    type: str
    parent: int
    status: str


def _holders(shape: Shape) -> QueryBuilder:
    posts = shape.table("posts")
    query = shape.query.from_(posts)
    query = query.select(posts.post_name, posts.ID, posts.post_type, posts.post_parent, posts.post_status)
    return query.where(posts.post_name.isin(shape.many("slugs")))


async def holders(db: Database, slugs: Sequence[str]) -> dict[str, list[Holder]]:
    """The posts of whatever type that have these slugs, as the collation compares them, by the slug asked for."""
    found: dict[str, list[Holder]] = {}
    if slugs:
        for name, *row in await db.fetch(_holders, slugs=tuple(dict.fromkeys(slugs))):
            found.setdefault(sort_key(name), []).append(Holder(*row))
    return {slug: found.get(sort_key(slug), []) for slug in slugs}


def _page(
    shape: Shape,
    conditions: tuple[Condition, ...],
    orders: tuple[Order, ...],
    paged: bool,
    texts: bool = True,
) -> QueryBuilder:
    posts = shape.table("posts")
    query = shape.query.from_(posts).select(
        *(
            Field(name, table=posts) if texts or name not in _TEXTS else LiteralValue("''")
            for name in _COLUMNS
        )
    )
    query = query.where(AllOf(conditions).on(shape, posts))
    query = ordered(query, orders, shape, posts)
    return query.limit(shape.one("limit")).offset(shape.one("start")) if paged else query


def _counted_page(
    shape: Shape, conditions: tuple[Condition, ...], orders: tuple[Order, ...], texts: bool
) -> QueryBuilder:
    """A page whose every row has the number of posts on all pages as its last value."""
    return _page(shape, conditions, orders, True, texts).select(_total(shape, conditions))


def _total(shape: Shape, conditions: tuple[Condition, ...]) -> QueryBuilder:
    posts = shape.table("posts")
    return shape.query.from_(posts).select(Count("*")).where(AllOf(conditions).on(shape, posts))


async def _count(db: Database, query: PostQuery) -> int:
    bound = Bound()
    conditions = tuple(conditions_of(db, query, bound))
    return int((await db.fetch(_total, conditions, **bound.values))[0][0])


def _counted(row: Row) -> tuple[Post, int]:
    return _post(row[:-1]), int(row[-1])


def _post(row: Row) -> Post:
    (identity, author, date, date_gmt, content, title, excerpt, status, comment_status, ping_status, password, name,
     to_ping, pinged, modified, modified_gmt, content_filtered, parent, guid, menu_order, type_, mime_type,
     comment_count) = row  # fmt: skip
    return Post(
        identity, author, dates.read(date), dates.read(date_gmt), content, title, excerpt, status, comment_status,
        ping_status, password, name, to_ping, pinged, dates.read(modified), dates.read(modified_gmt),
        content_filtered, parent, guid, menu_order, type_, mime_type, comment_count,
    )  # fmt: skip


# The conditions of a PostQuery.


def conditions_of(db: Database, query: PostQuery, bound: Bound) -> Iterable[Condition]:
    """What a query asks of posts, as conditions of a statement; their values are bound."""
    yield In("post_type", bound.put(query.types))
    yield _status(query, bound)
    yield from _lists(db, query, bound)
    yield from (_date(part, bound) for one in query.dates for part in _bounds(one))
    yield from (DatePart("post_date", *_PARTS[name], bound.put(value)) for name, value in query.date_parts)
    if query.menu_order is not None:
        yield Is("menu_order", bound.put(query.menu_order))
    if query.password is not None:
        yield Is("post_password", bound.put(query.password))
    if query.has_password is not None:
        yield Is("post_password", bound.put(""), Equality.ne if query.has_password else Equality.eq)
    if query.mime_types:
        yield AnyOf(tuple(_mime_type(one, bound) for one in query.mime_types))
    if query.search:
        yield from _search(db, query, parse(query.search), bound)
    yield from (_meta(db, one, bound) for one in query.meta)
    if query.beyond is not None:
        slots = bound.put(dates.write(query.beyond.date)), bound.put(query.beyond.id)
        yield beyond("post_date", "ID", slots, descending=query.order == "desc")
    terms = (*(_terms(one, bound) for one in query.taxonomies), *_formats(query.formats, bound))
    if terms:
        yield AllOf(terms) if query.tax_relation == "AND" else AnyOf(terms)


def _status(query: PostQuery, bound: Bound) -> Condition:
    listed = In("post_status", bound.put(query.statuses))
    reader = query.readership
    if reader is None:
        return listed
    private = Is("post_status", bound.put("private"))
    theirs: list[Condition] = []
    if reader.user:
        theirs.append(Is("post_author", bound.put(reader.user)))
    if reader.private_types:
        theirs.append(In("post_type", bound.put(sorted(reader.private_types))))
    return AnyOf((listed, AllOf((private, AnyOf(tuple(theirs)))))) if theirs else listed


def _lists(db: Database, query: PostQuery, bound: Bound) -> Iterable[Condition]:
    """What is given by lists; a list of what to include makes its counterpart mute, as WP_Query has it."""
    if query.include:
        yield In("ID", bound.put(query.include))
    elif query.exclude:
        yield In("ID", bound.put(query.exclude), negated=True)
    if query.authors_exclude:
        yield In("post_author", bound.put(query.authors_exclude), negated=True)
    elif query.authors:
        yield In("post_author", bound.put(query.authors))
    if query.parents:
        yield In("post_parent", bound.put(query.parents))
    elif query.parents_exclude:
        yield In("post_parent", bound.put(query.parents_exclude), negated=True)
    if query.slugs:
        yield In("post_name", bound.put(query.slugs))
    if query.title:
        yield Is("post_title", bound.put(query.title))
    if query.slug_prefix:
        yield Like("post_name", bound.put(escape_like(db.folded(query.slug_prefix)) + "%"))


def _bounds(one: DateRange) -> Iterable[tuple[str, Equality, str]]:
    column = COLUMN[one.column]
    if one.after is not None:
        yield column, Equality.gte if one.inclusive else Equality.gt, dates.write(one.after)
    if one.before is not None:
        yield column, Equality.lte if one.inclusive else Equality.lt, dates.write(one.before)


def _date(part: tuple[str, Equality, str], bound: Bound) -> Condition:
    column, operator, date = part
    return Is(column, bound.put(date), operator)


def _mime_type(pattern: str, bound: Bound) -> Condition:
    """``image``, ``image/*`` or ``image/png``."""
    family, _, kind = pattern.partition("/")
    if kind in {"", "*"}:
        return Like("post_mime_type", bound.put(escape_like(family) + "/%"))
    return Is("post_mime_type", bound.put(pattern))


def _search(db: Database, query: PostQuery, search: Search, bound: Bound) -> Iterable[Condition]:
    columns = tuple(COLUMN[name] for name in query.search_columns or _SEARCHED)
    pattern = _exactly if query.search_exact else Database.contains
    file = bound.put("_wp_attached_file") if query.search_files else ""
    for term in search.wanted:
        slot = bound.put(pattern(db, term))
        named = (HasMeta(file, slot, "LIKE"),) if file else ()
        yield AnyOf((*(Like(column, slot) for column in columns), *named))
    for term in search.unwanted:
        slot = bound.put(pattern(db, term))
        named = (HasMeta(file, slot, "LIKE", negated=True),) if file else ()
        yield AllOf((*(Like(column, slot, negated=True) for column in columns), *named))


def _exactly(db: Database, term: str) -> str:
    return escape_like(db.folded(term))


def _meta(db: Database, one: MetaQuery, bound: Bound) -> Condition:
    key = bound.put(one.key)
    if one.compare in {"EXISTS", "NOT EXISTS"} or one.value is None:
        return HasMeta(key, negated=one.compare == "NOT EXISTS")
    value = db.contains(one.value) if one.compare == "LIKE" else one.value
    return HasMeta(key, bound.put(value), one.compare)


def _terms(one: TaxQuery, bound: Bound) -> Condition:
    taxonomy = bound.put(one.taxonomy)
    if one.operator in {"EXISTS", "NOT EXISTS"}:
        return HasTerms(taxonomy, negated=one.operator == "NOT EXISTS")
    terms = bound.put(one.terms or (0,))
    if one.operator == "AND":
        return HasTerms(taxonomy, terms, all_of=bound.put(len(set(one.terms))))
    return HasTerms(taxonomy, terms, negated=one.operator == "NOT IN")


def _formats(formats: tuple[str, ...], bound: Bound) -> Iterable[Condition]:
    if not formats:
        return
    taxonomy = bound.put("post_format")
    parts: list[Condition] = []
    if "standard" in formats:
        parts.append(HasTerms(taxonomy, negated=True))
    slugs = tuple(f"post-format-{one}" for one in formats if one != "standard")
    if slugs:
        parts.append(HasTerms(taxonomy, bound.put(slugs), column="slug"))
    yield AnyOf(tuple(parts))


# The order of a PostQuery.


@dataclass(frozen=True, slots=True)
class _ByRelevance:
    """By where the terms were found: the sentence or the terms in the title, then the sentence elsewhere."""

    titles: tuple[str, ...]
    sentence: str
    descending: bool = False

    def on(self, shape: Shape, posts: Table) -> Term:
        case = Case()
        for rank, criterion in self._ranks(shape, posts):
            case = case.when(criterion, LiteralValue(str(rank)))
        return case.else_(LiteralValue("6"))

    def _ranks(self, shape: Shape, posts: Table) -> Iterable[tuple[int, Criterion]]:
        found = [shape.like(posts.post_title, slot) for slot in self.titles]
        if self.sentence:
            yield 1, shape.like(posts.post_title, self.sentence)
        if 0 < len(found) < _MANY_TERMS:
            yield 2, every(found)
            yield 3, either(found)
        if self.sentence:
            yield 4, shape.like(posts.post_excerpt, self.sentence)
            yield 5, shape.like(posts.post_content, self.sentence)


@dataclass(frozen=True, slots=True)
class _AtRandom:
    descending: bool = False

    def on(self, shape: Shape, _: Table) -> Term:
        return Function("RAND" if shape.dialect is Dialect.MYSQL else "RANDOM")


def _orders(db: Database, query: PostQuery, bound: Bound) -> Iterable[Order]:
    """WordPress's order, and after it the id in the same direction, so that pages do not overlap."""
    if query.orderby == "none":
        return
    if query.orderby == "rand":
        yield _AtRandom()
        return
    if query.orderby == "include" and query.include:
        yield ByPosition("ID", bound.put(query.include))
    elif query.orderby == "include_slugs" and query.slugs:
        yield ByPosition("post_name", bound.put(query.slugs))
    if query.orderby == "relevance" and query.search:
        yield from _relevance(db, query, parse(query.search), bound)
    descending = query.order == "desc"
    columns = [_ORDERS[name] for name in query.orderby.split() if name in _ORDERS] or ["post_date"]
    yield from (ByColumn(column, descending) for column in columns)
    if "ID" not in columns:
        yield ByColumn("ID", descending)


def _relevance(db: Database, query: PostQuery, search: Search, bound: Bound) -> Iterable[Order]:
    if query.search_exact:
        return
    titles = tuple(bound.put(db.contains(term)) for term in search.wanted)
    if search.is_single:
        if titles:
            yield _ByRelevance(titles[:1], "")
        return
    sentence = bound.put(db.contains(search.sentence)) if search.sentence else ""
    if titles or sentence:
        yield _ByRelevance(titles, sentence)
