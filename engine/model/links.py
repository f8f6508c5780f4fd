"""Links of the old blogroll, as wp_links holds them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another site; `feed` is the address of its feed, where it is known."""

    name: str
    url: str
    feed: str
    updated: datetime | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A category of links."""

    id: int
    name: str
    links: tuple[Link, ...]
