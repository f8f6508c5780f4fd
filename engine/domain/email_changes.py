"""Another e-mail address for one's own account: it counts once the link that was sent to it is followed.

What waits for that is kept as WordPress keeps it, in the account's meta.
"""

import hmac
import secrets
from typing import Any, Final

from engine.content.emails import is_email
from engine.domain import account_mails, accounts, attempts, mail, meta, users
from engine.domain.attempts import Attempt
from engine.domain.context import Context
from engine.model import php
from engine.model.accounts import AccountChanges
from engine.model.errors import Conflict, Forbidden, Invalid
from engine.model.users import User
from engine.store import users as store

_KEY: Final = "_new_email"


async def request(ctx: Context, new: str, *, address: str) -> None:
    """Send a link to an address that the actor wants for his account (send_confirmation_on_profile_email).

    Raises Invalid for an address that is none, Conflict for one that another account has, TooMany after many tries.
    """
    user, new = _actor(ctx), new.strip()
    if not is_email(new) or len(new) > accounts.MAX_EMAIL:
        raise Invalid("This is no e-mail address.", code="invalid_email")
    await attempts.begin(ctx, Attempt(address, f"newemail {user.id}"))
    await _refuse_taken(ctx, user, new)
    secret = secrets.token_hex(20)
    kept = php.serialize({"hash": secret, "newemail": new})

    async def work() -> None:
        await store.change_meta(ctx.db, user.id, _KEY, lambda _: kept)
        await mail.post(ctx, await account_mails.email_change(ctx, user, new, secret))

    await ctx.db.atomically(work)


async def pending(ctx: Context) -> str:
    """The address that the actor has asked for and not confirmed yet."""
    return str((await _kept(ctx, _actor(ctx))).get("newemail", ""))


async def confirm(ctx: Context, secret: str) -> User:
    """Give the actor's account the address that the link was sent to; the former address is told.

    Raises Forbidden for a link that is not this account's, or not the latest; Conflict as `request` does.
    """
    user = _actor(ctx)
    kept = await _kept(ctx, user)
    expected, new = str(kept.get("hash", "")), str(kept.get("newemail", ""))
    if not expected or not new or not hmac.compare_digest(expected.encode(), secret.encode()):
        raise Forbidden("This link is not valid (any more) for this account.", code="invalid_new_email")
    await _refuse_taken(ctx, user, new)
    changed = await accounts.change(ctx, user, AccountChanges(email=new))
    await dismiss(ctx)
    return changed


async def dismiss(ctx: Context) -> None:
    """Forget the address that was asked for."""
    await store.change_meta(ctx.db, _actor(ctx).id, _KEY, lambda _: None)


def _actor(ctx: Context) -> User:
    if ctx.actor.user is None:
        raise Forbidden("Please log in first.", code="not_logged_in")
    return ctx.actor.user


async def _kept(ctx: Context, user: User) -> dict[Any, Any]:
    await meta.remember(ctx, "user", (user.id,))
    kept = php.maybe_unserialize(meta.value(ctx, "user", user.id, _KEY))
    return kept if isinstance(kept, dict) else {}


async def _refuse_taken(ctx: Context, user: User, new: str) -> None:
    owner = await users.by_email(ctx, new)
    if owner is not None and owner.id != user.id:
        raise Conflict("Another account has this address.", code="email_exists")
