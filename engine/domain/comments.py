"""Comments for readers: queries, single comments, who may see and change them, where they stand."""

import hmac
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final, Literal, cast

from engine.domain import hooks, permalinks, posts, users
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.domain.keys import site_salt
from engine.model.comments import Comment, CommentQuery
from engine.model.errors import NotFound
from engine.model.ids import MAX_ID
from engine.model.pages import Page
from engine.model.posts import Post
from engine.store import comments as store

NOTE: Final = "note"
APPROVED: Final = "1"
HELD: Final = "0"

# WordPress's names of statuses in transitions.
_STATUS_NAMES: Final = {APPROVED: "approved", HELD: "unapproved"}

# How long whoever wrote a comment may see it by the address they were sent to.
_PREVIEWED_FOR: Final = timedelta(minutes=10)


def status_name(status: str) -> str:
    """A status as transitions name it."""
    return _STATUS_NAMES.get(status, status)


def memory(ctx: Context) -> dict[int, Comment]:
    """The comments this request has read."""
    return cast("dict[int, Comment]", ctx.remembered("comment"))


async def query(ctx: Context, query: CommentQuery) -> Page[Comment]:
    """One page of comments, remembered with their posts; whether each may be read is for the caller to ask."""
    foreseen = _foreseen(ctx).get(query)
    if foreseen is not None:
        return foreseen
    found, total = await store.select(ctx.db, query)
    await remember(ctx, found)
    return Page(found, total)


async def foresee(ctx: Context, queries: Iterable[CommentQuery]) -> tuple[Comment, ...]:
    """Read at once what queries ask that differ in nothing but their one post, or in their one parent.

    Other queries are left for later.
    """
    alike = defaultdict[tuple[Literal["post", "parent"], CommentQuery], dict[int, CommentQuery]](dict)
    for query in queries:
        if query.page != 1 or query.offset is not None:
            continue
        if len(query.parents) == 1:
            alike["parent", replace(query, parents=())][query.parents[0]] = query
        elif len(query.posts) == 1:
            alike["post", replace(query, posts=())][query.posts[0]] = query
    read: list[Comment] = []
    for (whose, query), by_id in alike.items():
        for identity, page in (await store.select_each(ctx.db, query, whose, by_id)).items():
            _foreseen(ctx)[by_id[identity]] = page
            read += page.items
    await remember(ctx, read)
    return tuple(read)


def _foreseen(ctx: Context) -> dict[CommentQuery, Page[Comment]]:
    return cast("dict[CommentQuery, Page[Comment]]", ctx.remembered("comment_pages"))


async def remember(ctx: Context, comments: Iterable[Comment]) -> None:
    """Keep comments for this request with what questions of capability and addresses need: their posts."""
    kept = list(comments)
    memory(ctx).update({comment.id: comment for comment in kept})
    found = await posts.by_ids(ctx, [comment.post for comment in kept])
    await permalinks.remember(ctx, found.values())


def forget(ctx: Context, post: Post) -> None:
    """Forget the comments of a post that were changed all at once."""
    known = memory(ctx)
    for identity in [identity for identity, comment in known.items() if comment.post == post.id]:
        del known[identity]
    _foreseen(ctx).clear()


def remember_new(ctx: Context, comment: Comment) -> None:
    """Know of a new comment that nothing hangs on it yet."""
    ctx.remembered("replies")[comment.id] = frozenset()
    ctx.remembered("comment_meta")[comment.id] = {}


async def remember_authors(ctx: Context, comments: Iterable[Comment]) -> None:
    """Read the accounts of those who wrote these comments."""
    await users.remember(ctx, [comment.user for comment in comments])


async def by_ids(ctx: Context, ids: Iterable[int]) -> dict[int, Comment]:
    """These comments, where they exist, remembered with their posts."""
    wanted = [identity for identity in dict.fromkeys(ids) if 0 < identity <= MAX_ID]
    known = memory(ctx)
    missing = [identity for identity in wanted if identity not in known]
    if missing:
        await remember(ctx, (await store.by_ids(ctx.db, missing)).values())
    return {identity: known[identity] for identity in wanted if identity in known}


async def get(ctx: Context, identity: int) -> Comment:
    """A comment, remembered with its post; raises NotFound."""
    found = (await by_ids(ctx, (identity,))).get(identity)
    if found is None:
        raise NotFound("There is no such comment.", code="rest_comment_invalid_id")
    return found


async def counts(ctx: Context, post: Post) -> dict[str, int]:
    """How many comments of a post have each status, notes left out."""
    return await store.counts(ctx.db, post.id)


def post_of(ctx: Context, comment: Comment) -> Post | None:
    """The post of a comment that was remembered; None for one that is gone."""
    return posts.memory(ctx).get(comment.post)


# Who may see and change.


def is_on_readable(ctx: Context, post: Post) -> bool:
    """Whether comments of a post may be read: the post may, and no password keeps the actor from it."""
    if post.type not in ctx.types.post_types:
        return False
    if posts.is_locked(ctx, post):
        return can(ctx, "edit_post", post)
    return posts.is_readable(ctx, post)


def is_readable(ctx: Context, comment: Comment) -> bool:
    """Whether the actor may read a comment: an approved one in public, the own one, or one that may be edited."""
    if comment.type == NOTE:
        return can(ctx, "edit_comment", comment)
    post = post_of(ctx, comment)
    if post and comment.approved == APPROVED and is_on_readable(ctx, post):
        return True
    if not ctx.actor.is_logged_in or (not comment.post and not can(ctx, "moderate_comments")):
        return False
    return comment.user == ctx.actor.id or can(ctx, "edit_comment", comment)


