"""What the templates of feeds may use. Texts marked as Markup are ready for XML, others are escaped where they stand."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that belongs to an item, as podcasts have it; `length` is in bytes."""

    url: str
    length: int
    type: str


@dataclass(frozen=True, slots=True)
class Replies:
    """Where the comments on an item are, and how many."""

    url: str
    feed: str
    atom: str
    count: int


@dataclass(frozen=True, slots=True)
class Item:
    """A post; `content` is None where feeds are to have excerpts only, `html` whether there is any content to send."""

    id: int
    title: Markup
    url: str
    guid: str
    published: datetime
    updated: datetime
    author: str
    author_url: str
    categories: tuple[str, ...]
    summary: str
    content: str | None
    replies: Replies | None
    enclosures: tuple[Enclosure, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """What a comment replies to."""

    ref: str
    url: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment; where a password keeps its post shut, `summary` says so and `content` asks for it."""

    id: int
    title: Markup
    url: str
    guid: str
    published: datetime
    author: str
    author_url: str
    summary: str
    content: str
    answers: Answered


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as a whole; `url` is the address it was asked for by, `icon` '' where the site has none."""

    title: Markup
    home: str
    page: str
    url: str
    atom: str
    description: Markup
    language: str
    built: datetime
    icon: str
    hub: str
    items: tuple[Item, ...] = ()
    remarks: tuple[Remark, ...] = ()
