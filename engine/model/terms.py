"""Terms of taxonomies, as wp_terms and wp_term_taxonomy hold them together."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Term:
    """One term in one taxonomy; `taxonomy_id` is the term_taxonomy_id that relationships name."""

    id: int
    taxonomy_id: int
    name: str
    slug: str
    group: int
    taxonomy: str
    description: str
    parent: int
    count: int


@dataclass(frozen=True, slots=True)
class TermQuery:
    """Which terms to list; empty tuples and None ask nothing; `per_page` of 0 means all.

    `hide_empty` leaves out unused terms, but keeps parents of used ones; `used` keeps none but those that are used.
    `parent` lists direct children (0: top level), `child_of` all descendants, `post` the terms of one object. `beyond`
    asks for what comes after an id, in the order of ids.
    """

    taxonomies: tuple[str, ...]
    include: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    slugs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    parent: int | None = None
    child_of: int | None = None
    post: int | None = None
    search: str = ""
    hide_empty: bool = False
    used: bool = False
    order: Literal["asc", "desc"] = "asc"
    orderby: str = "name"
    page: int = 1
    per_page: int = 10
    offset: int | None = None
    count: bool = True
    beyond: int | None = None


@dataclass(frozen=True, slots=True)
class TermDraft:
    """A term to be, or the changes to one; None says nothing."""

    name: str | None = None
    slug: str | None = None
    description: str | None = None
    parent: int | None = None
