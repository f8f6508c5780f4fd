"""Queries of wp_comments: collections in the terms of WP_Comment_Query, and what moderation asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import partial
from typing import Any, Literal

from pypika_tortoise.analytics import Count as CountOver
from pypika_tortoise.analytics import RowNumber
from pypika_tortoise.enums import Equality
from pypika_tortoise.enums import Order as Direction
from pypika_tortoise.functions import Count
from pypika_tortoise.queries import QueryBuilder, Table
from pypika_tortoise.terms import Criterion, Field

from engine.model.comments import Comment, CommentQuery
from engine.model.pages import Page, first_of
from engine.store import dates, said, tables
from engine.store import posts as post_queries
from engine.store.conditions import AllOf, AnyOf, Bound, Condition, In, Is, Like, beyond, every
from engine.store.connection import Database
from engine.store.orders import ByColumn, ByPosition, Order, ordered
from engine.store.statements import Row, Shape

COLUMN = {
    "id": "comment_ID", "post": "comment_post_ID", "author": "comment_author",
    "author_email": "comment_author_email", "author_url": "comment_author_url", "author_ip": "comment_author_IP",
    "date": "comment_date", "date_gmt": "comment_date_gmt", "content": "comment_content",
    "karma": "comment_karma", "approved": "comment_approved", "agent": "comment_agent", "type": "comment_type",
    "parent": "comment_parent", "user": "user_id",
}  # fmt: skip
_FIELDS = tuple(field.name for field in fields(Comment) if field.name != "id")
_COLUMNS = tuple(COLUMN[field.name] for field in fields(Comment))
_ORDERS = {name: COLUMN[name] for name in ("id", "date", "date_gmt", "post", "parent", "type")}
_DATES = frozenset({"comment_date", "comment_date_gmt"})
_SEARCHED = ("author", "author_email", "author_url", "author_ip", "content")

_APPROVED = "1"
_NOTE = "note"
_POST_TRASHED = "post-trashed"
# What a comment may have been before its post went into the trash.
_STATUSES = frozenset({"0", _APPROVED, "spam", "trash"})
# Comments whose status is set in one go.
_AT_ONCE = 500


async def select(db: Database, query: CommentQuery) -> tuple[tuple[Comment, ...], int]:
    """The comments of one page, and how many there are on all pages (0 where `query.count` does not ask)."""
    bound = Bound()
    conditions = tuple(_conditions(db, query, bound))
    orders = tuple(_orders(query, bound))
    paged = query.per_page >= 0
    start = first_of(query.page, query.per_page, query.offset)
    window = {"limit": query.per_page, "start": start} if paged else {}
    comments = await db.read(_comment, _page, conditions, orders, paged, **bound.values, **window)
    if not query.count:
        return comments, 0
    if (comments or not start) and (not paged or len(comments) < query.per_page):
        return comments, start + len(comments)
    return comments, await total(db, query)


async def select_each(
    db: Database, query: CommentQuery, whose: Literal["post", "parent"], ids: Iterable[int]
) -> dict[int, Page[Comment]]:
    """The first page of a query for each of these posts, or parents."""
    wanted = tuple(ids)
    narrowed = replace(query, posts=wanted) if whose == "post" else replace(query, parents=wanted)
    bound = Bound()
    conditions = tuple(_conditions(db, narrowed, bound))
    orders = tuple(_orders(query, bound))
    rows = await db.fetch(
        _first_pages, COLUMN[whose], conditions, orders, **bound.values, last=query.per_page
    )
    found: dict[int, list[Comment]] = {one: [] for one in wanted}
    totals = dict.fromkeys(wanted, 0)
    for *row, number in rows:
        comment = _comment(row)
        owner = comment.post if whose == "post" else comment.parent
        found[owner].append(comment)
        totals[owner] = int(number)
    return {one: Page(tuple(comments), totals[one]) for one, comments in found.items()}


async def total(db: Database, query: CommentQuery) -> int:
    """How many comments a query finds on all its pages."""
    bound = Bound()
    conditions = tuple(_conditions(db, query, bound))
    return int((await db.fetch(_total, conditions, **bound.values))[0][0])


def _by_status(shape: Shape) -> QueryBuilder:
    comments = shape.table("comments")
    query = shape.query.from_(comments).select(comments.comment_approved, Count("*"))
    query = query.where(comments.comment_post_ID == shape.one("post"))
    return query.where(comments.comment_type != shape.one("note")).groupby(comments.comment_approved)


async def counts(db: Database, post: int) -> dict[str, int]:
    """How many comments of a post have each status, notes left out."""
    return {str(status): int(number) for status, number in await db.fetch(_by_status, post=post, note=_NOTE)}


async def by_ids(db: Database, ids: Iterable[int]) -> dict[int, Comment]:
    """These comments, where they exist, of whatever status and type."""
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        return {}
    found = await db.read(_comment, _page, (In("comment_ID", "ids"),), (), False, ids=wanted)
    return {comment.id: comment for comment in found}


async def with_replies(db: Database, ids: Iterable[int]) -> frozenset[tuple[int, bool]]:
    """Which of these comments have replies that are approved or held, and whether those are notes."""
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        return frozenset()
    rows = await db.fetch(_parents, parents=wanted, statuses=("0", _APPROVED))
    return frozenset((int(parent), kind == _NOTE) for parent, kind in rows)


async def before(db: Database, ids: Iterable[int], *, threaded: bool) -> dict[int, int]:
    """How many approved comments of its post were written before each of these; threaded, those that are no replies."""
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        return {}
    rows = await db.fetch(_before, threaded, ids=wanted, approved=_APPROVED, note=_NOTE)
    return dict.fromkeys(wanted, 0) | {int(identity): int(count) for identity, count in rows}


async def duplicate(db: Database, comment: Comment) -> int:
    """The id of a comment of the same person, on the same post and parent, with the same text; 0 for none."""
    by_email = bool(comment.author_email)
    found = await db.fetch(
        _duplicate, by_email,
        beyond=await said.unlike(db, comment.post, comment.content), post=comment.post, parent=comment.parent, trash="trash", author=comment.author,
        content=comment.content, limit=1, **({"email": comment.author_email} if by_email else {}),
    )  # fmt: skip
    return int(found[0][0]) if found else 0


async def from_address(db: Database, post: int, url: str) -> Comment | None:
    """What somebody from this very address has said about a post, whatever became of it."""
    row = await tables.Comments.filter(post=post, author_url=url).order_by("id").only("id").first()
    return (await by_ids(db, (row.id,))).get(row.id) if row else None


async def latest_of(db: Database, *, since: datetime, user: int, address: str, email: str) -> datetime | None:
    """When somebody, known by account or else by address, or by e-mail, last commented since a time in GMT.

    Those who give no e-mail address are not taken for one person.
    """
    who: dict[str, object] = {"user": user} if user else {"address": address}
    who |= {"email": email} if email else {}
    rows = await db.fetch(_latest, bool(user), bool(email), since=dates.write(since), limit=1, **who)
    return dates.read(rows[0][0]) if rows else None


def _last_approved(shape: Shape) -> QueryBuilder:
    comments = shape.table("comments")
    query = shape.query.from_(comments).select(comments.comment_date_gmt)
    query = query.where(comments.comment_approved == shape.one("approved"))
    return query.orderby(comments.comment_date_gmt, order=Direction.desc).limit(shape.one("limit"))


async def last_approved(db: Database) -> datetime | None:
    """When the latest approved comment was written, in UTC."""
    rows = await db.fetch(_last_approved, approved=_APPROVED, limit=1)
    return dates.read(rows[0][0]) if rows else None


async def is_known(db: Database, *, author: str = "", email: str = "", user: int = 0) -> bool:
    """Whether somebody has an approved comment: an account, or a guest of a name and an e-mail address.

    What readers wrote who are known by another network speaks for no guest.
    """
    if user:
        rows = await db.fetch(_approved_of_user, user=user, approved=_APPROVED, limit=1)
    else:
        rows = await db.fetch(_approved_of_guest, author=author, email=email, approved=_APPROVED, limit=1)
    return bool(rows)


async def insert(db: Database, comment: Comment) -> Comment:
    """Add a comment, its id being made; the post has one more at the end of the transaction."""

    async def work() -> int:
        identity = await db.add("comments", _row(comment), key=COLUMN["id"])
        if comment.approved == _APPROVED and comment.type != _NOTE:
            db.change_at_last(_one_more, post=comment.post, more=1)
        return identity

    identity = await db.together(work)
    said.added(db, comment.post, identity)
    return replace(comment, id=identity)


def _row(comment: Comment) -> dict[str, Any]:
    """The columns of a comment, but for its number."""
    row = {COLUMN[name]: getattr(comment, name) for name in _FIELDS}
    return row | {column: dates.write(row[column]) for column in _DATES}


async def number_of(db: Database, post: int) -> int | None:
    """The number of a post's comments as the post has it."""
    if db.in_transaction:
        await db.catch_up()
    rows = await db.fetch(_number, post=post)
    return int(rows[0][0]) if rows else None


