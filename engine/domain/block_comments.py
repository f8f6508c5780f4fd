"""Comments as blocks show them: the newest of the site, those of a post, the form for another one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.content.blocks.core.pagination import page_links
from engine.content.blocks.data import CommentForm, CommentLinks, CommentView, Person
from engine.content.comment_classes import CommentClasses
from engine.content.escaping import as_text, esc_attr, esc_html
from engine.content.excerpts import trim_words
from engine.content.language import filled
from engine.content.query_strings import add_query_args, remove_query_args
from engine.content.tags import strip_all_tags
from engine.content.urls import esc_url, urlencode
from engine.domain import (
    archive_links,
    avatars,
    block_views,
    comment_threads,
    commenting,
    comments,
    nonces,
    permalinks,
    posts,
    rendered_titles,
    site_texts,
    users,
)
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.comments import Comment, CommentNode, CommentQuery
from engine.model.main_query import MainQuery
from engine.model.posts import Post

# How many words an excerpt of a comment has (get_comment_excerpt).
_EXCERPT_WORDS = 20
_PINGS = frozenset({"pingback", "trackback"})


@dataclass(frozen=True, slots=True)
class Paging:
    """The ways from one page of a post's comments to the others, '' where there are none."""

    older: str = ""
    newer: str = ""
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page of the site knows of who reads it: whose held comments are shown, whether networks vouch for readers.

    Who is remembered by the browser sees the links in held comments, too.
    """

    own_email: str = ""
    own_comment: int = 0
    is_remembered: bool = False
    may_vouch: bool = False


def visited(ctx: Context, visit: Visit) -> None:
    """Let the comments of this request be shown to this visitor."""
    ctx.remembered("blocks")["visit"] = visit


def _visit(ctx: Context) -> Visit:
    found: Visit = ctx.remembered("blocks").get("visit", Visit())
    return found


def held(ctx: Context) -> set[int]:
    """The held comments that this request has shown to whoever wrote them."""
    found: set[int] = ctx.remembered("blocks").setdefault("held", set())
    return found


async def remember(ctx: Context, items: Iterable[Comment]) -> None:
    """Read what views of these comments need."""
    found = list(items)
    await comments.remember(ctx, found)
    await comments.remember_authors(ctx, found)
    await comments.remember_pages(ctx, found)


async def latest(ctx: Context, number: int) -> list[CommentView]:
    """The newest comments on published posts that anybody may read."""
    asked = CommentQuery(post_statuses=("publish",), per_page=max(min(number, 100), 1), count=False)
    found = (await comments.query(ctx, asked)).items
    await remember(ctx, found)
    return [view(ctx, one) for one in found if _is_shown(ctx, one)]


def _is_shown(ctx: Context, one: Comment) -> bool:
    if one.id in held(ctx):
        return True
    post = comments.post_of(ctx, one)
    return post is not None and one.approved == comments.APPROVED and comments.is_readable(ctx, one)


async def by_ids(ctx: Context, ids: Iterable[int]) -> dict[int, CommentView]:
    """These comments, as far as readers may see them."""
    found = await comments.by_ids(ctx, ids)
    await remember(ctx, found.values())
    return {identity: view(ctx, one) for identity, one in found.items() if _is_shown(ctx, one)}


async def of_post(ctx: Context, post: Post) -> tuple[CommentView, ...]:
    """The comments of a post on the page that was asked for, each before its answers; the visitor's own held ones, too."""
    visit, number = _visit(ctx), block_views.page_of(ctx).comments_number
    thread = await comment_threads.thread(
        ctx, post, page=number, own_email=visit.own_email, own=visit.own_comment
    )
    shown = list(_in_order(thread.nodes))
    held(ctx).update(node.comment.id for node in shown if node.comment.approved == comments.HELD)
    await remember(ctx, [node.comment for node in shown])
    classes = CommentClasses()
    return tuple(view(ctx, node.comment, _classes(ctx, classes, node, post)) for node in shown)


