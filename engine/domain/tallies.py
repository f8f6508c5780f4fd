"""Numbers that a plugin counts, under names of its own; what the names are, the database does not learn."""

import hashlib
from collections.abc import Iterable, Mapping

from engine.domain.context import Context
from engine.store import tallies as store


async def add(ctx: Context, owner: str, numbers: Mapping[str, int]) -> None:
    """Add to an owner's numbers; a name that is new begins at 0."""
    await store.add(ctx.db, owner, {_hidden(owner, name): number for name, number in numbers.items()})


async def read(ctx: Context, owner: str, names: Iterable[str]) -> dict[str, int]:
    """An owner's numbers under these names; 0 for what was never counted."""
    hidden = {name: _hidden(owner, name) for name in names}
    found = await store.read(ctx.db, owner, hidden.values())
    return {name: found.get(key, 0) for name, key in hidden.items()}


def _hidden(owner: str, name: str) -> str:
    return hashlib.sha256(f"{owner}\0{name}".encode("utf-8", "replace")).hexdigest()
