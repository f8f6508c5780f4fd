"""Meta on posts, comments, terms and users, read once per request for all objects at hand."""

from collections.abc import Iterable, Mapping
from typing import cast

from engine.domain.context import Context
from engine.model import php
from engine.store import meta as store
from engine.store.meta import Kind, Meta

_NOTHING: Meta = {}


def _memory(ctx: Context, kind: Kind) -> dict[int, Meta]:
    return cast("dict[int, Meta]", ctx.remembered(f"{kind}_meta"))


async def remember(ctx: Context, kind: Kind, ids: Iterable[int]) -> None:
    """Read the meta of these objects, unless this request has read it already."""
    memory = _memory(ctx, kind)
    missing = [identity for identity in ids if identity not in memory]
    if missing:
        memory.update(await store.load(ctx.db, kind, missing))


def of(ctx: Context, kind: Kind, identity: int) -> Mapping[str, list[str]]:
    """All values of an object that was remembered, as stored, by key."""
    return _memory(ctx, kind).get(identity, _NOTHING)


def value(ctx: Context, kind: Kind, identity: int, key: str) -> str:
    """The first value of a key as stored, but for texts that were `written`; '' where there is none."""
    values = of(ctx, kind, identity).get(key)
    if not values:
        return ""
    first = values[0]
    text = php.maybe_unserialize(first) if first.startswith("s:") else first
    return text if isinstance(text, str) else first


def written(text: str) -> str:
    """A text of somebody's as it is stored: one that reads like data of PHP's is a text in such data.

    WordPress, which may share the database, makes objects of what it reads.
    """
    return str(php.maybe_serialize(text))


def forget(ctx: Context, kind: Kind, identity: int) -> None:
    """Read the meta of this object anew when it is next asked for."""
    _memory(ctx, kind).pop(identity, None)


async def put(ctx: Context, kind: Kind, identity: int, *, key: str, value: str) -> None:
    """Set the value of a key."""
    await store.put(ctx.db, kind, identity, key=key, value=value)
    _memory(ctx, kind).pop(identity, None)


async def add(ctx: Context, kind: Kind, identity: int, *, key: str, value: str) -> None:
    """Add a value to a key, whatever values it has."""
    await store.add(ctx.db, kind, identity, key=key, value=value)
    _memory(ctx, kind).pop(identity, None)


async def remove(ctx: Context, kind: Kind, identity: int, *, key: str, value: str | None = None) -> bool:
    """Delete a key, or those of its rows that have this value; True if there were any."""
    removed = await store.remove(ctx.db, kind, identity, key=key, value=value)
    _memory(ctx, kind).pop(identity, None)
    return removed
