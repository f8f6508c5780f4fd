"""The conversation under a post: its comments as trees, and the form for another one."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import unescape
from typing import Final

from markupsafe import Markup

from engine.content.comment_classes import CommentClasses
from engine.content.escaping import esc_html
from engine.content.language import filled
from engine.content.query_strings import add_query_args
from engine.content.remembering import remembering
from engine.content.urls import esc_url
from engine.domain import (
    avatars,
    comment_threads,
    comments,
    nonces,
    permalinks,
    posts,
    reader_pictures,
    readers,
    site_texts,
    subscriptions,
    users,
)
from engine.domain.context import Context
from engine.domain.unsent import Unsent
from engine.model import comments as model
from engine.model.comments import Comment, Thread
from engine.model.main_query import MainQuery
from engine.model.posts import Post
from engine.model.readers import Reader
from engine.theme.present import NONE, Dates, avatar
from engine.theme.presenters import (
    CommentFormView,
    CommentNode,
    CommentsView,
    CommentView,
    IdentityView,
    NetworkView,
)

_AVATAR: Final = 80  # pixels, for screens of twice the density
# What an address carries whose page is made for the visitor alone.
COMMENTING: Final = "commenting"
# Shown of a comment whose row has no date, as some imports leave them.
_NO_DATE: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - the columns are naive


@dataclass(frozen=True, slots=True)
class Network:
    """A network that readers may log in with."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """What is known of who asks for a page: whose held comments may be shown, what is replied to.

    Who is remembered by the browser sees the links in them, too.

    Only a page that is made for one visitor, `is_private`, says who that is and what was typed before.
    """

    name: str = ""
    email: str = ""
    url: str = ""
    own_email: str = ""
    own_comment: int = 0
    is_remembered: bool = False
    replies_to: int = 0
    networks: tuple[Network, ...] = ()
    reader: Reader | None = None
    changes: bool = False
    is_private: bool = False
    unsent: Unsent | None = None
    script: str = ""


async def compose(ctx: Context, query: MainQuery, visitor: Visitor) -> CommentsView | None:
    """The conversation of the page's post; None where it has none, or a password keeps it shut."""
    post = _post(ctx, query)
    if post is None:
        return None
    thread = await comment_threads.thread(
        ctx, post, page=query.number("cpage"), own_email=visitor.own_email, own=visitor.own_comment
    )
    is_open = comments.is_open(ctx, post)
    if not is_open and not thread.nodes:
        return None
    its_form = await form(ctx, query, visitor)
    return CommentsView(
        count=thread.total,
        nodes=_Presenting(ctx, post, visitor, may_reply=its_form is not None).nodes(thread.nodes),
        previous=_page_address(ctx, post, thread, -1),
        next=_page_address(ctx, post, thread, 1),
        form=its_form,
        must_log_in=is_open and _must_log_in(ctx),
        login_url=_login_address(ctx, permalinks.of_post(ctx, post)),
    )


async def form(ctx: Context, query: MainQuery, visitor: Visitor) -> CommentFormView | None:
    """The form for another comment on the page's post; None where nobody may write one."""
    post = _post(ctx, query)
    if post is None or not comments.is_open(ctx, post):
        return None
    must_log_in = _must_log_in(ctx)
    # Where nobody but readers with an account may comment, a network that vouches for them will do.
    if must_log_in and not visitor.networks:
        return None
    return await _form(ctx, post, visitor, must_log_in=must_log_in)


def _post(ctx: Context, query: MainQuery) -> Post | None:
    """The page's post, where it has a conversation that may be read."""
    post = query.post if query.has("is_singular") and query.posts else None
    return post if post and _has_comments(ctx, post) and not posts.is_locked(ctx, post) else None


def _must_log_in(ctx: Context) -> bool:
    return ctx.options.flag("comment_registration") and not ctx.actor.is_logged_in


def _login_address(ctx: Context, back: str) -> str:
    return _logging_in(back, ctx.site_url)


@remembering
def _logging_in(back: str, site_url: str) -> str:
    return add_query_args({"redirect_to": _encoded(back)}, f"{site_url}/wp-login.php")


def shows_held(nodes: tuple[CommentNode, ...]) -> bool:
    """Whether some of these comments wait for approval."""
    return any(node.comment.is_held or shows_held(node.replies) for node in nodes)


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


@remembering
def _replying(address: str) -> str:
    """The address of a reply, as far as the number of what is answered."""
    return add_query_args({"replytocom": "0"}, address).removesuffix("0")


