"""What a draft makes of a post: texts cleaned, dates, status and slug settled by the rules of wp_insert_post."""

from dataclasses import replace
from datetime import datetime, timedelta

from engine.content.block_kses import kses_block_content
from engine.content.kses import kses_comment
from engine.content.slugs import sanitize_title
from engine.content.urls import sanitize_url
from engine.domain import posts, slugs
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.domain.dates import in_gmt, in_local
from engine.domain.stored_texts import fitted, stored
from engine.model.errors import DomainError, Invalid
from engine.model.posts import Post, PostDraft
from engine.model.types import PostType

# A post dated this far ahead waits for its time.
_AHEAD = timedelta(minutes=1)
_TITLE_BYTES = 65_535
_PASSWORD_LENGTH = 255
_ATTACHMENT_STATUSES = frozenset({"inherit", "private", "trash", "auto-draft"})


def blank(ctx: Context, kind: PostType) -> Post:
    """A post of the type that nobody has said anything about."""
    return Post(
        id=0, author=ctx.actor.id, date=None, date_gmt=None, content="", title="", excerpt="", status="draft",
        comment_status=_discussion(ctx, kind, "comments", "default_comment_status"),
        ping_status=_discussion(ctx, kind, "trackbacks", "default_ping_status"),
        password="", name="", to_ping="", pinged="", modified=None, modified_gmt=None, content_filtered="", parent=0,
        guid="", menu_order=0, type=kind.name, mime_type="", comment_count=0,
    )  # fmt: skip


def _discussion(ctx: Context, kind: PostType, feature: str, option: str) -> str:
    if kind.name == "page" or not kind.supports_feature(feature):
        return "closed"
    return ctx.options.text(option) or "closed"


async def resolved(ctx: Context, kind: PostType, base: Post, draft: PostDraft) -> Post:
    """The post that `base` becomes; raises Invalid where it would be empty."""
    post = _with_texts(ctx, base, draft)
    _refuse_empty(kind, post)
    _refuse_too_long(post)
    post = _dated(ctx, base, post, draft)
    post = replace(post, parent=await _sound_parent(ctx, kind, post))
    slug = await _slug(ctx, kind, base, replace(post, name=_said(draft.name, base.name)))
    return await fitted(ctx, replace(post, name=slug), "title", "content", "excerpt")


def _with_texts(ctx: Context, base: Post, draft: PostDraft) -> Post:
    status = draft.status or base.status
    if base.type == "attachment" and status not in _ATTACHMENT_STATUSES:
        status = "inherit"
    return replace(
        base,
        title=base.title if draft.title is None else _title(ctx, draft.title),
        content=base.content if draft.content is None else _text(ctx, draft.content),
        excerpt=base.excerpt if draft.excerpt is None else _text(ctx, draft.excerpt),
        status=status,
        author=draft.author or base.author,
        password="" if status == "private" else _said(draft.password, base.password),
        comment_status=draft.comment_status or base.comment_status,
        ping_status=draft.ping_status or base.ping_status,
        to_ping=base.to_ping if draft.to_ping is None else _pings(draft.to_ping),
        menu_order=base.menu_order if draft.menu_order is None else draft.menu_order,
        parent=base.parent if draft.parent is None else draft.parent,
    )


def _pings(text: str) -> str:
    """The addresses to ping, one a line (sanitize_trackback_urls)."""
    addresses = (sanitize_url(one, ("http", "https")) for one in text.split())
    return "\n".join(one for one in addresses if one)


def _said(said: str | None, before: str) -> str:
    return before if said is None else said.replace("\0", "")


def _title(ctx: Context, title: str) -> str:
    """A title as it is stored: who may not write any HTML has it filtered."""
    title = title.replace("\0", "")
    return (title if can(ctx, "unfiltered_html") else kses_comment(title)).strip(" \t\n\r\v")


def _text(ctx: Context, text: str) -> str:
    """The same of a content or an excerpt."""

    def clean(text: str) -> str:
        return text if can(ctx, "unfiltered_html") else kses_block_content(text)

    return stored(ctx, text.replace("\0", ""), clean)


def _refuse_empty(kind: PostType, post: Post) -> None:
    if post.status == "trash":  # what is empty already may be thrown away, other than in WordPress
        return
    if kind.name == "attachment" or any(
        text not in ("", "0") for text in (post.title, post.content, post.excerpt)
    ):
        return
    if all(kind.supports_feature(feature) for feature in ("title", "editor", "excerpt")):
        raise Invalid("A post needs a title, content or an excerpt.", code="empty_content")


def _refuse_too_long(post: Post) -> None:
    too_long = len(post.title.encode()) > _TITLE_BYTES or len(post.excerpt.encode()) > _TITLE_BYTES
    if too_long or len(post.password) > _PASSWORD_LENGTH:
        raise DomainError("The database has no room for so long a text.", code="db_insert_error")


def _dated(ctx: Context, base: Post, post: Post, draft: PostDraft) -> Post:
    """The post with its dates, and the status that follows from them."""
    local, gmt = _dates(ctx, base, draft)
    if gmt is None and not _floats(ctx, post.status):
        gmt = in_gmt(ctx, local)
    status = post.status
    if gmt and post.type != "attachment":
        ahead = gmt - ctx.now_gmt >= _AHEAD
        status = {("publish", True): "future", ("future", False): "publish"}.get((status, ahead), status)
    if base.id:
        return replace(
            post, date=local, date_gmt=gmt, status=status, modified=ctx.now_local, modified_gmt=ctx.now_gmt
        )
    return replace(post, date=local, date_gmt=gmt, status=status, modified=local, modified_gmt=gmt)


def _dates(ctx: Context, base: Post, draft: PostDraft) -> tuple[datetime, datetime | None]:
    if draft.clears_date:
        return ctx.now_local, None
    if draft.date:
        return draft.date, draft.date_gmt or in_gmt(ctx, draft.date)
    if draft.date_gmt:
        return in_local(ctx, draft.date_gmt), draft.date_gmt
    if base.status in slugs.UNPLACED and base.date_gmt is None:
        return ctx.now_local, None
    return base.date or (in_local(ctx, base.date_gmt) if base.date_gmt else ctx.now_local), base.date_gmt


def _floats(ctx: Context, status: str) -> bool:
    known = ctx.types.statuses.get(status)
    return known is not None and known.date_floating


async def _sound_parent(ctx: Context, kind: PostType, post: Post) -> int:
    """The parent, unless the post would become its own ancestor."""
    if not post.parent or not post.id or not kind.hierarchical:
        return post.parent
    parent = (await posts.by_ids(ctx, (post.parent,))).get(post.parent)
    seen = {post.parent}
    while parent:
        if parent.id == post.id:
            return 0
        parent = None if parent.parent in seen else posts.memory(ctx).get(parent.parent)
        seen |= {parent.id} if parent else set()
    return post.parent


async def _slug(ctx: Context, kind: PostType, base: Post, post: Post) -> str:
    """The slug of the post, whose `name` is what was wished for; '' where it waits for the id."""
    wish = post.name
    publishes = can(ctx, "publish_post", base) if base.id else can(ctx, kind.capabilities["publish_posts"])
    if post.status == "pending" and not publishes:
        wish = ""
    if not wish:
        wish = "" if post.status in slugs.UNPLACED else post.title
    slug = sanitize_title(wish, locale=ctx.locale)
    return await slugs.unique(ctx, slug, replace(post, name=base.name)) if slug else ""
