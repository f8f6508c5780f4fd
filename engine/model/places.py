"""Where sites live, and how far one is on its way from one place to another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A site's address in a database."""

    url: str
    prefix: str


@dataclass(frozen=True, slots=True)
class CopyStep:
    """How far a copy is: rows of a table done, and of how many; `verified` once both sides were compared."""

    table: str
    done: int
    total: int
    verified: bool = False