def _in_order(nodes: Iterable[CommentNode]) -> Iterator[CommentNode]:
    for node in nodes:
        yield node
        yield from _in_order(node.replies)


def _classes(ctx: Context, classes: CommentClasses, node: CommentNode, post: Post) -> tuple[str, ...]:
    one = node.comment
    account = users.memory(ctx).get(one.user) if one.user else None
    return classes.following(
        one.type,
        node.depth,
        account=account.nicename if account else "",
        account_id=account.id if account else 0,
        is_by_post_author=account is not None and account.id == post.author,
    )


def view(ctx: Context, one: Comment, classes: tuple[str, ...] = ()) -> CommentView:
    """A comment that was remembered."""
    post = comments.post_of(ctx, one)
    account = users.memory(ctx).get(one.user) if one.user else None
    moment = block_views.moment(ctx, one.date_gmt or one.date)
    return CommentView(
        id=one.id,
        post=one.post,
        post_title=rendered_titles.title(ctx, post) if post else "",
        link=comments.link(ctx, one),
        author=_author(ctx, one),
        date=moment or block_views.beginning(ctx),
        author_posts=archive_links.of_author(ctx, account) if account else "",
        text=_text(ctx, one),
        excerpt=_excerpt(one.content),
        parent=one.parent,
        classes=classes,
        notice=ctx.types.language.text("Your comment is waiting for approval. Only you see it here.")
        if one.approved == comments.HELD
        else "",
    )


def _text(ctx: Context, one: Comment) -> str:
    is_preview = one.approved == comments.HELD and not _visit(ctx).is_remembered
    return (site_texts.comment_in_preview if is_preview else site_texts.comment)(ctx, one.content)


def _author(ctx: Context, one: Comment) -> Person:
    account = users.memory(ctx).get(one.user) if one.user else None
    name = one.author or (account.display_name if account else "")
    name = name or ctx.types.language.wordpress.text("Anonymous")
    url = one.author_url if one.author_url != "http://" else ""
    email = account.email if account else one.author_email
    picture = ""
    if one.type not in _PINGS and avatars.are_shown(ctx):
        picture = avatars.on_page(ctx, email, name, size=96, comment=one.id).replace("s=96", "s={size}")
    return Person(one.user, as_text(name), url, avatar=picture, is_known=bool(email))


def _excerpt(text: str) -> str:
    return trim_words(strip_all_tags(text.replace("\n", " ").replace("\r", " ")), _EXCERPT_WORDS)


async def links(ctx: Context, ids: Iterable[int]) -> dict[int, CommentLinks]:
    """What the visitor may do with comments."""
    found = await comments.by_ids(ctx, ids)
    await remember(ctx, found.values())
    return {identity: await _links(ctx, one) for identity, one in found.items() if _is_shown(ctx, one)}


async def _links(ctx: Context, one: Comment) -> CommentLinks:
    edit = ""
    if comments.is_editable(ctx, one):
        edit = f"{ctx.site_url}/wp-admin/comment.php?action=editcomment&c={one.id}"
    return CommentLinks(edit, await _reply(ctx, one))


async def _reply(ctx: Context, one: Comment) -> str:
    """The link to answer a comment (get_comment_reply_link)."""
    post = comments.post_of(ctx, one)
    if post is None or not comments.is_open(ctx, post) or not ctx.options.flag("thread_comments"):
        return ""
    if one.approved == comments.HELD:
        return ""
    if await _depth(ctx, one) >= ctx.options.integer("thread_comments_depth", 5):
        return ""
    address, _ = permalinks.of_post(ctx, post), ctx.types.language.wordpress.text
    if ctx.options.flag("comment_registration") and not (ctx.actor.is_logged_in or _visit(ctx).may_vouch):
        url = esc_url(login_address(ctx, address))
        return (
            f'<a rel="nofollow" class="comment-reply-login" href="{url}">{esc_html(_("Log in to Reply"))}</a>'
        )
    if comments.are_paged(ctx):
        address = comments.link(ctx, one).replace(f"#comment-{one.id}", "")
    url = esc_url(add_query_args({"replytocom": str(one.id)}, address))
    label = esc_attr(filled(_("Reply to %s"), _author(ctx, one).name))
    return (
        f'<a rel="nofollow" class="comment-reply-link" href="{url}#respond" data-commentid="{one.id}" '
        f'data-postid="{one.post}" data-belowelement="comment-{one.id}" data-respondelement="respond" '
        f'data-replyto="{label}" aria-label="{label}">{esc_html(_("Reply"))}</a>'
    )


