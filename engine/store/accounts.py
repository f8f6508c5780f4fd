"""Writes of wp_users and wp_usermeta that make an account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.store import tables
from engine.store.connection import Database


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