class _Presenting:
    """Presents the comments of one page, in the order in which they are shown."""

    def __init__(self, ctx: Context, post: Post, visitor: Visitor, *, may_reply: bool) -> None:
        self._ctx = ctx
        self._shows_links = visitor.is_remembered
        self._networks = {one.slug: one.label for one in visitor.networks}
        self._post = post
        self._dates = Dates.of(ctx)
        self._classes = CommentClasses()
        self._address = permalinks.of_post(ctx, post)
        # The number comes last, for an address has no argument of this name yet.
        self._reply_address = _replying(self._address)
        self._made_ready = site_texts.of_comments(ctx)
        self._shows_avatars = ctx.options.flag("show_avatars", default=True)
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
        reader = readers.author(ctx, one)
        date = self._dates.show(one.date_gmt or one.date or _NO_DATE)
        assert date is not None, "there is a date to show"
        return CommentView(
            id=one.id,
            author=_shown_name(name),
            network=self._networks.get(reader.provider, "") if reader else "",
            author_url=_shown_url(one.author_url) if one.author_url else "",
            avatar=avatar(name, _picture(ctx, one, reader)) if self._shows_avatars else NONE,
            date=date,
            content=Markup(self._text(one)),
            url=f"{self._address}#comment-{one.id}",
            reply_url=self._reply_url(one) if node.depth < self._deepest else "",
            classes=" ".join(classes),
            is_held=one.approved == comments.HELD,
        )

    def _text(self, one: Comment) -> str:
        """The text; who is not remembered sees that of a held comment without what others could be sent to see."""
        if one.approved == comments.HELD and not self._shows_links:
            return site_texts.comment_in_preview(self._ctx, one.content)
        return self._made_ready(one.content)

    def _reply_url(self, one: Comment) -> str:
        if one.approved == comments.HELD:
            return ""
        return f"{self._reply_address}{one.id}#respond"


@lru_cache(maxsize=2048)
def _shown_name(name: str) -> Markup:
    return Markup(esc_html(name))


@remembering
def _shown_url(address: str) -> str:
    return esc_url(address, display=False)


def _picture(ctx: Context, one: Comment, reader: Reader | None) -> str:
    """The address of the picture of whoever wrote a comment, as the settings have it; '' for a letter."""
    copied = reader_pictures.address(ctx, reader) if reader else ""
    if copied or ctx.site.settings.avatars == "local":
        return copied
    if ctx.site.settings.avatars == "proxied":
        return f"{ctx.home}{avatars.FOLDER}{one.id}"
    return avatars.of_comment(ctx, one, size=_AVATAR)


def author_name(ctx: Context, one: Comment) -> str:
    """The name to show for whoever wrote a comment (get_comment_author)."""
    user = users.memory(ctx).get(one.user) if one.user else None
    return one.author or (user.display_name if user else "") or ctx.types.language.text("Anonymous")


async def _form(ctx: Context, post: Post, visitor: Visitor, *, must_log_in: bool) -> CommentFormView:
    typed = visitor.unsent or Unsent(post.id)
    answered = await _answered(ctx, post, visitor.replies_to or typed.parent)
    address = permalinks.of_post(ctx, post)
    user, _ = ctx.actor.user, ctx.types.language.text
    return CommentFormView(
        title=filled(_("Leave a Reply to %s"), author_name(ctx, answered))
        if answered
        else _("Leave a Reply"),
        action=f"{ctx.site_url}/wp-comments-post.php",
        post=post.id,
        address=address,
        parent=answered.id if answered else 0,
        cancel_url=f"{address}#respond" if answered else "",
        user=user.display_name if user else "",
        logout_url=await _logout_address(ctx, address) if user else "",
        networks=tuple(
            NetworkView(slug=one.slug, label=one.label, url=f"{ctx.home}/auth/{one.slug}")
            for one in (() if user else visitor.networks)
        ),
        identity=None if user or not visitor.reader else identity_of(ctx, visitor.reader, visitor.networks),
        changes=visitor.changes,
        must_log_in=must_log_in,
        is_private=visitor.is_private,
        private_url=_private(address),
        text=typed.comment,
        reason=_(typed.reason),
        author=typed.author or visitor.name,
        email=typed.email or visitor.email,
        url=typed.url or visitor.url,
        requires_name_and_email=ctx.options.flag("require_name_email", default=True),
        asks_consent=ctx.options.flag("show_comments_cookies_opt_in", default=True),
        offers_comments=subscriptions.offers_comments(ctx),
        offers_posts=subscriptions.offers_posts(ctx),
        subscribes=typed.subscribes,
        subscribes_to_posts=typed.subscribes_to_posts,
        login_url=_login_address(ctx, address),
        sign_out_url=f"{ctx.home}/auth/sign-out",
        account_url=f"{ctx.home}/auth/account",
        session_url=f"{ctx.home}/auth/session",
        state_url=f"{ctx.home}/tympan/reader?post={post.id}",
        edit_url=f"{ctx.home}/tympan/comments/%s",
        script=visitor.script,
    )


@remembering
def _private(address: str) -> str:
    """The address of the form in a page that is made for its visitor alone."""
    return f"{add_query_args({COMMENTING: '1'}, address)}#respond"


def identity_of(ctx: Context, reader: Reader, networks: tuple[Network, ...]) -> IdentityView:
    """A reader as the form shows him or her."""
    label = next((one.label for one in networks if one.slug == reader.provider), reader.provider)
    name = unescape(reader.name)
    return IdentityView(
        slug=reader.provider,
        label=label,
        name=name,
        avatar=avatar(name, reader_pictures.address(ctx, reader)),
    )


async def _answered(ctx: Context, post: Post, identity: int) -> Comment | None:
    """The comment that a reply is to: an approved one of this post."""
    one = (await comments.by_ids(ctx, (identity,))).get(identity) if identity else None
    return one if one and one.post == post.id and one.approved == "1" else None


async def _logout_address(ctx: Context, back: str) -> str:
    proof = await nonces.nonce(ctx, "log-out")
    fields = {"action": "logout", "redirect_to": _encoded(back), "_wpnonce": proof}
    return add_query_args(fields, f"{ctx.site_url}/wp-login.php")