def is_editable(ctx: Context, comment: Comment) -> bool:
    """Whether the actor may change a comment; notes need the right to edit their post."""
    if not ctx.actor.is_logged_in:
        return False
    moderated = comment.type != NOTE and can(ctx, "moderate_comments")
    return moderated or can(ctx, "edit_comment", comment)


def is_open(ctx: Context, post: Post) -> bool:
    """Whether a post takes comments: it is open, and not too old where old ones close (comments_open)."""
    taken = post.comment_status == "open" and not _is_too_old(ctx, post)
    return ctx.hooks.apply_sync(hooks.comments_open, taken, post)


def takes_pings(ctx: Context, post: Post) -> bool:
    """Whether other sites may say that they link to a post (pings_open)."""
    return post.ping_status == "open" and not _is_too_old(ctx, post)


def _is_too_old(ctx: Context, post: Post) -> bool:
    days = ctx.options.integer("close_comments_days_old")
    if post.type != "post" or not ctx.options.flag("close_comments_for_old_posts") or not days:
        return False
    return post.date_gmt is not None and ctx.now_gmt - post.date_gmt > timedelta(days=days)


# Where they stand.


async def remember_replies(ctx: Context, comments: Iterable[Comment]) -> None:
    """Read which of these comments have replies."""
    known = ctx.remembered("replies")
    missing = [comment.id for comment in comments if comment.id not in known]
    found = await store.with_replies(ctx.db, missing)
    for identity in missing:
        known[identity] = frozenset(is_note for parent, is_note in found if parent == identity)


def has_replies(ctx: Context, comment: Comment) -> bool:
    """Whether somebody answered a comment, notes being answered by notes; see `remember_replies`."""
    return (comment.type == NOTE) in ctx.remembered("replies").get(comment.id, ())


def are_paged(ctx: Context) -> bool:
    """Whether posts show their comments in pages."""
    return ctx.options.flag("page_comments") and ctx.options.integer("comments_per_page") > 0


def are_threaded(ctx: Context) -> bool:
    """Whether replies stand below what they answer."""
    return ctx.options.flag("thread_comments") and ctx.options.integer("thread_comments_depth", 5) > 1


async def remember_pages(ctx: Context, comments: Iterable[Comment]) -> None:
    """Find on which page each of these comments stands (get_page_of_comment); nothing where comments are not paged."""
    if not are_paged(ctx):
        return
    known = ctx.remembered("comment_page")
    comments = [comment for comment in comments if comment.id not in known]
    threaded = are_threaded(ctx)
    tops = await _tops(ctx, comments) if threaded else {comment.id: comment.id for comment in comments}
    before = await store.before(ctx.db, tops.values(), threaded=threaded)
    per_page = ctx.options.integer("comments_per_page")
    for identity, top in tops.items():
        known[identity] = before.get(top, 0) // per_page + 1


async def _tops(ctx: Context, comments: Iterable[Comment]) -> dict[int, int]:
    """The comment at the top of the thread of each of these; one statement a level."""
    tops = {comment.id: comment for comment in comments}
    for _ in range(posts.MAX_ANCESTORS):
        above = await by_ids(ctx, [comment.parent for comment in tops.values() if comment.parent])
        if not above:
            break
        tops = {identity: above.get(comment.parent, comment) for identity, comment in tops.items()}
    return {identity: comment.id for identity, comment in tops.items()}


def link(ctx: Context, comment: Comment) -> str:
    """The address of a comment on its post's page (get_comment_link); '' for one whose post is gone."""
    post = post_of(ctx, comment)
    if post is None:
        return ""
    page = ctx.remembered("comment_page").get(comment.id, 0)
    if page == 1 and ctx.options.text("default_comments_page") == "oldest":
        page = 0
    return f"{page_link(ctx, post, page)}#comment-{comment.id}"


def page_link(ctx: Context, post: Post, page: int) -> str:
    """The address of a page of a post's comments; 0 for the page that the post itself shows."""
    address = permalinks.of_post(ctx, post)
    if not page:
        return address
    if not permalinks.structure(ctx) or "?" in address:
        return f"{address}{'&' if '?' in address else '?'}cpage={page}"
    return permalinks.slashed(ctx, f"{address.rstrip('/')}/comment-page-{page}")


# What its own author may see before it is approved.


async def preview_hash(ctx: Context, comment: Comment) -> str:
    """The proof in the address that whoever wrote a held comment is sent to."""
    written = comment.date_gmt.strftime("%Y-%m-%d %H:%M:%S") if comment.date_gmt else ""
    return hmac.new((await site_salt(ctx, "auth")).encode(), written.encode(), "md5").hexdigest()


async def previewed(ctx: Context, identity: int, proof: str) -> Comment | None:
    """A comment, for whoever wrote it a moment ago and proves it; None for anybody else."""
    comment = (await by_ids(ctx, (identity,))).get(identity)
    if comment is None or comment.date_gmt is None:
        return None
    genuine = hmac.compare_digest(
        (await preview_hash(ctx, comment)).encode(), proof.encode("utf-8", "replace")
    )
    fresh = ctx.now_gmt < comment.date_gmt + _PREVIEWED_FOR
    return comment if genuine and fresh else None


def of_post(post: Post) -> CommentQuery:
    """The approved comments of a post, oldest first."""
    return CommentQuery(posts=(post.id,), order="asc", per_page=-1)


def waiting_for(ctx: Context, query: CommentQuery, *, email: str = "") -> CommentQuery:
    """The same question, with what the actor, or a guest of this e-mail address, has written and is held."""
    return replace(query, also_unapproved_of_user=ctx.actor.id, also_unapproved_of_email=email)