async def update(db: Database, comment: Comment) -> int | None:
    """Store a comment anew; answers the number of its post's comments."""

    async def work() -> int | None:
        old = await tables.Comments.filter(id=comment.id).select_for_update().first()
        values = {name: getattr(comment, name) for name in _FIELDS}
        await tables.Comments.filter(id=comment.id).update(**values)
        if old is not None and old.post != comment.post:
            await _count_again(db, old.post)
        return await _count_again(db, comment.post)

    return await db.atomically(work)


async def delete(db: Database, comment: Comment) -> int | None:
    """Remove a comment with its meta; its replies move up to its parent."""

    async def work() -> int | None:
        await tables.Comments.filter(parent=comment.id).update(parent=comment.parent)
        await tables.CommentMeta.filter(object=comment.id).delete()
        await tables.Comments.filter(id=comment.id).delete()
        return await _count_again(db, comment.post)

    return await db.atomically(work)


async def statuses(db: Database, post: int) -> dict[int, str]:
    """The status of every comment of a post, notes among them."""
    return {int(one): str(status) for one, status in await db.fetch(_status_of_each, post=post)}


def _status_of_each(shape: Shape) -> QueryBuilder:
    comments = shape.table("comments")
    query = shape.query.from_(comments).select(comments.comment_ID, comments.comment_approved)
    return query.where(comments.comment_post_ID == shape.one("post"))


