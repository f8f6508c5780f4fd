"""Readers who log in with another network: who they are, their sessions, and how they are forgotten.

A person is a network and its id for him or her, never an e-mail address: the same address signs nobody in, and brings
no trust along.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final, cast

from engine.content.persons import stored_address, stored_email, stored_name
from engine.domain import comments, hooks, reader_pictures, subscriptions, users
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.domain.tickets import new_secret
from engine.model.comments import Comment
from engine.model.errors import Forbidden
from engine.model.readers import Profile, Reader, ReaderSession
from engine.model.users import User
from engine.store import readers as store

LIFETIME: Final = timedelta(days=30)
ANONYMOUS: Final = store.Anonymous("Anonymous", "0.0.0.0")  # noqa: S104 - what WordPress makes of an address it erases

_MAX_NAME: Final = 245
_MAX_URL: Final = 200
_MAX_EMAIL: Final = 100
_MAX_SUBJECT: Final = 255
_MAX_AGENT: Final = 255
_MOST_LISTED: Final = 200


async def sign_in(
    ctx: Context, profile: Profile, *, address: str = "", agent: str = ""
) -> tuple[Reader, str]:
    """Remember who a network says this is, and begin a session; answers the reader and the session's token."""
    now = int(ctx.now.timestamp())
    reader = await store.remember(
        ctx.db, _person(profile.provider, profile.subject), _clean(profile), now=now
    )
    token = new_secret()
    session = ReaderSession(
        _hashed(token), reader.id, now, now + int(LIFETIME.total_seconds()), address[:100], agent[:_MAX_AGENT]
    )
    await store.begin_session(ctx.db, session, now=now)
    await reader_pictures.fetch_later(ctx, reader)
    await ctx.hooks.do(hooks.reader_signed_in, reader)
    return reader, token


async def remember(ctx: Context, profile: Profile) -> Reader:
    """Remember who a network says this is."""
    person = _person(profile.provider, profile.subject)
    return await store.remember(ctx.db, person, _clean(profile), now=int(ctx.now.timestamp()))


def _clean(profile: Profile) -> Profile:
    """What a network says, as it may be shown and stored."""
    email = stored_email(profile.email).lower()
    url = stored_address(profile.url)
    return replace(
        profile,
        subject=profile.subject[:_MAX_SUBJECT],
        name=stored_name(profile.name)[:_MAX_NAME] or "Anonymous",
        url=url if len(url) <= _MAX_URL and url.startswith(("http://", "https://")) else "",
        email=email if len(email) <= _MAX_EMAIL else "",
        is_email_verified=profile.is_email_verified and bool(email),
        picture=profile.picture if profile.picture.startswith(("http://", "https://")) else "",
    )


async def by_token(ctx: Context, token: str) -> Reader | None:
    """The reader whose session a token proves."""
    if not token:
        return None
    return await store.by_session(ctx.db, _hashed(token), now=int(ctx.now.timestamp()))


async def sign_out(ctx: Context, token: str) -> None:
    """End a session."""
    await store.end_session(ctx.db, _hashed(token))


async def sessions(ctx: Context, reader: Reader) -> tuple[ReaderSession, ...]:
    """Where a reader is logged in, the newest first."""
    return await store.sessions(ctx.db, reader.id, now=int(ctx.now.timestamp()))


def is_session(session: ReaderSession, token: str) -> bool:
    """Whether a token is that of a session."""
    return session.key == _hashed(token)


async def sign_out_everywhere(ctx: Context, reader: Reader) -> int:
    """End all sessions of a reader; answers how many there were."""
    return await store.end_sessions(ctx.db, reader.id)


async def of_subject(ctx: Context, provider: str, subject: str) -> Reader | None:
    """The reader that a network knows by this id."""
    return await store.by_person(ctx.db, _person(provider, subject))


async def listed(ctx: Context) -> tuple[Reader, ...]:
    """Those who were here last, for moderators; raises Forbidden."""
    _refuse_others(ctx)
    return await store.select(ctx.db, limit=_MOST_LISTED)


