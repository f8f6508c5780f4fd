"""Copies a whole site into another database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from engine.config.settings import Settings
from engine.domain.installation import migrate
from engine.model.errors import Conflict
from engine.model.places import CopyStep, Place
from engine.store import apart, copying, presence


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy about to be made: how many rows, its steps, to be driven one by one, and what it leaves out, complete after the last."""

    total: int
    left_out: list[str]
    steps: AsyncIterator[CopyStep]


@asynccontextmanager
async def copy_site(source: Place, target: Place) -> AsyncIterator[Copy]:
    """A copy of the site at one place to another.

    The target's tables are made where missing. Raises Conflict when it holds anything but an unfinished copy of this
    very site, which is gone on with; the steps raise Invalid for a row the target cannot hold, and Conflict when the
    two differ in the end.
    """
    if source == target:
        raise Conflict("source and target are the same site")
    await presence.site_address(source)
    await migrate(Settings(database_url=target.url, table_prefix=target.prefix))
    origin = f"{apart.without_password(source.url)} {source.prefix}"
    async with apart.open_apart(source, read_only=True) as one, apart.open_apart(target) as other:
        await copying.prepare(other, origin)
        total, left_out = await copying.total(one, other), await copying.left_out(one, other)
        yield Copy(total, left_out, copying.copy(one, other, left_out))
