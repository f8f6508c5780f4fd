"""Application passwords: how programs prove on whose behalf they ask."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final
from uuid import uuid4

from engine.content.fields import sanitize_text_field, sanitize_user
from engine.domain import hooks, meta, users
from engine.domain.context import Context
from engine.domain.passwords import (
    check_fast_hash,
    chunk_password,
    fast_hash,
    generate_application_password,
    plain_application_password,
)
from engine.model import php
from engine.model.accounts import ApplicationPassword
from engine.model.errors import Conflict, Invalid, NotFound
from engine.model.php import PhpValue
from engine.model.users import User
from engine.store import users as store

META_KEY: Final = "_application_passwords"
IN_USE: Final = "using_application_passwords"

_USE_NOTED_EVERY: Final = 24 * 60 * 60


async def are_in_use(ctx: Context) -> bool:
    """Whether anybody on the site ever had one; before that, credentials offered by Basic mean nothing."""
    return (await ctx.site.options.beside(IN_USE)).flag(IN_USE)


async def are_available(ctx: Context, user: User | None = None) -> bool:
    """Whether the site has application passwords, and an account may have some."""
    if not await ctx.hooks.apply(hooks.wp_is_application_passwords_available, True):
        return False
    return user is None or await ctx.hooks.apply(
        hooks.wp_is_application_passwords_available_for_user, True, user
    )


async def authenticate(ctx: Context, login: str, password: str, *, address: str = "") -> Context | None:
    """The request asked by the account whose application password this is; None if it is nobody's.

    Its use is noted at most once a day. Guessing is hopeless (24 random letters and digits), so it is not limited.
    """
    if not await are_in_use(ctx) or not await are_available(ctx):
        return None
    user = await users.by_name(ctx, sanitize_user(login, locale=ctx.locale))
    item = await _matching(ctx, user, plain_application_password(password)) if user else None
    if user is None or item is None or not await are_available(ctx, user):
        return None
    await _note_use(ctx, user, item, address)
    asked = await users.act_as(
        ctx, user, via="application-password", application_password=str(item.get("uuid", ""))
    )
    await ctx.hooks.do(hooks.application_password_did_authenticate, user, item)
    return asked


def of(ctx: Context, user: User) -> tuple[Mapping[Any, Any], ...]:
    """The application passwords of an account, as stored; needs its meta."""
    return _read(meta.value(ctx, "user", user.id, META_KEY))


@lru_cache(maxsize=256)
def _read(stored: str) -> tuple[Mapping[Any, Any], ...]:
    return tuple(_items(php.maybe_unserialize(stored)))


def _items(stored: PhpValue) -> list[dict[Any, Any]]:
    items = stored.values() if isinstance(stored, dict) else stored if isinstance(stored, list) else ()
    return [dict(item) for item in items if isinstance(item, Mapping)]


def _described(item: Mapping[str, Any]) -> ApplicationPassword:
    created, last_used = item.get("created"), item.get("last_used")
    return ApplicationPassword(
        uuid=str(item.get("uuid") or ""),
        name=str(item.get("name") or ""),
        app_id=str(item.get("app_id") or ""),
        created=created if isinstance(created, int) else 0,
        last_used=last_used if isinstance(last_used, int) else 0,
        last_ip=str(item.get("last_ip") or ""),
    )


async def every(ctx: Context, user: User) -> list[ApplicationPassword]:
    """The application passwords of an account, in the order they were made."""
    await users.remember_meta(ctx, (user,))
    return [_described(item) for item in of(ctx, user)]


async def get(ctx: Context, user: User, uuid: str) -> ApplicationPassword:
    """One application password of an account; raises NotFound."""
    found = next((one for one in await every(ctx, user) if one.uuid == uuid), None)
    if found is None:
        raise _missing(uuid, "rest_application_password_not_found")
    return found


def _missing(uuid: str, code: str) -> NotFound:
    return NotFound("There is no application password %s.", values=(uuid,), code=code)


async def create(ctx: Context, user: User, name: str, *, app_id: str = "") -> tuple[ApplicationPassword, str]:
    """A new application password, and in plain text what is stored only as a hash.

    Raises Invalid for an empty name and Conflict for one that the account has already.
    """
    name = sanitize_text_field(name)
    if not name:
        raise Invalid("An application password needs a name.", code="application_password_empty_name")
    plain = generate_application_password()
    made = {
        "uuid": str(uuid4()),
        "app_id": app_id,
        "name": name,
        "password": fast_hash(plain),
        "created": int(ctx.now.timestamp()),
        "last_used": None,
        "last_ip": None,
    }

    def added(stored: str) -> str:
        items = _items(php.maybe_unserialize(stored))
        if any(str(item.get("name")).lower() == name.lower() for item in items):
            raise Conflict(
                "There is an application password %s already.",
                values=(repr(name),),
                code="application_password_duplicate_name",
            )
        return php.serialize([*items, made])

    await _change(ctx, user, added)
    if not await are_in_use(ctx):
        await ctx.site.options.put(IN_USE, "1", autoload=False)
    return _described(made), chunk_password(plain)


async def rename(ctx: Context, user: User, uuid: str, name: str) -> None:
    """Give an application password another name; an empty one changes nothing."""
    name = sanitize_text_field(name)

    def renamed(stored: str) -> str:
        items = _items(php.maybe_unserialize(stored))
        return php.serialize([{**item, "name": name} if item.get("uuid") == uuid else item for item in items])

    if name:
        await _change(ctx, user, renamed)


async def revoke_all(ctx: Context, user: User) -> int:
    """Delete all application passwords of an account; answers how many there were."""
    known = await every(ctx, user)
    if known:
        await _change(ctx, user, lambda _stored: None)
    return len(known)


async def _change(ctx: Context, user: User, work: Callable[[str], str | None]) -> None:
    await store.change_meta(ctx.db, user.id, META_KEY, work)
    ctx.remembered("user_meta").pop(user.id, None)


async def revoke(ctx: Context, user: User, uuid: str) -> None:
    """Delete one application password; raises NotFound."""

    def without(stored: str) -> str:
        items = _items(php.maybe_unserialize(stored))
        kept = [item for item in items if item.get("uuid") != uuid]
        if len(kept) == len(items):
            raise _missing(uuid, "application_password_not_found")
        return php.serialize(kept)

    await _change(ctx, user, without)


async def _matching(ctx: Context, user: User, password: str) -> Mapping[Any, Any] | None:
    await users.remember_meta(ctx, (user,))
    for item in of(ctx, user):
        if await check_fast_hash(password, str(item.get("password", ""))):
            return item
    return None


async def _note_use(ctx: Context, user: User, item: Mapping[Any, Any], address: str) -> None:
    now = int(ctx.now.timestamp())
    last = item.get("last_used")
    if isinstance(last, int) and last + _USE_NOTED_EVERY > now:
        return

    def noted(stored: str) -> str:
        items = php.maybe_unserialize(stored)
        if not isinstance(items, list):
            return stored
        return php.serialize([_used(one, item, now, address) for one in items])

    await store.change_meta(ctx.db, user.id, META_KEY, noted)


def _used(one: Any, item: Mapping[Any, Any], now: int, address: str) -> Any:
    if isinstance(one, Mapping) and one.get("uuid") == item.get("uuid"):
        return {**one, "last_used": now, "last_ip": address}
    return one
