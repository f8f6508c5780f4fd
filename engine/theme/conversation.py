"""The conversation under a post: its comments as trees, and the form for another one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from markupsafe import Markup

from engine.content.comment_classes import CommentClasses
from engine.content.escaping import esc_html
from engine.content.query_strings import add_query_args
from engine.content.urls import esc_url
from engine.domain import comment_threads, comments, nonces, permalinks, posts, rendering, users
from engine.domain.context import Context
from engine.model import comments as model
from engine.model.comments import Comment, Thread
from engine.model.main_query import MainQuery
from engine.model.posts import Post
from engine.theme.present import Dates, avatar
from engine.theme.presenters import CommentFormView, CommentNode, CommentsView, CommentView

_AVATAR: Final = 40  # pixels
# Shown of a comment whose row has no date, as some imports leave them.
_NO_DATE: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - the columns are naive


@dataclass(frozen=True, slots=True)
class Visitor:
    """What a browser tells of a guest: who commented before, whose held comments may be shown, what is replied to."""

    name: str = ""
    email: str = ""
    url: str = ""
    own_email: str = ""
    replies_to: int = 0


async def compose(ctx: Context, query: MainQuery, visitor: Visitor) -> CommentsView | None:
    """The conversation of the page's post; None where it has none, or a password keeps it shut."""
    post = query.post if query.has("is_singular") and query.posts else None
    if post is None or not _has_comments(ctx, post) or posts.is_locked(ctx, post):
        return None
    thread = await comment_threads.thread(ctx, post, page=query.number("cpage"), own_email=visitor.own_email)
    is_open = comments.is_open(ctx, post)
    if not is_open and not thread.nodes:
        return None
    must_log_in = is_open and ctx.options.flag("comment_registration") and not ctx.actor.is_logged_in
    may_reply = is_open and not must_log_in
    address = permalinks.of_post(ctx, post)
    return CommentsView(
        count=thread.total,
        nodes=_Presenting(ctx, post, may_reply=may_reply).nodes(thread.nodes),
        previous=_page_address(ctx, post, thread, -1),
        next=_page_address(ctx, post, thread, 1),
        form=await _form(ctx, post, visitor) if may_reply else None,
        must_log_in=must_log_in,
        login_url=add_query_args({"redirect_to": _encoded(address)}, f"{ctx.site_url}/wp-login.php"),
    )


def _has_comments(ctx: Context, post: Post) -> bool:
    kind = ctx.types.post_types.get(post.type)
    return kind is not None and kind.supports_feature("comments")


def _encoded(address: str) -> str:
    return address.replace("&", "%26").replace("#", "%23").replace("?", "%3F")


def _page_address(ctx: Context, post: Post, thread: Thread, step: int) -> str:
    number = thread.page + step
    if not thread.page or not 1 <= number <= thread.pages:
        return ""
    return f"{comments.page_link(ctx, post, number)}#comments"


class _Presenting:
    """Presents the comments of one page, in the order in which they are shown."""

    def __init__(self, ctx: Context, post: Post, *, may_reply: bool) -> None:
        self._ctx = ctx
        self._post = post
        self._dates = Dates.of(ctx)
        self._classes = CommentClasses()
        self._address = permalinks.of_post(ctx, post)
        threaded = may_reply and comments.are_threaded(ctx)
        self._deepest = comment_threads.depth_limit(ctx) if threaded else 0

    def nodes(self, nodes: tuple[model.CommentNode, ...]) -> tuple[CommentNode, ...]:
        """Comments with the replies below them."""
        return tuple(
            CommentNode(comment=self._comment(node), replies=self.nodes(node.replies)) for node in nodes
        )

    def _comment(self, node: model.CommentNode) -> CommentView:
        ctx, one = self._ctx, node.comment
        account = users.memory(ctx).get(one.user) if one.user else None
        classes = self._classes.following(
            one.type,
            node.depth,
            account=account.nicename if account else "",
            account_id=account.id if account else 0,
            is_by_post_author=account is not None and account.id == self._post.author,
            more="parent" if node.replies else "",
        )
        name = author_name(ctx, one)
        date = self._dates.show(one.date_gmt or one.date or _NO_DATE)
        assert date is not None, "there is a date to show"
        return CommentView(
            id=one.id,
            author=Markup(esc_html(name)),
            author_url=esc_url(one.author_url, display=False),
            avatar=avatar(name, _AVATAR) if ctx.options.flag("show_avatars", default=True) else Markup(),
            date=date,
            content=Markup(rendering.comment(ctx, one)),
            url=f"{self._address}#comment-{one.id}",
            reply_url=self._reply_address(one) if node.depth < self._deepest else "",
            classes=" ".join(classes),
            is_held=one.approved == comments.HELD,
        )

    def _reply_address(self, one: Comment) -> str:
        if one.approved == comments.HELD:
            return ""
        return f"{add_query_args({'replytocom': one.id}, self._address)}#respond"


def author_name(ctx: Context, one: Comment) -> str:
    """The name to show for whoever wrote a comment (get_comment_author)."""
    user = users.memory(ctx).get(one.user) if one.user else None
    return one.author or (user.display_name if user else "") or "Anonymous"


async def _form(ctx: Context, post: Post, visitor: Visitor) -> CommentFormView:
    answered = await _answered(ctx, post, visitor.replies_to)
    address = permalinks.of_post(ctx, post)
    user = ctx.actor.user
    return CommentFormView(
        title=f"Leave a Reply to {author_name(ctx, answered)}" if answered else "Leave a Reply",
        action=f"{ctx.site_url}/wp-comments-post.php",
        parent=answered.id if answered else 0,
        cancel_url=f"{address}#respond" if answered else "",
        user=user.display_name if user else "",
        logout_url=await _logout_address(ctx, address) if user else "",
        author=visitor.name,
        email=visitor.email,
        url=visitor.url,
        requires_name_and_email=ctx.options.flag("require_name_email", default=True),
        asks_consent=ctx.options.flag("show_comments_cookies_opt_in", default=True),
    )


async def _answered(ctx: Context, post: Post, identity: int) -> Comment | None:
    """The comment that a reply is to: an approved one of this post."""
    one = (await comments.by_ids(ctx, (identity,))).get(identity) if identity else None
    return one if one and one.post == post.id and one.approved == "1" else None


async def _logout_address(ctx: Context, back: str) -> str:
    proof = await nonces.nonce(ctx, "log-out")
    fields = {"action": "logout", "redirect_to": _encoded(back), "_wpnonce": proof}
    return add_query_args(fields, f"{ctx.site_url}/wp-login.php")
