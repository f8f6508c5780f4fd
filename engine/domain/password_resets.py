"""A new password for who forgot the old one: a link by mail, good for a day and for once."""

import hmac
import re
from dataclasses import dataclass
from typing import Final

from engine.domain import account_mails, attempts, hooks, mail, passwords, queue, users
from engine.domain.attempts import Attempt
from engine.domain.context import Context
from engine.model.errors import Invalid
from engine.model.jobs import Job
from engine.model.mail import Mail
from engine.model.users import User
from engine.store import users as store

LIFETIME: Final = 24 * 60 * 60

_MAX_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Forgetful:
    """Who asks for a new password: what they typed, be it anybody's name or not."""

    name: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An account that gets its first password."""

    user: int


# No job holds a key: it is made when the mail is.
SEND: Final = Job("password_reset", Forgetful)
WELCOME: Final = Job("welcome", Newcomer)


async def ask(ctx: Context, name: str, *, address: str) -> None:
    """Have a link sent to the account of a log-in name or e-mail address, if there is one.

    Neither the answer nor the time it takes says whether there is. Raises Invalid where nothing is said, TooMany where
    one address, or about one account, has asked too often.
    """
    name = name.strip()
    if not name or len(name) > _MAX_NAME:
        raise Invalid("Please enter your name or your e-mail address.", code="empty_username")
    await attempts.begin(ctx, Attempt(address, f"lostpassword {name}"))
    await queue.add(ctx, SEND, Forgetful(name))


async def send(ctx: Context, forgetful: Forgetful) -> None:
    """Send the link (retrieve_password), for background work alone."""
    user = await users.by_name(ctx, forgetful.name)
    if user is None or not await ctx.hooks.apply(hooks.allow_password_reset, True, user.id):
        return
    await ctx.hooks.do(hooks.retrieve_password, user.login)
    written = await account_mails.password_reset(ctx, user, await new_key(ctx, user))
    title = await ctx.hooks.apply(hooks.retrieve_password_title, written.subject, user.login, user)
    await mail.deliver(ctx, Mail(to=user.email, subject=title, text=written.text))


async def welcome(ctx: Context, newcomer: Newcomer) -> None:
    """Tell a new account how it gets a password (wp_new_user_notification), for background work alone."""
    user = (await users.by_ids(ctx, (newcomer.user,))).get(newcomer.user)
    if user is not None:
        await mail.deliver(ctx, await account_mails.welcome(ctx, user, await new_key(ctx, user)))


async def new_key(ctx: Context, user: User) -> str:
    """A new key for the account, which makes an earlier one worthless (get_password_reset_key)."""
    key = passwords.generate_password(20, special=False)
    await ctx.hooks.do(hooks.retrieve_password_key, user.login, key)
    await store.set_activation_key(ctx.db, user.id, f"{int(ctx.now.timestamp())}:{passwords.fast_hash(key)}")
    users.forget(ctx, user.id)
    return key


async def check(ctx: Context, login: str, key: str) -> User:
    """The account that a key was sent to (check_password_reset_key); raises Invalid: invalid_key, expired_key."""
    key = re.sub(r"[^A-Za-z0-9]", "", key)
    user = await users.by_login(ctx, login) if key and login else None
    if user is None or not user.activation_key:
        raise _invalid()
    made, colon, hashed = user.activation_key.partition(":")
    if not colon:
        # Before WordPress 4.3 no time was kept; such a key is a day old by all means.
        made, hashed = "", user.activation_key
    genuine = passwords.verify_fast_hash(key, hashed) or hmac.compare_digest(
        user.activation_key.encode(), key.encode()
    )
    if not genuine:
        raise _invalid()
    lifetime = await ctx.hooks.apply(hooks.password_reset_expiration, LIFETIME)
    if not (made.isascii() and made.isdigit()) or ctx.now.timestamp() >= int(made) + lifetime:
        raise Invalid("This link has expired. Please ask for a new one.", code="expired_key")
    return user


def _invalid() -> Invalid:
    return Invalid("This link is not valid (any more). Please ask for a new one.", code="invalid_key")


async def reset(ctx: Context, login: str, key: str, password: str) -> User:
    """Set another password with a key, which is worth nothing then (reset_password); raises as `check` does.

    Of two that come at once with the same key one is refused.
    """
    user = await check(ctx, login, key)
    if not password.strip():
        raise Invalid("A password cannot be empty.", code="password_reset_empty")
    hashed = await passwords.for_site(ctx, password)
    await ctx.hooks.do(hooks.password_reset, user, password)

    async def work() -> bool:
        if not await store.reset_password(ctx.db, user.id, key=user.activation_key, password=hashed):
            return False
        if user.email.lower() != ctx.options.text("admin_email").lower():
            await mail.post(ctx, account_mails.password_was_reset(ctx, user))
        return True

    if not await ctx.db.atomically(work):
        raise _invalid()
    users.forget(ctx, user.id)
    await ctx.hooks.do(hooks.after_password_reset, user, password)
    return user
