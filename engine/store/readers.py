"""Readers known by another network, their sessions, and which comments are theirs."""

from collections.abc import Iterable
from dataclasses import dataclass

from pypika_tortoise.enums import Order
from pypika_tortoise.queries import QueryBuilder
from pypika_tortoise.terms import Field

from engine.model.readers import Profile, Reader, ReaderSession
from engine.store import tables
from engine.store.connection import Database
from engine.store.statements import Row, Shape

_COLUMNS = (
    "id",
    "provider",
    "subject",
    "name",
    "url",
    "email",
    "email_verified",
    "picture",
    "avatar", "user_id", "last_at",
)  # fmt: skip
_POST_AS = "hc_post_as"
_SUBJECT = "hc_foreign_user_id"
_PICTURE = "hc_avatar"


@dataclass(frozen=True, slots=True)
class Anonymous:
    """What the columns of a comment hold once nobody is to know who wrote it."""

    author: str
    address: str


async def remember(db: Database, person: str, profile: Profile, *, now: int) -> Reader:
    """Keep what a network says now of a person, who is made known where he or she was not."""
    said = {
        "provider": profile.provider,
        "subject": profile.subject,
        "name": profile.name,
        "url": profile.url,
        "email": profile.email,
        "email_verified": int(profile.is_email_verified),
        "picture": profile.picture,
        "last_at": now,
    }

    async def work() -> None:
        fresh = tables.Readers(person=person, first_at=now, **said)
        await tables.Readers.bulk_create([fresh], ignore_conflicts=True)
        await tables.Readers.filter(person=person).update(**said)

    await db.atomically(work)
    (row,) = await db.fetch(_by, "person", value=person)
    return _reader(row)


async def by_person(db: Database, person: str) -> Reader | None:
    """The reader of a network's subject."""
    rows = await db.fetch(_by, "person", value=person)
    return _reader(rows[0]) if rows else None


async def by_id(db: Database, identity: int) -> Reader | None:
    """A reader by the site's own number."""
    rows = await db.fetch(_by, "id", value=identity)
    return _reader(rows[0]) if rows else None


async def select(db: Database, *, limit: int) -> tuple[Reader, ...]:
    """Those who were here last."""
    return tuple(map(_reader, await db.fetch(_latest, limit=limit)))


async def of_user(db: Database, user: int) -> tuple[Reader, ...]:
    """The readers that an account has linked."""
    return tuple(map(_reader, await db.fetch(_by, "user_id", value=user)))


async def link(db: Database, reader: int, user: int) -> None:
    """Say which account a reader is, 0 for none."""

    async def work() -> None:
        await tables.Readers.filter(id=reader).update(user=user)

    await db.atomically(work)


async def set_avatar(db: Database, reader: int, avatar: str) -> None:
    """Say which file is the copy of a reader's picture."""

    async def work() -> None:
        await tables.Readers.filter(id=reader).update(avatar=avatar)

    await db.atomically(work)


async def with_address(db: Database, email: str) -> tuple[Reader, ...]:
    """The readers of whom a network says that this verified address is theirs."""
    found = map(_reader, await db.fetch(_by, "email", value=email))
    return tuple(one for one in found if one.is_email_verified)


async def has_address(db: Database, email: str) -> bool:
    """Whether the network of some reader vouches for this e-mail address."""
    return bool(await db.fetch(_verified, email=email, yes=1, limit=1))


async def begin_session(db: Database, session: ReaderSession, *, now: int) -> None:
    """Keep a new session; those that have expired are dropped on the way."""

    async def work() -> None:
        await tables.ReaderSessions.filter(expires_at__lt=now).delete()
        await tables.ReaderSessions.create(
            token=session.key,
            reader=session.reader,
            started_at=session.started_at,
            expires_at=session.expires_at,
            ip=session.ip,
            agent=session.agent,
        )

    await db.atomically(work)


async def by_session(db: Database, key: str, *, now: int) -> Reader | None:
    """The reader of a session that has not expired."""
    rows = await db.fetch(_of_session, key=key, now=now)
    return _reader(rows[0]) if rows else None


async def sessions(db: Database, reader: int, *, now: int) -> tuple[ReaderSession, ...]:
    """The sessions of a reader, the newest first."""
    rows = await db.fetch(_sessions, reader=reader, now=now)
    return tuple(
        ReaderSession(key, int(whose), int(started), int(expires), address, agent)
        for key, whose, started, expires, address, agent in rows
    )


async def end_session(db: Database, key: str) -> None:
    """Forget a session."""

    async def work() -> None:
        await tables.ReaderSessions.filter(token=key).delete()

    await db.atomically(work)


async def end_sessions(db: Database, reader: int) -> int:
    """Forget all sessions of a reader; answers how many there were."""

    async def work() -> int:
        return int(await tables.ReaderSessions.filter(reader=reader).delete())

    return await db.atomically(work)


async def wrote(db: Database, reader: Reader, comment: int) -> None:
    """Say who wrote a comment, for us and in the meta by which WordPress.com's exports say it."""

    async def work() -> None:
        await tables.ReaderComments.create(comment=comment, reader=reader.id)
        said = {_POST_AS: reader.provider, _SUBJECT: reader.subject}
        said |= {_PICTURE: reader.picture} if reader.picture else {}
        rows = [tables.CommentMeta(object=comment, key=key, value=value) for key, value in said.items()]
        await tables.CommentMeta.bulk_create(rows)

    await db.atomically(work)


async def of_comments(db: Database, comments: Iterable[int]) -> dict[int, Reader]:
    """Who wrote these comments, of those that readers wrote."""
    wanted = tuple(dict.fromkeys(comments))
    # On a site where no reader has written anything, that is remembered, and no list of comments is asked for.
    if not wanted or not await db.fetch(_any_comment, limit=1):
        return {}
    rows = await db.fetch(_of_comments, comments=wanted)
    return {int(comment): _reader(row) for comment, *row in rows}


