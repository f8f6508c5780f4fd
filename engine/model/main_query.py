"""What a page is about: the query variables of its address and what they found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.model.comments import Comment
from engine.model.posts import Post
from engine.model.terms import Term
from engine.model.types import PostType
from engine.model.users import User

Queried = Post | Term | User | PostType | None


@dataclass(frozen=True, slots=True)
class MainQuery:
    """The main query of a page, after it has run.

    `flags` are WordPress's conditionals by name (``is_single``, ``is_paged`` …), `vars` the query variables,
    `queried` the object the page is of, `total` the number of posts on all pages, `per_page` how many one page shows
    (0 where there is but one post), `comments` those of a feed of comments, latest first, `asked` the names of the
    variables that the address gave.
    """

    flags: frozenset[str] = frozenset()
    vars: Mapping[str, Any] = field(default_factory=dict)
    posts: tuple[Post, ...] = ()
    total: int = 0
    queried: Queried = None
    per_page: int = 0
    comments: tuple[Comment, ...] = ()
    asked: frozenset[str] = frozenset()

    def missing(self) -> "MainQuery":
        """The same query, of which it turned out that nothing is there."""
        return replace(self, flags=frozenset({"is_404"}), posts=(), queried=None)

    def has(self, flag: str) -> bool:
        """Whether a conditional is true."""
        return flag in self.flags

    def number(self, name: str) -> int:
        """A query variable as a number; 0 where it is none."""
        text = str(self.vars.get(name) or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    @property
    def page(self) -> int:
        """The page of the collection, from 1."""
        return max(self.number("paged"), 1)

    @property
    def pages(self) -> int:
        """How many pages the collection has."""
        return -(-self.total // self.per_page) if self.per_page else 0

    @property
    def post(self) -> Post | None:
        """The post that a singular page is of."""
        return self.queried if isinstance(self.queried, Post) else None
