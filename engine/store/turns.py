"""One after another: a row that a transaction holds until it ends, so that others wait for it."""

from engine.store import tables
from engine.store.connection import Database

# Every site has this option, and nobody writes it in the course of a day.
_ROW = "siteurl"


async def take(db: Database) -> None:
    """Wait until no other transaction has the turn, and have it."""
    del db  # the transaction that this is in is its
    await tables.Options.filter(name=_ROW).select_for_update().only("id").first()