async def was_approved(db: Database, reader: int) -> bool:
    """Whether a reader has an approved comment."""
    return bool(await db.fetch(_approved, reader=reader, approved="1", limit=1))


async def comments_of(db: Database, reader: Reader) -> tuple[int, ...]:
    """All comments of a reader: those written here, and those that came with another site's export."""
    written = await tables.ReaderComments.filter(reader=reader.id).values_list("comment", flat=True)
    named = await db.fetch(
        _named, post_as=_POST_AS, provider=reader.provider, who=_SUBJECT, subject=reader.subject
    )
    return tuple(sorted({*map(int, written), *(int(row[0]) for row in named)}))  # type: ignore[arg-type]  # flat


async def anonymise(db: Database, comments: Iterable[int], anonymous: Anonymous) -> None:
    """Take from comments who wrote them; the words stay."""
    wanted = list(comments)

    async def work() -> None:
        await tables.Comments.filter(id__in=wanted).update(
            author=anonymous.author,
            author_email="",
            author_url="",
            author_ip=anonymous.address,
            agent="",
            user=0,
        )
        await tables.CommentMeta.filter(object__in=wanted, key__in=[_POST_AS, _SUBJECT, _PICTURE]).delete()
        await tables.ReaderComments.filter(comment__in=wanted).delete()

    await db.atomically(work)


async def remove(db: Database, reader: int) -> None:
    """Forget a reader and his or her sessions."""

    async def work() -> None:
        await tables.ReaderSessions.filter(reader=reader).delete()
        await tables.ReaderComments.filter(reader=reader).delete()
        await tables.Readers.filter(id=reader).delete()

    await db.atomically(work)


async def forget_comment(db: Database, comment: int) -> None:
    """A comment is gone."""

    async def work() -> None:
        await tables.ReaderComments.filter(comment=comment).delete()

    await db.atomically(work)


def _reader(row: Row) -> Reader:
    identity, provider, subject, name, url, email, verified, picture, avatar, user, last = row
    return Reader(
        int(identity),
        provider,
        subject,
        name,
        url,
        email,
        bool(verified),
        picture,
        avatar,
        int(user),
        int(last),
    )


def _by(shape: Shape, column: str) -> QueryBuilder:
    readers = shape.table("tympan_readers")
    query = shape.query.from_(readers).select(*(Field(name, table=readers) for name in _COLUMNS))
    return query.where(Field(column, table=readers) == shape.one("value")).orderby(readers.id)


def _latest(shape: Shape) -> QueryBuilder:
    readers = shape.table("tympan_readers")
    query = shape.query.from_(readers).select(*(Field(name, table=readers) for name in _COLUMNS))
    query = query.orderby(readers.last_at, order=Order.desc).orderby(readers.id, order=Order.desc)
    return query.limit(shape.one("limit"))


def _verified(shape: Shape) -> QueryBuilder:
    readers = shape.table("tympan_readers")
    query = shape.query.from_(readers).select(readers.id).where(readers.email == shape.one("email"))
    return query.where(readers.email_verified == shape.one("yes")).limit(shape.one("limit"))


def _of_session(shape: Shape) -> QueryBuilder:
    readers, sessions = shape.table("tympan_readers"), shape.table("tympan_reader_sessions")
    query = shape.query.from_(sessions).join(readers).on(readers.id == sessions.reader_id)
    query = query.select(*(Field(name, table=readers) for name in _COLUMNS))
    return query.where(sessions.token == shape.one("key")).where(sessions.expires_at >= shape.one("now"))


def _sessions(shape: Shape) -> QueryBuilder:
    kept = shape.table("tympan_reader_sessions")
    query = shape.query.from_(kept)
    query = query.select(kept.token, kept.reader_id, kept.started_at, kept.expires_at, kept.ip, kept.agent)
    query = query.where(kept.reader_id == shape.one("reader")).where(kept.expires_at >= shape.one("now"))
    return query.orderby(kept.started_at, order=Order.desc)


def _any_comment(shape: Shape) -> QueryBuilder:
    written = shape.table("tympan_reader_comments")
    return shape.query.from_(written).select(written.comment_id).limit(shape.one("limit"))


def _of_comments(shape: Shape) -> QueryBuilder:
    readers, written = shape.table("tympan_readers"), shape.table("tympan_reader_comments")
    query = shape.query.from_(written).join(readers).on(readers.id == written.reader_id)
    query = query.select(written.comment_id, *(Field(name, table=readers) for name in _COLUMNS))
    return query.where(written.comment_id.isin(shape.many("comments")))


def _approved(shape: Shape) -> QueryBuilder:
    comments, written = shape.table("comments"), shape.table("tympan_reader_comments")
    query = shape.query.from_(written).join(comments).on(comments.comment_ID == written.comment_id)
    query = query.select(written.comment_id).where(written.reader_id == shape.one("reader"))
    return query.where(comments.comment_approved == shape.one("approved")).limit(shape.one("limit"))


def _named(shape: Shape) -> QueryBuilder:
    ways, subjects = shape.table("commentmeta", "ways"), shape.table("commentmeta", "subjects")
    query = shape.query.from_(subjects).join(ways).on(ways.comment_id == subjects.comment_id)
    query = query.select(subjects.comment_id).where(subjects.meta_key == shape.one("who"))
    query = query.where(subjects.meta_value == shape.one("subject"))
    query = query.where(ways.meta_key == shape.one("post_as"))
    return query.where(ways.meta_value == shape.one("provider"))
