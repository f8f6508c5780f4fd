"""Log-in by password, and the sessions and cookies that follow from it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from engine.content.fields import sanitize_user
from engine.domain import attempts, hooks, sessions, users
from engine.domain.attempts import Attempt
from engine.domain.capabilities import require
from engine.domain.context import Context
from engine.domain.keys import Scheme, site_salt
from engine.domain.passwords import check_password, hash_password, needs_rehash
from engine.domain.sessions import LoginCookie
from engine.model import php
from engine.model.errors import Invalid, NotFound, Unauthenticated
from engine.model.users import User
from engine.store import users as store

_SPACE: Final = " \t\n\r\0\x0b"


@dataclass(frozen=True, slots=True)
class Session:
    """A session that began: its raw token, when it expires (Unix time), whether it outlives the browser."""

    token: str = field(repr=False)
    expires: int
    remembered: bool


async def log_in(ctx: Context, password: str, attempt: Attempt) -> User:
    """The account of a log-in name or e-mail address with this password (wp_authenticate); an old hash is renewed.

    Raises Invalid where something is left out, Unauthenticated for a wrong pair (never saying which half is wrong,
    nor by how long the answer takes) and TooMany after too many of them.
    """
    login, password = sanitize_user(attempt.account, locale=ctx.locale), password.strip(_SPACE)
    if not login or not password:
        raise Invalid("Please enter your name and your password.", code="empty_login")
    await attempts.begin(ctx, attempt)
    user = await users.by_name(ctx, login)
    if not await check_password(password, user.password if user else None) or user is None:
        error = Unauthenticated("This name and this password do not belong together.", code="incorrect_login")
        await ctx.hooks.do(hooks.wp_login_failed, login, error)
        raise error
    await attempts.succeeded(ctx, attempt)
    return await _renew_hash(ctx, user, password)


async def _renew_hash(ctx: Context, user: User, password: str) -> User:
    # A WordPress on the same database may be too old for today's hashes; a newer one renews them itself.
    if ctx.site.settings.shared_database or not needs_rehash(user.password):
        return user
    hashed = await hash_password(password)
    await store.rehash(ctx.db, user.id, old=user.password, new=hashed)
    users.memory(ctx).pop(user.id, None)
    return await users.get(ctx, user.id)


async def begin_session(
    ctx: Context, user: User, *, remember: bool, address: str = "", agent: str = ""
) -> Session:
    """A new session of the account, with a token of its own (wp_set_auth_cookie)."""
    now = ctx.now.timestamp()
    lifetime = sessions.REMEMBERED_LIFETIME if remember else sessions.LIFETIME
    session = Session(sessions.new_token(), int(now) + lifetime, remember)

    def begun(stored: str) -> str:
        known = php.maybe_unserialize(stored)
        return php.serialize(
            sessions.with_session(
                known, session.token, expires=session.expires, now=now, ip=address, user_agent=agent
            )
        )

    await store.change_meta(ctx.db, user.id, sessions.META_KEY, begun)
    await ctx.hooks.do(hooks.wp_login, user.login, user)
    return session


async def end_session(ctx: Context) -> None:
    """End the actor's own session (wp_logout); nothing happens where there is none."""
    user, token = ctx.actor.user, ctx.actor.session
    if user is None or not token:
        return

    def ended(stored: str) -> str | None:
        left = sessions.without_session(php.maybe_unserialize(stored), token, now=ctx.now.timestamp())
        return php.serialize(left) if left else None

    await store.change_meta(ctx.db, user.id, sessions.META_KEY, ended)
    await ctx.hooks.do(hooks.wp_logout, user.id)


async def sessions_of(ctx: Context, user: User) -> sessions.Sessions:
    """Where an account is logged in, by what tells its sessions apart; raises Forbidden unless the actor may edit it."""
    require(ctx, "edit_user", user)
    await users.remember_meta(ctx, (user,))
    return sessions.live_sessions(users.data(ctx, user, sessions.META_KEY), now=ctx.now.timestamp())


async def end_session_of(ctx: Context, user: User, verifier: str) -> None:
    """End one session of an account; raises Forbidden unless the actor may edit it, NotFound for none of it."""
    if verifier not in await sessions_of(ctx, user):
        raise NotFound("There is no such session.", code="no_such_session")
    await _end(ctx, user, frozenset({verifier}))


async def end_sessions_of(ctx: Context, user: User) -> int:
    """End all sessions of an account but the actor's own; answers how many. Raises Forbidden as `sessions_of` does."""
    own = sessions.verifier_of(ctx.actor.session) if ctx.actor.session else ""
    ended = frozenset(await sessions_of(ctx, user)) - {own}
    await _end(ctx, user, ended)
    return len(ended)


async def _end(ctx: Context, user: User, verifiers: Collection[str]) -> None:
    def left(stored: str) -> str | None:
        kept = sessions.without(php.maybe_unserialize(stored), verifiers, now=ctx.now.timestamp())
        return php.serialize(kept) if kept else None

    await store.change_meta(ctx.db, user.id, sessions.META_KEY, left)


async def cookie(ctx: Context, user: User, session: Session, scheme: Scheme) -> str:
    """The value of the session's cookie of this scheme, not yet percent-encoded."""
    made = LoginCookie(user.login, session.expires, session.token)
    salt = await site_salt(ctx, scheme)
    return sessions.cookie_value(made, password_hash=user.password, salt=salt)


async def by_cookie(ctx: Context, value: str) -> Context | None:
    """The request asked by the account that the decoded value of a logged-in cookie proves; None if it proves nothing."""
    parsed = sessions.parse_cookie(value)
    now = ctx.now.timestamp()
    if parsed is None or not sessions.is_current(parsed, now=now):
        return None
    user = await users.by_login(ctx, parsed.login)
    salt = await site_salt(ctx, "logged_in")
    if user is None or not sessions.is_genuine(parsed, password_hash=user.password, salt=salt):
        return None
    await users.remember_meta(ctx, (user,))
    if not sessions.has_session(users.data(ctx, user, sessions.META_KEY), parsed.token, now=now):
        return None
    return await users.act_as(ctx, user, via="cookie", session=parsed.token)


def cookie_name(ctx: Context, scheme: Scheme) -> str:
    """The name of the cookie of a scheme: with the hash of the site's address as WordPress writes it."""
    return sessions.cookie_name(scheme, stored_site_url(ctx))


def stored_site_url(ctx: Context) -> str:
    """The site's address as it is hashed into the names of cookies."""
    configured = ctx.site.settings.site_url.rstrip("/")
    return configured or ctx.options.text("siteurl")
