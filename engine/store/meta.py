"""Queries of the four tables of meta: rows of key and value on posts, comments, terms and users."""

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from pypika_tortoise.queries import QueryBuilder
from pypika_tortoise.terms import Field
from tortoise.models import Model

from engine.model.custom_fields import CustomField
from engine.store import tables
from engine.store.connection import Database
from engine.store.statements import Shape

Kind: TypeAlias = Literal["post", "comment", "term", "user"]
Meta: TypeAlias = Mapping[str, list[str]]

_MODELS: Mapping[Kind, type[Model]] = {
    "post": tables.PostMeta,
    "comment": tables.CommentMeta,
    "term": tables.TermMeta,
    "user": tables.UserMeta,
}


def _of_objects(shape: Shape, kind: Kind) -> QueryBuilder:
    rows = shape.table(f"{kind}meta")
    identity = Field(f"{kind}_id", table=rows)
    query = shape.query.from_(rows).select(identity, rows.meta_key, rows.meta_value)
    query = query.where(identity.isin(shape.many("ids")))
    return query.orderby(Field("umeta_id" if kind == "user" else "meta_id", table=rows))


async def load(db: Database, kind: Kind, ids: Iterable[int]) -> dict[int, Meta]:
    """All meta of these objects, by id and key, values in the order they were added; {} for those without."""
    found: dict[int, dict[str, list[str]]] = {one: {} for one in ids}
    if found:
        for identity, key, value in await db.fetch(_of_objects, kind, ids=tuple(found)):
            found[identity].setdefault(str(key), []).append("" if value is None else str(value))
    return dict(found)


def _rows(shape: Shape, kind: Kind) -> QueryBuilder:
    rows = shape.table(f"{kind}meta")
    identity = Field(f"{kind}_id", table=rows)
    number = Field("umeta_id" if kind == "user" else "meta_id", table=rows)
    query = shape.query.from_(rows).select(number, identity, rows.meta_key, rows.meta_value)
    return query.where(identity.isin(shape.many("ids"))).orderby(rows.meta_key, number)


async def rows(db: Database, kind: Kind, ids: Iterable[int]) -> list[CustomField]:
    """The single rows of these objects' meta, by key and in the order they were added (has_meta)."""
    wanted = tuple(ids)
    found = await db.fetch(_rows, kind, ids=wanted) if wanted else ()
    return [CustomField(one, of, str(key or ""), str(value or "")) for one, of, key, value in found]


async def put_row(db: Database, kind: Kind, row: CustomField) -> None:
    """Set the value of one row."""

    async def work() -> None:
        await _MODELS[kind].filter(id=row.id).update(value=row.value)

    await db.atomically(work)


async def remove_row(db: Database, kind: Kind, identity: int) -> None:
    """Delete one row."""

    async def work() -> None:
        await _MODELS[kind].filter(id=identity).delete()

    await db.atomically(work)


async def add(db: Database, kind: Kind, identity: int, *, key: str, value: str) -> None:
    """Add a row, whether the key is there already or not."""

    async def work() -> None:
        await _MODELS[kind].create(object=identity, key=key, value=value)

    await db.atomically(work)


async def put(db: Database, kind: Kind, identity: int, *, key: str, value: str) -> None:
    """Set the value of a key: of every row there is, or of a new one."""

    async def work() -> None:
        rows = _MODELS[kind].filter(object=identity, key=key)
        if await rows.exists():
            await rows.update(value=value)
        else:
            await _MODELS[kind].create(object=identity, key=key, value=value)

    await db.atomically(work)


async def remove(
    db: Database, kind: Kind, identity: int, *, key: str | None = None, value: str | None = None
) -> bool:
    """Delete rows: of a key, of a key with this value, or all; True if there were any."""
    chosen = {"key": key, "value": value}
    filters = {name: wanted for name, wanted in chosen.items() if wanted is not None}

    async def work() -> bool:
        return bool(await _MODELS[kind].filter(object=identity, **filters).delete())

    return await db.atomically(work)