async def revoke(ctx: Context, identity: int) -> int:
    """End all sessions of a reader as a moderator; answers how many there were. Raises Forbidden."""
    _refuse_others(ctx)
    return await store.end_sessions(ctx.db, identity)


async def forget_as_moderator(ctx: Context, identity: int) -> None:
    """Forget a reader as a moderator; raises Forbidden."""
    _refuse_others(ctx)
    reader = await store.by_id(ctx.db, identity)
    if reader is not None:
        await forget(ctx, reader)


def _refuse_others(ctx: Context) -> None:
    if not can(ctx, "moderate_comments"):
        raise Forbidden("Only moderators may do this.", capability="moderate_comments")


async def forget(ctx: Context, reader: Reader) -> int:
    """Take a reader's name from all comments and forget him or her; answers how many comments there were."""
    written = await store.comments_of(ctx.db, reader)
    await store.anonymise(ctx.db, written, ANONYMOUS)
    await store.remove(ctx.db, reader.id)
    await reader_pictures.remove(ctx, reader)
    if reader.is_email_verified:
        await subscriptions.end_all(ctx, reader.email)
    for identity in written:
        comments.memory(ctx).pop(identity, None)
    for comment in (await comments.by_ids(ctx, written)).values():
        await ctx.hooks.do(hooks.edit_comment, comment.id, comment)
    await ctx.hooks.do(hooks.reader_forgotten, reader, len(written))
    return len(written)


# Comments.


async def wrote(ctx: Context, reader: Reader, comment: Comment) -> None:
    """Say that a comment is this reader's."""
    await store.wrote(ctx.db, reader, comment.id)
    ctx.remembered("reader_of_comment")[comment.id] = reader


async def forget_comment(ctx: Context, comment: Comment) -> None:
    """A comment is gone for good."""
    await store.forget_comment(ctx.db, comment.id)


async def remember_authors(ctx: Context, shown: Iterable[Comment]) -> None:
    """Read which readers wrote these comments."""
    known = ctx.remembered("reader_of_comment")
    missing = [comment.id for comment in shown if comment.id not in known and not comment.user]
    found = await store.of_comments(ctx.db, missing)
    known.update({identity: found.get(identity) for identity in missing})


def author(ctx: Context, comment: Comment) -> Reader | None:
    """The reader who wrote a comment, if one did; see `remember_authors`."""
    return cast("Reader | None", ctx.remembered("reader_of_comment").get(comment.id))


async def is_trusted(ctx: Context, reader: int) -> bool:
    """Whether a comment of this very reader was approved before."""
    return await store.was_approved(ctx.db, reader)


async def owns_address(ctx: Context, email: str) -> bool:
    """Whether an e-mail address is one that a network vouches for as a reader's."""
    return bool(email) and await store.has_address(ctx.db, email.lower())


# Accounts of the site.


async def link(ctx: Context, reader: Reader) -> None:
    """Let a reader be known as the actor, who is logged in; raises Forbidden for nobody and for another's reader."""
    if not ctx.actor.is_logged_in:
        raise Forbidden("Please log in first.", code="not_logged_in")
    await link_to(ctx, reader, ctx.actor.id)


async def link_to(ctx: Context, reader: Reader, account: int) -> None:
    """Let a reader be known as an account whose holder agreed; raises Forbidden for another's reader."""
    if reader.user not in {0, account}:
        raise Forbidden("This belongs to another account already.", code="reader_linked")
    await store.link(ctx.db, reader.id, account)


async def unlink(ctx: Context, identity: int) -> None:
    """Take a reader away from the actor's account."""
    if any(reader.id == identity for reader in await linked(ctx)):
        await store.link(ctx.db, identity, 0)


async def account(ctx: Context, reader: Reader) -> User | None:
    """The account that a reader has linked, where it still exists."""
    return (await users.by_ids(ctx, (reader.user,))).get(reader.user) if reader.user else None


async def linked(ctx: Context) -> tuple[Reader, ...]:
    """The readers that the actor's account is known as."""
    return await store.of_user(ctx.db, ctx.actor.id) if ctx.actor.is_logged_in else ()


def _person(provider: str, subject: str) -> str:
    return _hashed(f"{provider}\0{subject}")


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
