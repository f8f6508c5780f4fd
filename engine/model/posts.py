"""Posts of every type, as wp_posts holds them, and the question for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from engine.model.pages import Position


@dataclass(frozen=True, slots=True)
class Post:
    """One row of wp_posts: a post, page, attachment, revision, menu item, block, template ….

    `date` and `modified` are local to the site, their `_gmt` twins UTC; None stands for the zero date, which
    drafts have in `date_gmt`.
    """

    id: int
    author: int
    date: datetime | None
    date_gmt: datetime | None
    content: str
    title: str
    excerpt: str
    status: str
    comment_status: str
    ping_status: str
    password: str
    name: str
    to_ping: str
    pinged: str
    modified: datetime | None
    modified_gmt: datetime | None
    content_filtered: str
    parent: int
    guid: str
    menu_order: int
    type: str
    mime_type: str
    comment_count: int


@dataclass(frozen=True, slots=True)
class TaxQuery:
    """Posts with terms of one taxonomy, given by term id."""

    taxonomy: str
    terms: tuple[int, ...]
    operator: Literal["IN", "NOT IN", "AND", "EXISTS", "NOT EXISTS"] = "IN"
    include_children: bool = True


@dataclass(frozen=True, slots=True)
class MetaQuery:
    """Posts with a meta row of this key; with a value compared as text, or as a number."""

    key: str
    value: str | None = None
    compare: Literal["=", "!=", "EXISTS", "NOT EXISTS", "LIKE"] = "="


@dataclass(frozen=True, slots=True)
class DateRange:
    """Half-open or closed bounds on one date column, in that column's own time (local or GMT)."""

    column: Literal["date", "date_gmt", "modified", "modified_gmt"] = "date"
    after: datetime | None = None
    before: datetime | None = None
    inclusive: bool = False


# One part of a date and the number it has: ``("month", 5)``.
DatePart: TypeAlias = tuple[Literal["year", "month", "day", "hour", "minute", "second"], int]


@dataclass(frozen=True, slots=True)
class Readership:
    """Whose private posts may be listed besides the public ones: by author and by whole post types."""

    user: int = 0
    private_types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PostQuery:
    """What to list, in the terms of WordPress's query variables; empty tuples and None ask nothing.

    `include` lists exactly these ids; `per_page` of -1 means all. `orderby` names a column or one of
    WordPress's special orders (relevance, include, include_slugs, rand, comment_count …). `title` is the whole title.
    `sticky_first` puts
    sticky posts in front of the first page, as the home page does. `search_columns` are model field names,
    `search_files` adds the names of attachments' files to them. `date_parts` are parts that the local date has, in
    any combination. `formats` are post formats, any of which counts, ``standard`` for posts without one; they
    stand beside `taxonomies` under `tax_relation`. Without `texts` content and excerpt are not read, and are empty.
    `beyond` asks for what comes after a position, in the order of dates.
    """

    types: tuple[str, ...] = ("post",)
    statuses: tuple[str, ...] = ("publish",)
    readership: Readership | None = None
    include: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()
    authors_exclude: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()
    parents_exclude: tuple[int, ...] = ()
    slugs: tuple[str, ...] = ()
    slug_prefix: str = ""
    title: str = ""
    menu_order: int | None = None
    mime_types: tuple[str, ...] = ()
    password: str | None = None
    has_password: bool | None = None
    search: str = ""
    search_exact: bool = False
    search_columns: tuple[Literal["title", "content", "excerpt"], ...] = ()
    search_files: bool = False
    dates: tuple[DateRange, ...] = ()
    date_parts: tuple[DatePart, ...] = ()
    taxonomies: tuple[TaxQuery, ...] = ()
    formats: tuple[str, ...] = ()
    tax_relation: Literal["AND", "OR"] = "AND"
    meta: tuple[MetaQuery, ...] = ()
    order: Literal["asc", "desc"] = "desc"
    orderby: str = "date"
    page: int = 1
    per_page: int = 10
    offset: int | None = None
    sticky_first: bool = False
    beyond: Position | None = None
    count: bool = True
    texts: bool = True


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post to be, or changes to one: what a protocol read from its input, None where it said nothing.

    `date` is local; with `clears_date` the post loses its date and gets the present one when it needs one. `terms`
    are ids by taxonomy, `meta` values by key, none to take the key away; those keys that `own_id_in` names get the id
    that the post gets. `template` of '' is the usual one.
    """

    type: str = "post"
    title: str | None = None
    content: str | None = None
    excerpt: str | None = None
    status: str | None = None
    name: str | None = None
    author: int | None = None
    date: datetime | None = None
    date_gmt: datetime | None = None
    clears_date: bool = False
    parent: int | None = None
    menu_order: int | None = None
    password: str | None = None
    comment_status: str | None = None
    ping_status: str | None = None
    to_ping: str | None = None
    terms: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own_id_in: tuple[str, ...] = ()
    sticky: bool | None = None
    format: str | None = None
    template: str | None = None
    featured_media: int | None = None