async def put_away(db: Database, post: int) -> None:
    """Let all comments of a post be those of one in the trash."""
    await db.together(partial(_set_status, {"post": post}, _POST_TRASHED))


async def bring_back(db: Database, post: int, former: Mapping[int, str]) -> int | None:
    """Give the comments of a post that leaves the trash their former statuses, and hold those that are not known.

    Answers the number of the post's comments.
    """

    async def work() -> int | None:
        for status in sorted({*former.values()} & _STATUSES):
            these = [one for one, its in former.items() if its == status]
            for start in range(0, len(these), _AT_ONCE):
                chunk = these[start : start + _AT_ONCE]
                await _set_status({"post": post, "approved": _POST_TRASHED, "id__in": chunk}, status)
        await _set_status({"post": post, "approved": _POST_TRASHED}, "0")
        return await _count_again(db, post)

    return await db.together(work)


async def _set_status(which: Mapping[str, Any], status: str) -> None:
    await tables.Comments.filter(**which).update(approved=status)


def _one_more(shape: Shape) -> QueryBuilder:
    posts = shape.table("posts")
    query = shape.query.update(posts).set(posts.comment_count, posts.comment_count + shape.one("more"))
    return query.where(shape.one("post") == posts.ID)


def _number(shape: Shape) -> QueryBuilder:
    posts = shape.table("posts")
    return shape.query.from_(posts).select(posts.comment_count).where(shape.one("post") == posts.ID)


async def _count_again(db: Database, post: int) -> int | None:
    """Set a post's number of comments, holding the post so that two who count do not write over each other."""
    await db.catch_up()
    if not await tables.Posts.filter(id=post).select_for_update().only("id").first():
        return None
    counted = await tables.Comments.filter(post=post, approved=_APPROVED).exclude(type=_NOTE).count()
    await tables.Posts.filter(id=post).update(comment_count=counted)
    return counted


def _comment(row: Row) -> Comment:
    (identity, post, author, email, url, address, date, date_gmt, content, karma, approved, agent, kind, parent,
     user) = row  # fmt: skip
    return Comment(
        identity, post, author, email, url, address, dates.read(date), dates.read(date_gmt), content, karma,
        approved, agent, kind, parent, user,
    )  # fmt: skip


# Statements.


def _page(
    shape: Shape, conditions: tuple[Condition, ...], orders: tuple[Order, ...], paged: bool
) -> QueryBuilder:
    comments = shape.table("comments")
    query = shape.query.from_(comments).select(*(Field(name, table=comments) for name in _COLUMNS))
    query = query.where(AllOf(conditions).on(shape, comments))
    query = ordered(query, orders, shape, comments)
    return query.limit(shape.one("limit")).offset(shape.one("start")) if paged else query


