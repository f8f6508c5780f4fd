"""Accounts: which there are, what they may, and what is known of them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal, cast

from engine.domain import capabilities, meta
from engine.domain.context import Context
from engine.model import php
from engine.model.errors import Forbidden, NotFound
from engine.model.ids import MAX_ID
from engine.model.pages import Page
from engine.model.users import Actor, Grants, Role, User, UserQuery
from engine.store import users as store


def memory(ctx: Context) -> dict[int, User]:
    """The accounts this request has read."""
    return cast("dict[int, User]", ctx.remembered("user"))


async def query(ctx: Context, query: UserQuery) -> Page[User]:
    """One page of accounts, remembered; whether the actor may list them is for the caller to ask.

    `query.search` may have WordPress's stars at its ends, which change nothing: the text is found anywhere.
    """
    if query.search:
        text = query.search.strip("*")
        query = replace(query, search=text, search_columns=query.search_columns or _searched(text))
    if query.capabilities:
        granting = tuple(
            role.slug
            for role in roles(ctx).values()
            if any(role.capabilities.get(c) for c in query.capabilities)
        )
        query = replace(query, roles=(*query.roles, *granting))
    found, total = await store.select(ctx.db, query)
    _keep(ctx, found)
    return Page(found, total)


def _searched(text: str) -> tuple[str, ...]:
    """The columns where WordPress looks for a text of this look."""
    if "@" in text:
        return ("user_email",)
    if text.isascii() and text.isdecimal():
        return ("user_login", "ID")
    if text.startswith(("http://", "https://")):
        return ("user_url",)
    return ("user_login", "user_url", "user_email", "user_nicename", "display_name")


def _keep(ctx: Context, users: Iterable[User]) -> None:
    memory(ctx).update({user.id: user for user in users})


async def remember(ctx: Context, ids: Iterable[int]) -> None:
    """Read these accounts, unless this request has; those that do not exist are left out."""
    known = memory(ctx)
    missing = [one for one in dict.fromkeys(ids) if 0 < one <= MAX_ID and one not in known]
    if missing:
        _keep(ctx, (await store.by_ids(ctx.db, missing)).values())


async def by_ids(ctx: Context, ids: Iterable[int]) -> dict[int, User]:
    """These accounts, where they exist, remembered."""
    wanted = tuple(ids)
    await remember(ctx, wanted)
    return {one: memory(ctx)[one] for one in wanted if one in memory(ctx)}


def forget(ctx: Context, identity: int) -> None:
    """Read this account anew when it is next asked for."""
    memory(ctx).pop(identity, None)
    ctx.remembered("user_meta").pop(identity, None)


async def remember_meta(ctx: Context, users: Iterable[User]) -> None:
    """Read the meta of these accounts, which `profile` and `grants` need."""
    await meta.remember(ctx, "user", [user.id for user in users])


async def get(ctx: Context, identity: int) -> User:
    """One account; raises NotFound."""
    await remember(ctx, (identity,))
    user = memory(ctx).get(identity)
    if user is None:
        raise NotFound("There is no such account.", code="rest_user_invalid_id")
    return user


async def has_published(ctx: Context, user: User, types: tuple[str, ...]) -> bool:
    """Whether an account is the author of a published post of one of these types."""
    await remember_published(ctx, (user.id,), types)
    return bool(ctx.remembered("has_published")[user.id, types])


async def remember_published(ctx: Context, ids: Iterable[int], types: tuple[str, ...]) -> None:
    """Ask the same of several accounts at once, unless this request has."""
    known = ctx.remembered("has_published")
    missing = tuple(one for one in ids if (one, types) not in known)
    if missing:
        asked = UserQuery(include=missing, with_published=types, per_page=len(missing), count=False)
        found, _ = await store.select(ctx.db, asked)
        having = {user.id for user in found}
        known.update({(one, types): one in having for one in missing})


async def by_login(ctx: Context, login: str) -> User | None:
    """The account of a log-in name."""
    return _kept(ctx, await store.by_login(ctx.db, login))


async def by_email(ctx: Context, email: str) -> User | None:
    """The account of an e-mail address."""
    return _kept(ctx, await store.by_email(ctx.db, email))


async def by_name(ctx: Context, name: str) -> User | None:
    """The account that somebody means when logging in: by its log-in name, else by its e-mail address."""
    found = await by_login(ctx, name)
    return await by_email(ctx, name) if found is None and "@" in name else found


async def by_slug(ctx: Context, slug: str) -> User | None:
    """The account whose archive has this slug."""
    return _kept(ctx, await store.by_slug(ctx.db, slug))


def _kept(ctx: Context, user: User | None) -> User | None:
    if user:
        _keep(ctx, (user,))
    return user


def profile(
    ctx: Context, user: User, key: Literal["first_name", "last_name", "nickname", "description", "locale"]
) -> str:
    """What an account says of itself; needs its meta."""
    return meta.value(ctx, "user", user.id, key)


def data(ctx: Context, user: User, key: str) -> Any:
    """The first value of a key of an account's meta, unserialised as data; '' for none."""
    return php.maybe_unserialize(meta.value(ctx, "user", user.id, key))


def roles(ctx: Context) -> Mapping[str, Role]:
    """The roles of the site, by slug."""
    return _roles(ctx.options.text(f"{ctx.db.prefix}user_roles"))


# What is stored is read once, and not by each request: it depends on nothing but its text.
@lru_cache(maxsize=16)
def _roles(stored: str) -> Mapping[str, Role]:
    return capabilities.roles(php.maybe_unserialize(stored))


@lru_cache(maxsize=1024)
def _granted(stored: str, roles: str) -> Grants:
    return capabilities.resolve(php.maybe_unserialize(stored), _roles(roles))


def require_roles(ctx: Context) -> None:
    """Raise Forbidden unless the actor may know which roles there are: whoever looks after accounts or the site."""
    if not capabilities.any_of(ctx, ("list_users", "create_users", "promote_users", "manage_options")):
        raise Forbidden("You may not see the roles of this site.", code="rest_forbidden")


def grants(ctx: Context, user: User) -> Grants:
    """What an account may; needs its meta."""
    prefix = ctx.db.prefix
    stored = meta.value(ctx, "user", user.id, f"{prefix}capabilities")
    return _granted(stored, ctx.options.text(f"{prefix}user_roles"))


async def act_as(
    ctx: Context,
    user: User,
    *,
    via: Literal["cookie", "password", "application-password", "cli"],
    session: str = "",
    application_password: str = "",
) -> Context:
    """The same request, asked by this account."""
    await remember_meta(ctx, (user,))
    granted = grants(ctx, user)
    actor = Actor(user, granted.roles, granted.held, via, session, application_password)
    asked = ctx.acting_as(actor)
    _keep(asked, (user,))
    asked.remembered("user_meta")[user.id] = meta.of(ctx, "user", user.id)
    return asked
