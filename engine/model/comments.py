"""Comments, pingbacks, trackbacks and notes, as wp_comments holds them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from engine.model.pages import Position
from engine.model.posts import PostQuery


@dataclass(frozen=True, slots=True)
class Comment:
    """One row of wp_comments; `approved` is WordPress's '1', '0', 'spam', 'trash' or 'post-trashed'."""

    id: int
    post: int
    author: str
    author_email: str
    author_url: str
    author_ip: str
    date: datetime | None
    date_gmt: datetime | None
    content: str
    karma: int
    approved: str
    agent: str
    type: str
    parent: int
    user: int


Trapped: TypeAlias = Literal["", "maybe", "surely"]


@dataclass(frozen=True, slots=True)
class CommentDraft:
    """A comment to be, as a protocol read it; `user` is 0 for a guest.

    `date` and `date_gmt` are None for now; `status` of None lets moderation decide. `reader` is who wrote it as known
    by another network, 0 for nobody; `trapped` says that a program may have filled in the form, or has.
    """

    post: int
    content: str
    author: str = ""
    author_email: str = ""
    author_url: str = ""
    author_ip: str = ""
    agent: str = ""
    parent: int = 0
    user: int = 0
    type: str = "comment"
    date: datetime | None = None
    date_gmt: datetime | None = None
    status: str | None = None
    reader: int = 0
    trapped: Trapped = ""


@dataclass(frozen=True, slots=True)
class CommentChanges:
    """What is to be changed in a comment; None says nothing. The status is changed apart from the rest."""

    post: int | None = None
    content: str | None = None
    author: str | None = None
    author_email: str | None = None
    author_url: str | None = None
    author_ip: str | None = None
    agent: str | None = None
    parent: int | None = None
    user: int | None = None
    date: datetime | None = None
    date_gmt: datetime | None = None


@dataclass(frozen=True, slots=True)
class CommentQuery:
    """Which comments to list; empty tuples and None ask nothing.

    `statuses` are stored values of `approved`; `post_statuses` of None asks nothing of the post.
    `of_posts` asks for those of the posts that such a query finds on all its pages. `beyond` asks for what comes after
    a position, in the order of GMT dates.
    """

    posts: tuple[int, ...] = ()
    posts_exclude: tuple[int, ...] = ()
    include: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()
    authors: tuple[int, ...] = ()
    authors_exclude: tuple[int, ...] = ()
    author_email: str = ""
    parents: tuple[int, ...] = ()
    parents_exclude: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ("1",)
    types: tuple[str, ...] = ()
    types_exclude: tuple[str, ...] = ("note",)
    post_types: tuple[str, ...] = ()
    post_statuses: tuple[str, ...] | None = None
    post_author: int | None = None
    of_posts: PostQuery | None = None
    search: str = ""
    after: datetime | None = None
    before: datetime | None = None
    also_unapproved_of_user: int = 0
    also_unapproved_of_email: str = ""
    also_unapproved: int = 0
    order: Literal["asc", "desc"] = "desc"
    orderby: str = "date_gmt"
    page: int = 1
    per_page: int = 10
    offset: int | None = None
    beyond: Position | None = None
    count: bool = True


@dataclass(frozen=True, slots=True)
class CommentNode:
    """A comment in its thread; `depth` is 1 at the top, `replies` stand below it.

    Replies beyond the site's greatest depth stand beside what they answer.
    """

    comment: Comment
    depth: int
    replies: tuple["CommentNode", ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """One page of a post's comments as a tree, in the order in which they are shown.

    `total` counts all comments that are approved, `page` is 0 where comments are not paged.
    """

    nodes: tuple[CommentNode, ...] = ()
    total: int = 0
    page: int = 0
    pages: int = 1