def _total(shape: Shape, conditions: tuple[Condition, ...]) -> QueryBuilder:
    comments = shape.table("comments")
    return shape.query.from_(comments).select(Count("*")).where(AllOf(conditions).on(shape, comments))


def _first_pages(
    shape: Shape, owner: str, conditions: tuple[Condition, ...], orders: tuple[Order, ...]
) -> QueryBuilder:
    comments = shape.table("comments")
    place = ordered(RowNumber().over(Field(owner, table=comments)), orders, shape, comments)
    number = CountOver(comments.comment_ID).over(Field(owner, table=comments))
    numbered = (
        shape.query.from_(comments)
        .select(*(Field(name, table=comments) for name in _COLUMNS))
        .select(place.as_("place"), number.as_("number"))
        .where(AllOf(conditions).on(shape, comments))
    ).as_("numbered")
    query = shape.query.from_(numbered).select(*(Field(name, table=numbered) for name in _COLUMNS))
    query = query.select(numbered.number).where(numbered.place <= shape.one("last"))
    return query.orderby(Field(owner, table=numbered)).orderby(numbered.place)


def _parents(shape: Shape) -> QueryBuilder:
    comments = shape.table("comments")
    query = shape.query.from_(comments).select(comments.comment_parent, comments.comment_type).distinct()
    query = query.where(comments.comment_parent.isin(shape.many("parents")))
    return query.where(comments.comment_approved.isin(shape.many("statuses")))


def _before(shape: Shape, threaded: bool) -> QueryBuilder:
    these, others = shape.table("comments", "these"), shape.table("comments", "others")
    query = (
        shape.query.from_(these)
        .join(others)
        .on(others.comment_post_ID == these.comment_post_ID)
        .select(these.comment_ID, Count("*"))
        .where(these.comment_ID.isin(shape.many("ids")))
        .where(others.comment_approved == shape.one("approved"))
        .where(others.comment_type != shape.one("note"))
        .where(others.comment_date_gmt < these.comment_date_gmt)
    )
    if threaded:
        query = query.where(others.comment_parent == 0)
    return query.groupby(these.comment_ID)


def _duplicate(shape: Shape, by_email: bool) -> QueryBuilder:
    comments = shape.table("comments")
    same: Criterion = comments.comment_author == shape.one("author")
    if by_email:
        same = same | (comments.comment_author_email == shape.one("email"))
    query = shape.query.from_(comments).select(comments.comment_ID)
    query = query.where(comments.comment_post_ID == shape.one("post"))
    query = query.where(comments.comment_ID > shape.one("beyond"))
    # Of each comment the text is looked at first: it tells most of them apart, and then nothing else is compared.
    query = query.where(comments.comment_content == shape.one("content"))
    query = query.where(comments.comment_parent == shape.one("parent")).where(same)
    return query.where(comments.comment_approved != shape.one("trash")).limit(shape.one("limit"))


def _latest(shape: Shape, by_account: bool, by_email: bool) -> QueryBuilder:
    comments = shape.table("comments")
    who: Criterion = (
        comments.user_id == shape.one("user")
        if by_account
        else comments.comment_author_IP == shape.one("address")
    )
    query = shape.query.from_(comments).select(comments.comment_date_gmt)
    query = query.where(comments.comment_date_gmt >= shape.one("since"))
    if by_email:
        who = who | (comments.comment_author_email == shape.one("email"))
    query = query.where(who)
    return query.orderby(comments.comment_date_gmt, order=Direction.desc).limit(shape.one("limit"))


def _approved_of_user(shape: Shape) -> QueryBuilder:
    comments = shape.table("comments")
    query = shape.query.from_(comments).select(comments.comment_ID)
    query = query.where(comments.user_id == shape.one("user"))
    return query.where(comments.comment_approved == shape.one("approved")).limit(shape.one("limit"))


def _approved_of_guest(shape: Shape) -> QueryBuilder:
    comments, written = shape.table("comments"), shape.table("tympan_reader_comments")
    query = shape.query.from_(comments).left_join(written).on(written.comment_id == comments.comment_ID)
    query = query.select(comments.comment_ID).where(written.comment_id.isnull())
    query = query.where(comments.comment_author == shape.one("author"))
    query = query.where(comments.comment_author_email == shape.one("email"))
    return query.where(comments.comment_approved == shape.one("approved")).limit(shape.one("limit"))


# The conditions of a CommentQuery.


