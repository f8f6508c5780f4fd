"""Writes of wp_users and wp_usermeta that make, change and remove an account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pypika_tortoise.queries import QueryBuilder

from engine.store import tables
from engine.store.connection import Database
from engine.store.statements import Shape


@dataclass(frozen=True, slots=True)
class NewAccount:
    """The columns of a new account and its meta, as they are stored."""

    login: str
    password: str = field(repr=False)
    nicename: str
    email: str
    url: str
    registered: datetime
    display_name: str
    meta: Mapping[str, str]


async def insert(db: Database, account: NewAccount) -> int:
    """Write an account with its meta, all or nothing, and return its id."""

    async def work() -> int:
        user = await tables.Users.create(
            login=account.login,
            password=account.password,
            nicename=account.nicename,
            email=account.email,
            url=account.url,
            registered=account.registered,
            display_name=account.display_name,
        )
        await tables.UserMeta.bulk_create(
            tables.UserMeta(object=user.id, key=key, value=value) for key, value in account.meta.items()
        )
        identity: int = user.id
        return identity

    return await db.atomically(work)


async def update(db: Database, identity: int, columns: Mapping[str, str], *, meta: Mapping[str, str]) -> None:
    """Set columns of an account, by the names of the model, and values of its meta, all or nothing.

    Another password makes keys that were sent for a new one worthless.
    """
    changes = dict(columns) | ({"activation_key": ""} if {"password", "email"} & columns.keys() else {})

    async def work() -> None:
        if changes:
            await tables.Users.filter(id=identity).update(**changes)
        for key, value in meta.items():
            rows = tables.UserMeta.filter(object=identity, key=key)
            if await rows.exists():
                await rows.update(value=value)
            else:
                await tables.UserMeta.create(object=identity, key=key, value=value)

    await db.atomically(work)


async def has_posts(db: Database, identity: int) -> bool:
    """Whether an account is the author of anything."""
    return bool(await db.fetch(_of_author, author=identity, limit=1))


def _of_author(shape: Shape) -> QueryBuilder:
    posts = shape.table("posts")
    query = shape.query.from_(posts).select(posts.ID).where(posts.post_author == shape.one("author"))
    return query.limit(shape.one("limit"))


async def delete(db: Database, identity: int, *, heir: int) -> None:
    """Remove an account with its meta; what it wrote and its links are the heir's from now on."""

    async def work() -> None:
        if heir:
            await tables.Posts.filter(author=identity).update(author=heir)
            await tables.Links.filter(owner=identity).update(owner=heir)
        await tables.UserMeta.filter(object=identity).delete()
        await tables.Users.filter(id=identity).delete()

    await db.atomically(work)
