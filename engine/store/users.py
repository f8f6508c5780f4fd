"""Queries of wp_users, and of what wp_usermeta says about which accounts there are."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields

from pypika_tortoise.enums import Equality
from pypika_tortoise.functions import Count
from pypika_tortoise.queries import QueryBuilder, Table
from pypika_tortoise.terms import Criterion, Field

from engine.model.pages import first_of
from engine.model.users import User, UserQuery
from engine.store import dates, tables
from engine.store.conditions import AllOf, AnyOf, Bound, Condition, In, Is, Like, either
from engine.store.connection import Database
from engine.store.orders import ByColumn, ByPosition, Order, ordered
from engine.store.statements import Row, Shape

_COLUMN = {
    "id": "ID", "login": "user_login", "password": "user_pass", "nicename": "user_nicename", "email": "user_email",
    "url": "user_url", "registered": "user_registered", "activation_key": "user_activation_key",
    "status": "user_status", "display_name": "display_name",
}  # fmt: skip
_COLUMNS = tuple(_COLUMN[field.name] for field in fields(User))
_ORDERS = {
    "id": "ID", "name": "display_name", "slug": "user_nicename", "registered_date": "user_registered",
    "email": "user_email", "url": "user_url", "login": "user_login",
}  # fmt: skip
# Orders that follow a list of the query: which, and of which column's values.
_LISTED = {"include": ("include", "ID"), "include_slugs": ("slugs", "user_nicename")}


async def select(db: Database, query: UserQuery) -> tuple[tuple[User, ...], int]:
    """The accounts of one page, and how many there are on all pages (0 where `query.count` does not ask).

    An account has a role or a capability if its own capabilities name it: whoever asks for capabilities adds the
    roles that grant them.
    """
    bound = Bound()
    conditions = tuple(_conditions(db, query, bound))
    orders = (_order(query, bound), ByColumn("ID"))
    start = first_of(query.page, query.per_page, query.offset)
    paged = query.per_page >= 0
    window = {"limit": query.per_page, "start": start} if paged else {}
    users = await db.read(_user, _page, conditions, orders, paged, **bound.values, **window)
    if not query.count:
        return users, 0
    if (users or not start) and (not paged or len(users) < query.per_page):
        return users, start + len(users)
    bound = Bound()
    counted = await db.fetch(_total, tuple(_conditions(db, query, bound)), **bound.values)
    return users, int(counted[0][0])


async def by_ids(db: Database, ids: Iterable[int]) -> dict[int, User]:
    """These accounts, where they exist."""
    found = await _where(db, "ID", tuple(dict.fromkeys(ids)))
    return {user.id: user for user in found}


async def by_login(db: Database, login: str) -> User | None:
    """The account of this log-in name, case and accents set aside as the database does."""
    return _first(await _where(db, "user_login", (login,)))


async def by_email(db: Database, email: str) -> User | None:
    """The account of this e-mail address."""
    return _first(await _where(db, "user_email", (email,)))


async def by_slug(db: Database, slug: str) -> User | None:
    """The account whose archive has this slug."""
    return _first(await _where(db, "user_nicename", (slug,)))


async def set_password(db: Database, identity: int, password: str) -> None:
    """Store another hash; keys sent for a new password die with the old one."""

    async def work() -> None:
        await tables.Users.filter(id=identity).update(password=password, activation_key="")

    await db.atomically(work)


async def set_activation_key(db: Database, identity: int, key: str) -> None:
    """Store the hash of a key that was sent for a new password, in the place of an earlier one."""

    async def work() -> None:
        await tables.Users.filter(id=identity).update(activation_key=key)

    await db.atomically(work)


async def reset_password(db: Database, identity: int, *, key: str, password: str) -> bool:
    """Store another hash, and use up the key that was sent for it; False where it has been used up meanwhile."""

    async def work() -> bool:
        mine = tables.Users.filter(id=identity, activation_key=key)
        return bool(await mine.update(password=password, activation_key=""))

    return await db.atomically(work)


async def rehash(db: Database, identity: int, *, old: str, new: str) -> bool:
    """Store another hash of the same password, unless the password has been changed meanwhile."""

    async def work() -> bool:
        return bool(await tables.Users.filter(id=identity, password=old).update(password=new))

    return await db.atomically(work)


async def change_meta(db: Database, identity: int, key: str, change: Callable[[str], str | None]) -> None:
    """Set a value of an account's meta from what it is ('' for none); None deletes it.

    Changes of one account wait for each other, so that none is lost.
    """

    async def work() -> None:
        await tables.Users.filter(id=identity).select_for_update().only("id").first()
        rows = tables.UserMeta.filter(object=identity, key=key)
        found = await rows.order_by("id").first()
        value = change((found.value or "") if found else "")
        if value is None:
            await rows.delete()
        elif found is None:
            await tables.UserMeta.create(object=identity, key=key, value=value)
        elif value != found.value:
            await rows.update(value=value)

    await db.atomically(work)


async def _where(db: Database, column: str, values: Sequence[int | str]) -> tuple[User, ...]:
    if not values:
        return ()
    return await db.read(_user, _page, (In(column, "values"),), (ByColumn("ID"),), False, values=values)


def _first(users: tuple[User, ...]) -> User | None:
    return users[0] if users else None


def _user(row: Row) -> User:
    identity, login, password, nicename, email, url, registered, key, status, display_name = row
    return User(
        identity, login, password, nicename, email, url, dates.read(registered), key, status, display_name
    )


def _page(
    shape: Shape, conditions: tuple[Condition, ...], orders: tuple[Order, ...], paged: bool
) -> QueryBuilder:
    users = shape.table("users")
    query = shape.query.from_(users).select(*(Field(name, table=users) for name in _COLUMNS))
    if conditions:
        query = query.where(AllOf(conditions).on(shape, users))
    query = ordered(query, orders, shape, users)
    return query.limit(shape.one("limit")).offset(shape.one("start")) if paged else query


def _total(shape: Shape, conditions: tuple[Condition, ...]) -> QueryBuilder:
    users = shape.table("users")
    query = shape.query.from_(users).select(Count("*"))
    return query.where(AllOf(conditions).on(shape, users)) if conditions else query


# The conditions of a UserQuery.


@dataclass(frozen=True, slots=True)
class _Holds:
    """The capabilities that an account itself has name one of these roles or capabilities, or none of them."""

    key: str
    names: tuple[str, ...]
    negated: bool = False

    def on(self, shape: Shape, users: Table) -> Criterion:
        rows = shape.table("usermeta")
        query = shape.query.from_(rows).select(rows.user_id).where(rows.meta_key == shape.one(self.key))
        query = query.where(either(shape.like(rows.meta_value, name) for name in self.names))
        return users.ID.notin(query) if self.negated else users.ID.isin(query)


@dataclass(frozen=True, slots=True)
class _HasPublished:
    """The account is the author of a published post of one of these types."""

    status: str
    types: str

    def on(self, shape: Shape, users: Table) -> Criterion:
        posts = shape.table("posts")
        query = shape.query.from_(posts).select(posts.post_author)
        query = query.where(posts.post_status == shape.one(self.status))
        return users.ID.isin(query.where(posts.post_type.isin(shape.many(self.types))))


def _conditions(db: Database, query: UserQuery, bound: Bound) -> Iterable[Condition]:
    if query.include:
        yield In("ID", bound.put(query.include))
    elif query.exclude:
        yield In("ID", bound.put(query.exclude), negated=True)
    if query.slugs:
        yield In("user_nicename", bound.put(query.slugs))
    if query.roles or query.capabilities:
        yield _holds(db, (*query.roles, *query.capabilities), bound)
    if query.roles_exclude:
        yield _holds(db, query.roles_exclude, bound, negated=True)
    if query.with_published is not None:
        yield _HasPublished(bound.put("publish"), bound.put(query.with_published or ("",)))
    if query.search:
        yield _search(db, query, bound)
    if query.beyond is not None:
        further = Equality.lt if query.order == "desc" else Equality.gt
        yield Is("ID", bound.put(query.beyond), further)


def _holds(db: Database, names: Sequence[str], bound: Bound, *, negated: bool = False) -> Condition:
    key = bound.put(f"{db.prefix}capabilities")
    return _Holds(key, tuple(bound.put(db.contains(f'"{name}"')) for name in names), negated)


def _search(db: Database, query: UserQuery, bound: Bound) -> Condition:
    pattern = bound.put(db.contains(query.search))
    parts: list[Condition] = [Like(column, pattern) for column in query.search_columns if column != "ID"]
    if "ID" in query.search_columns:
        parts.append(Is("ID", bound.put(int(query.search) if _is_id(query.search) else 0)))
    return AnyOf(tuple(parts))


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


# The order of a UserQuery.


def _order(query: UserQuery, bound: Bound) -> Order:
    if query.orderby in _LISTED:
        listed, column = _LISTED[query.orderby]
        values = query.include if listed == "include" else query.slugs
        if values:
            return ByPosition(column, bound.put(values))
    return ByColumn(_ORDERS.get(query.orderby, "display_name"), query.order == "desc")