@dataclass(frozen=True, slots=True)
class _OnPosts:
    """The comment's post has one of some types or statuses, or this author; '' asks nothing."""

    types: str = ""
    statuses: str = ""
    author: str = ""

    def on(self, shape: Shape, comments: Table) -> Criterion:
        posts = shape.table("posts")
        query = shape.query.from_(posts).select(posts.ID)
        if self.types:
            query = query.where(posts.post_type.isin(shape.many(self.types)))
        if self.statuses:
            query = query.where(posts.post_status.isin(shape.many(self.statuses)))
        if self.author:
            query = query.where(posts.post_author == shape.one(self.author))
        return comments.comment_post_ID.isin(query)


@dataclass(frozen=True, slots=True)
class _OnFound:
    """The comment's post meets these conditions, all of them."""

    conditions: tuple[Condition, ...]

    def on(self, shape: Shape, comments: Table) -> Criterion:
        posts = shape.table("posts")
        query = shape.query.from_(posts).select(posts.ID)
        return comments.comment_post_ID.isin(
            query.where(every(one.on(shape, posts) for one in self.conditions))
        )


def _conditions(db: Database, query: CommentQuery, bound: Bound) -> Iterable[Condition]:
    yield _statuses(query, bound)
    yield from _lists(query, bound)
    if query.author_email:
        yield Is("comment_author_email", bound.put(query.author_email))
    if query.after is not None:
        yield Is("comment_date", bound.put(dates.write(query.after)), Equality.gt)
    if query.before is not None:
        yield Is("comment_date", bound.put(dates.write(query.before)), Equality.lt)
    if query.beyond is not None:
        slots = bound.put(dates.write(query.beyond.date)), bound.put(query.beyond.id)
        yield beyond("comment_date_gmt", "comment_ID", slots, descending=query.order == "desc")
    if query.search:
        pattern = bound.put(db.contains(query.search))
        yield AnyOf(tuple(Like(COLUMN[name], pattern) for name in _SEARCHED))
    if query.post_types or query.post_statuses is not None or query.post_author is not None:
        yield _OnPosts(
            bound.put(query.post_types) if query.post_types else "",
            bound.put(query.post_statuses or ("",)) if query.post_statuses is not None else "",
            bound.put(query.post_author) if query.post_author is not None else "",
        )
    if query.of_posts is not None:
        yield _OnFound(tuple(post_queries.conditions_of(db, query.of_posts, bound)))


def _statuses(query: CommentQuery, bound: Bound) -> Condition:
    """The statuses asked for, and besides them what its own author is waiting for."""
    listed = In("comment_approved", bound.put(query.statuses or ("",)))
    own: list[Condition] = []
    if query.also_unapproved_of_user:
        own.append(Is("user_id", bound.put(query.also_unapproved_of_user)))
    if query.also_unapproved_of_email:
        own.append(Is("comment_author_email", bound.put(query.also_unapproved_of_email)))
    if query.also_unapproved:
        own.append(Is("comment_ID", bound.put(query.also_unapproved)))
    if not own:
        return listed
    held = Is("comment_approved", bound.put("0"))
    return AnyOf((listed, AllOf((held, AnyOf(tuple(own))))))


def _lists(query: CommentQuery, bound: Bound) -> Iterable[Condition]:
    wanted: Mapping[str, tuple[Sequence[object], Sequence[object]]] = {
        "comment_ID": (query.include, query.exclude),
        "comment_post_ID": (query.posts, query.posts_exclude),
        "comment_parent": (query.parents, query.parents_exclude),
        "user_id": (query.authors, query.authors_exclude),
        "comment_type": (query.types, query.types_exclude),
    }
    for column, (included, excluded) in wanted.items():
        if included:
            yield In(column, bound.put(tuple(included)))
        if excluded:
            yield In(column, bound.put(tuple(excluded)), negated=True)


# The order of a CommentQuery.


def _orders(query: CommentQuery, bound: Bound) -> Iterable[Order]:
    """WordPress's order: equal dates by id in the same direction, everything else equal newest id first."""
    descending = query.order == "desc"
    if query.orderby == "include" and query.include:
        yield ByPosition("comment_ID", bound.put(query.include))
        return
    column = _ORDERS.get(query.orderby, "comment_date_gmt")
    yield ByColumn(column, descending)
    if column != "comment_ID":
        yield ByColumn("comment_ID", descending if column in _DATES else True)