async def _depth(ctx: Context, one: Comment) -> int:
    depth = 1
    while one.parent and depth < comment_threads.MAX_DEPTH:
        above = (await comments.by_ids(ctx, (one.parent,))).get(one.parent)
        if above is None:
            break
        one, depth = above, depth + 1
    return depth


def login_address(ctx: Context, back: str) -> str:
    """Where to log in, to come back to an address afterwards (wp_login_url)."""
    return add_query_args({"redirect_to": urlencode(back)}, f"{ctx.site_url}/wp-login.php")


async def form(ctx: Context, post: Post, answers: int) -> CommentForm | None:
    """The form to comment on a post, or to answer one of its comments; None where it takes none."""
    kind = ctx.types.post_types.get(post.type)
    if not (kind and kind.supports_feature("comments")) or not comments.is_open(ctx, post):
        return None
    await permalinks.remember(ctx, (post,))
    address, user = permalinks.of_post(ctx, post), ctx.actor.user
    answered = (await by_ids(ctx, (answers,))).get(answers) if answers else None
    if answered and answered.post != post.id:
        answered = None
    must_log_in = ctx.options.flag("comment_registration") and user is None
    return CommentForm(
        post=post.id,
        action=f"{ctx.site_url}/wp-comments-post.php",
        cancel=remove_query_args(["replytocom", "unapproved", "moderation-hash"], ctx.uri) + "#respond",
        parent=answered.id if answered else 0,
        answered=answered.author.name if answered else "",
        log_in=login_address(ctx, address) if must_log_in else "",
        user=user.display_name if user else "",
        profile=f"{ctx.site_url}/wp-admin/profile.php" if user else "",
        log_out=await _log_out(ctx, address) if user else "",
        html_nonce=await nonces.nonce(ctx, commenting.html_action(post))
        if can(ctx, "unfiltered_html")
        else "",
        is_required=ctx.options.flag("require_name_email", default=True),
        is_threaded=ctx.options.flag("thread_comments"),
        asks_consent=ctx.options.flag("show_comments_cookies_opt_in", default=True),
    )


async def _log_out(ctx: Context, back: str) -> str:
    fields = {
        "action": "logout",
        "redirect_to": urlencode(back),
        "_wpnonce": await nonces.nonce(ctx, "log-out"),
    }
    return add_query_args(fields, f"{ctx.site_url}/wp-login.php")


async def paging(ctx: Context, query: MainQuery) -> Paging:
    """The ways to the other pages of comments of the post that a page shows."""
    post = query.post if query.has("is_singular") and query.posts else None
    if post is None or not comments.are_paged(ctx) or posts.is_locked(ctx, post):
        return Paging()
    thread = await comment_threads.thread(ctx, post, page=query.number("cpage"))
    pages, number = thread.pages, thread.page

    def address(page: int) -> str:
        newest = ctx.options.text("default_comments_page") == "newest"
        is_usual = page == pages if newest else page <= 1
        return f"{comments.page_link(ctx, post, 0 if is_usual else page)}#comments"

    return Paging(
        older=address(number - 1) if number > 1 else "",
        newer=address(number + 1) if number < pages else "",
        numbers=page_links(pages, number, lambda page: f"{comments.page_link(ctx, post, page)}#comments"),
    )
