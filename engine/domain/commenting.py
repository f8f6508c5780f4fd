"""Making comments: what is asked of them, how they are cleaned, and what follows."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from typing import Final

from engine.content.emails import is_email
from engine.content.kses import kses_comment
from engine.content.links import add_rel
from engine.content.persons import stored_address, stored_email, stored_name
from engine.content.tags import strip_tags
from engine.content.urls import internal_hosts
from engine.domain import comments, hooks, moderation, nonces, posts, queue, readers, subscriptions
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.domain.stored_texts import fitted, stored
from engine.model import ids
from engine.model.comments import Comment, CommentDraft
from engine.model.errors import Forbidden, Invalid, NotFound
from engine.model.jobs import CommentNotice, Job
from engine.model.posts import Post
from engine.model.readers import Reader
from engine.store import comments as store

# Tell by mail whom a comment concerns.
TELL: Final = Job("comment_mails", CommentNotice, atomic=True)

_SPACE: Final = " \t\n\r\0\x0b"
# An address shorter than this counts as none.
_SHORTEST_EMAIL: Final = 6
AGENT_LENGTH: Final = 254


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a column takes, in bytes where the column counts bytes, and the code of the refusal."""

    field: str
    most: int
    code: str


# In WordPress's order; the database's columns count characters but for the author and the text.
LIMITS: Final = (
    Limit("author", 245, "comment_author_column_length"),
    Limit("author_email", 100, "comment_author_email_column_length"),
    Limit("author_url", 200, "comment_author_url_column_length"),
    Limit("content", 65525, "comment_content_column_length"),
)


async def submit(
    ctx: Context, draft: CommentDraft, *, html_nonce: str = "", reader: Reader | None = None
) -> Comment:
    """A comment from a form (wp_handle_comment_submission): of the actor, of a reader who is known, or of a guest.

    Raises, with WordPress's codes, NotFound, Forbidden and Invalid for what the form must not send, and what `create`
    raises. Text of somebody who may use any HTML is left as it is only with `html_nonce`, the proof that the form
    came from a page made for them.
    """
    draft = _trimmed(draft)
    await _refuse_reply_to_unapproved(ctx, draft)
    post = await _commented_post(ctx, draft)
    _refuse_where_closed(ctx, post)
    await ctx.hooks.do(hooks.pre_comment_on_post, post.id)
    draft = signed(ctx, draft, reader)
    refuse_incomplete(ctx, draft)
    refuse_too_long(draft)
    unfiltered = can(ctx, "unfiltered_html") and await nonces.is_valid(ctx, html_nonce, html_action(post))
    return await create(ctx, draft, unfiltered=unfiltered, reader=reader if draft.reader else None)


def html_action(post: Post) -> str:
    """The action of the nonce by which a form on a post's page keeps the HTML of its author."""
    return f"unfiltered-html-comment_{post.id}"


def _trimmed(draft: CommentDraft) -> CommentDraft:
    return replace(
        draft,
        author=strip_tags(draft.author).strip(_SPACE),
        author_email=draft.author_email.strip(_SPACE),
        author_url=draft.author_url.strip(_SPACE),
        content=draft.content.strip(_SPACE),
    )


async def _refuse_reply_to_unapproved(ctx: Context, draft: CommentDraft) -> None:
    if not draft.parent:
        return
    parent = (await comments.by_ids(ctx, (draft.parent,))).get(draft.parent)
    if parent is None or parent.approved == comments.HELD:
        raise Forbidden(
            "What you are answering is not approved yet.", code="comment_reply_to_unapproved_comment"
        )


async def _commented_post(ctx: Context, draft: CommentDraft) -> Post:
    """The post, where there is one that takes comments in principle and that the actor may know of."""
    post = (await posts.by_ids(ctx, (draft.post,))).get(draft.post)
    if (
        post is None
        or not post.comment_status
        or (post.status == "private" and not can(ctx, "read_post", post))
    ):
        raise NotFound("There is nothing here to comment on.", code="comment_id_not_found")
    return post


def _refuse_where_closed(ctx: Context, post: Post) -> None:
    status = ctx.types.statuses.get(post.status)
    if not comments.is_open(ctx, post):
        raise Forbidden("Comments are closed.", code="comment_closed")
    if post.status == "trash":
        raise Forbidden("This cannot be commented on.", code="comment_on_trash")
    inherits = post.status == "inherit" and posts.is_readable(ctx, post)
    if not inherits and (status is None or not (status.public or status.private)):
        raise Forbidden("This cannot be commented on yet.", code="comment_on_draft")
    if posts.is_locked(ctx, post):
        raise Forbidden("Please enter the password first.", code="comment_on_password_protected")


def signed(ctx: Context, draft: CommentDraft, reader: Reader | None = None) -> CommentDraft:
    """The draft in the name of the actor's account, of a reader, or of a guest where the site takes guests."""
    user = ctx.actor.user
    if user is None and reader is not None:
        return replace(
            draft,
            user=0,
            reader=reader.id,
            author=unescape(reader.name),
            author_email=reader.email,
            author_url=reader.url,
        )
    if user is None:
        if ctx.options.flag("comment_registration"):
            raise Forbidden("Please log in to comment.", code="not_logged_in")
        return replace(draft, user=0, reader=0)
    name = user.display_name or user.login
    return replace(draft, user=user.id, reader=0, author=name, author_email=user.email, author_url=user.url)


def refuse_incomplete(ctx: Context, draft: CommentDraft) -> None:
    """Raise Invalid for a comment without a text, or of a guest who has to leave name and address."""
    if ctx.options.flag("require_name_email") and not draft.user and not draft.reader:
        if len(draft.author_email.encode()) < _SHORTEST_EMAIL or not draft.author:
            raise Invalid("Please leave your name and e-mail address.", code="require_name_email")
        if not is_email(draft.author_email):
            raise Invalid("Please leave a valid e-mail address.", code="require_valid_email")
    if not draft.content:
        raise Invalid("Please write something.", code="require_valid_comment")


def refuse_too_long(draft: CommentDraft) -> None:
    """Raise Invalid for what does not fit into its column (wp_check_comment_data_max_lengths)."""
    for limit in LIMITS:
        value = getattr(draft, limit.field)
        size = len(value.encode()) if limit.field in {"author", "content"} else len(value)
        if size > limit.most:
            raise Invalid("That is too long.", code=limit.code, field=limit.field)


async def create(
    ctx: Context,
    draft: CommentDraft,
    *,
    unfiltered: bool = False,
    by_form: bool = True,
    judged: bool = True,
    reader: Reader | None = None,
) -> Comment:
    """Clean a comment, let moderation decide, store it, and say so (wp_new_comment).

    `by_form` is False for what wp_insert_comment is called for alone: the parent stays whatever it is. What is not
    `judged` gets the status of the draft. Raises Conflict (comment_duplicate) and TooMany (comment_flood).
    """
    if by_form:
        draft = await ctx.hooks.apply(hooks.preprocess_comment, draft)
        draft = replace(draft, parent=await _sound_parent(ctx, draft.parent))
    await posts.by_ids(ctx, (draft.post,))
    made = await fitted(ctx, cleaned(ctx, draft, unfiltered=unfiltered), "author", "content")
    status = await moderation.decide(ctx, made, draft) if judged else made.approved

    async def write() -> Comment:
        stored = await store.insert(ctx.db, replace(made, approved=status))
        if by_form or made.type == comments.NOTE:
            await queue.add(ctx, TELL, CommentNotice(stored.id, status, ctx.actor.id))
        return stored

    made = await ctx.db.atomically(write)
    comments.remember_new(ctx, made)
    await comments.remember(ctx, (made,))
    if reader is not None:
        await readers.wrote(ctx, reader, made)
    if made.approved == comments.APPROVED and made.type != comments.NOTE:
        await _one_more(ctx, made.post)
    await ctx.hooks.do(hooks.wp_insert_comment, made.id, made)
    await subscriptions.tell_of_comment(ctx, made)
    await ctx.hooks.do(hooks.comment_decided, comments.status_name(made.approved), "new", made, ctx)
    if by_form:
        await ctx.hooks.do(hooks.comment_post, made.id, status, draft)
    return made


async def reader_of(ctx: Context, comment: Comment) -> int:
    """The number of the reader who wrote a comment; 0 for none."""
    await readers.remember_authors(ctx, (comment,))
    author = readers.author(ctx, comment)
    return author.id if author else 0


async def _sound_parent(ctx: Context, parent: int) -> int:
    """The comment that is answered, if it is approved or held; else none."""
    found = (await comments.by_ids(ctx, (parent,))).get(parent)
    return parent if found and found.approved in {comments.APPROVED, comments.HELD} else 0


def cleaned(ctx: Context, draft: CommentDraft, *, unfiltered: bool = False) -> Comment:
    """A draft as it is stored (wp_filter_comment): HTML that guests may not use is gone, links say who set them."""
    dates = both_dates(ctx, draft.date, draft.date_gmt)
    return Comment(
        id=0,
        post=draft.post,
        author=stored_name(draft.author),
        author_email=stored_email(draft.author_email),
        author_url=stored_address(draft.author_url),
        author_ip=clean_ip(draft.author_ip),
        date=dates[0],
        date_gmt=dates[1],
        content=clean_content(ctx, draft.content, unfiltered=unfiltered),
        karma=0,
        approved=draft.status or comments.HELD,
        agent=draft.agent[:AGENT_LENGTH],
        type=draft.type,
        parent=ids.held(draft.parent),
        user=draft.user,
    )


def both_dates(ctx: Context, local: datetime | None, gmt: datetime | None) -> tuple[datetime, datetime]:
    """A moment in the site's time and in GMT, from either of them; now, if neither is given."""
    if gmt is None and local is None:
        return ctx.now_local, ctx.now_gmt
    if gmt is None:
        assert local is not None
        return local, local.replace(tzinfo=ctx.timezone).astimezone(UTC).replace(tzinfo=None)
    return local or gmt.replace(tzinfo=UTC).astimezone(ctx.timezone).replace(tzinfo=None), gmt


def clean_content(ctx: Context, content: str, *, unfiltered: bool) -> str:
    """A text as it is stored: HTML that guests may not use is gone, links say that readers set them."""

    def clean(text: str) -> str:
        text = text if unfiltered else kses_comment(text)
        return add_rel(text, "nofollow ugc", hosts=internal_hosts(ctx.home))

    return stored(ctx, content, clean)


def clean_ip(address: str) -> str:
    """An IP address as it is stored."""
    return "".join(sign for sign in address if sign in "0123456789abcdefABCDEF:., ")[:100]


async def _one_more(ctx: Context, post: int) -> None:
    """Let it be known that a post has one comment more; how many that is by now is read for who listens."""
    known = posts.memory(ctx).get(post)
    if known is None:
        return
    alone = ctx.hooks.is_own(hooks.wp_update_comment_count)
    number = known.comment_count + 1 if alone else await store.number_of(ctx.db, post)
    await counted_again(ctx, post, number)


async def counted_again(ctx: Context, post: int, number: int | None) -> None:
    """Let the request and whoever listens know that a post has another number of comments."""
    known = posts.memory(ctx).get(post)
    if known is None or number is None or number == known.comment_count:
        return
    posts.memory(ctx)[post] = replace(known, comment_count=number)
    await ctx.hooks.do(hooks.wp_update_comment_count, post, number, known.comment_count)
