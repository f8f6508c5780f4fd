"""What other sites say about posts here: pingbacks, trackbacks and mentions, believed once their page was looked at.

Whatever can be told at once is told at once; the page that is said to link here is fetched in the background, and what
it says waits for a moderator in any case.
"""

import hashlib
from dataclasses import dataclass, replace
from typing import Final, Literal

from engine.backends.fetch import Answer, Ask, Reach, Unreachable, Unsafe
from engine.content import mentions
from engine.content.escaping import esc_html
from engine.content.excerpts import html_excerpt
from engine.content.persons import stored_address
from engine.domain import attempts, comment_changes, commenting, comments, hooks, post_ids, posts, queue
from engine.domain.attempts import Attempt
from engine.domain.context import Context
from engine.model.comments import Comment, CommentDraft
from engine.model.errors import Conflict, Invalid, NotFound
from engine.model.jobs import Job
from engine.model.posts import Post
from engine.store import comments as store

# The numbers of pingback's faults.
NO_SOURCE: Final = 16
NO_LINK: Final = 17
NO_TITLE: Final = 32
NO_TARGET: Final = 33
KNOWN: Final = 48

_LONGEST_ADDRESS: Final = 200  # what the column of addresses takes
_MOST: Final = 150 * 1024  # as much of a page as WordPress reads
_GONE: Final = frozenset({404, 410})
_WITHDRAWN: Final = frozenset({NO_SOURCE, NO_LINK, NO_TITLE})

Kind = Literal["pingback", "trackback"]


class Refused(Invalid):
    """A ping that is not taken; `number` is pingback's fault, 0 where it has none of its own."""

    code = "ping_refused"

    def __init__(self, message: str, number: int = 0) -> None:
        super().__init__(message, number=number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Ping:
    """Another page that says it links to a post; what a trackback says of itself is in `title`, `excerpt`, `blog`."""

    kind: Kind
    source: str
    target: str
    post: int
    address: str
    agent: str = ""
    title: str = ""
    excerpt: str = ""
    blog: str = ""


# Look at the page that is said to link here.
VERIFY: Final = Job("verify_ping", Ping, tries=4)


async def receive(
    ctx: Context, source: str, target: str, *, address: str, agent: str = "", anew: bool = False
) -> None:
    """Take a pingback or a Webmention: the page `source` says that it links to `target`, a post of this site.

    Raises Refused for what is refused without looking at the page, and TooMany where one address or one site says too
    much. With `anew` a page that is known is looked at again, and what it says now is kept, or nothing if it is gone.
    """
    source, target = source.replace("&amp;", "&").strip(), target.replace("&amp;", "&").strip()
    source = await ctx.hooks.apply(hooks.pingback_ping_source_uri, source, target)
    _check_source(ctx, source)
    post = await _target(ctx, target)
    if post.id == await post_ids.of_url(ctx, source):
        raise Refused("Source and target are one and the same.")
    if not anew and await known(ctx, post.id, source):
        raise Refused("This was said already.", KNOWN)
    await _accept(ctx, Ping("pingback", source, target, post.id, address, agent))


async def track(ctx: Context, ping: Ping) -> None:
    """Take a trackback, which says itself what is to be shown; raises as `receive` does."""
    _check_source(ctx, ping.source)
    post = (await posts.by_ids(ctx, (ping.post,))).get(ping.post)
    _refuse_closed(ctx, post, "Trackbacks are closed here.")
    if await known(ctx, ping.post, ping.source):
        raise Refused("There is a ping from this address already.", KNOWN)
    await _accept(ctx, ping)


async def known(ctx: Context, post: int, source: str) -> Comment | None:
    """What a page has said about a post already."""
    return await store.from_address(ctx.db, post, stored_address(source))


async def _accept(ctx: Context, ping: Ping) -> None:
    host = ping.source.split("/")[2]
    await attempts.begin(ctx, Attempt(ping.address, f"ping {host}"))
    once = hashlib.sha256(f"{ping.post} {ping.source}".encode()).hexdigest()[:40]
    await queue.add(ctx, VERIFY, ping, key=once)


def _check_source(ctx: Context, source: str) -> None:
    if not source:
        raise Refused("There is no address of a page.")
    if len(source) > _LONGEST_ADDRESS:
        raise Refused("This address is too long.", NO_SOURCE)
    try:
        Reach(ctx.site.settings.outgoing_networks).check_url(source)
    except Unsafe as error:
        raise Refused("There is no such page.", NO_SOURCE) from error


async def _target(ctx: Context, target: str) -> Post:
    """The post at an address of this site, if other sites may speak about it."""
    home = ctx.home.partition("://")[2].removeprefix("www.")
    if target.find(home) <= 0:
        raise Refused("This is no address of this site.")
    try:
        post = await posts.get(ctx, await post_ids.of_url(ctx, target))
    except NotFound as error:
        raise Refused("There is no such post.", NO_TARGET) from error
    _refuse_closed(ctx, post, "This post takes no pings.")
    return post


def _refuse_closed(ctx: Context, post: Post | None, reason: str) -> None:
    if post is None or not comments.takes_pings(ctx, post) or not comments.is_on_readable(ctx, post):
        raise Refused(reason, NO_TARGET)


# In the background.


async def verify(ctx: Context, ping: Ping) -> None:
    """Look at the page; where it does link here, keep what it says for the moderators.

    A page that is gone, or links here no longer, takes what it said along. Raises Unreachable where it does not answer.
    """
    try:
        await _verify(ctx, ping)
    except Refused as refusal:
        if refusal.number in _WITHDRAWN:
            await _forget(ctx, ping)
    except Conflict:
        return  # it was said before in the same words


async def _verify(ctx: Context, ping: Ping) -> None:
    post = (await posts.by_ids(ctx, (ping.post,))).get(ping.post)
    _refuse_closed(ctx, post, "This post takes no pings.")
    page = await _page(ctx, ping)
    if ping.kind == "trackback":
        if not _mentions_post(ctx, page, ping):
            raise Refused("The page does not link here.", NO_LINK)
        draft = _trackback(ping)
    else:
        draft = _pingback(page.text, ping)
    before = await known(ctx, ping.post, ping.source)
    if before:
        await _renew(ctx, before, draft)
        return
    made = await commenting.create(ctx, draft)
    said = hooks.trackback_post if ping.kind == "trackback" else hooks.pingback_post
    await ctx.hooks.do(said, made.id)


async def _page(ctx: Context, ping: Ping) -> Answer:
    headers = {
        "User-Agent": f"Tympan; {ctx.home}; verifying a {ping.kind} from {ping.address}",
        "X-Pingback-Forwarded-For": ping.address,
        "Accept": "text/html, */*;q=0.5",
    }
    try:
        answer = await ctx.site.outside.fetch(Ask(url=ping.source, headers=headers, most=_MOST))
    except Unsafe as error:
        raise Refused("There is no such page.", NO_SOURCE) from error
    if answer.status in _GONE:
        raise Refused("There is no such page.", NO_SOURCE)
    if not answer.ok:
        raise Unreachable(f"The page answers with {answer.status}.")
    return answer


def _mentions_post(ctx: Context, page: Answer, ping: Ping) -> bool:
    post = posts.memory(ctx)[ping.post]
    addresses = {ping.target, f"{ctx.home}/?p={post.id}"} - {""}
    return any(mentions.links_to(page.text, one) for one in addresses)


def _pingback(page: str, ping: Ping) -> CommentDraft:
    title = mentions.title_of(page)
    if not title:
        raise Refused("The page has no title.", NO_TITLE)
    words = mentions.said_about(page, ping.target)
    if words is None:
        raise Refused("The page does not link here.", NO_LINK)
    return _draft(ping, author=title, content=f"[&#8230;] {esc_html(words.strip())} [&#8230;]")


def _trackback(ping: Ping) -> CommentDraft:
    title = html_excerpt(ping.title, 250, "&#8230;") or ping.source
    excerpt = html_excerpt(ping.excerpt, 252, "&#8230;")
    return _draft(ping, author=ping.blog, content=f"<strong>{title}</strong>\n\n{excerpt}")


def _draft(ping: Ping, *, author: str, content: str) -> CommentDraft:
    return CommentDraft(
        post=ping.post, content=content, author=author[:200], author_url=ping.source, author_ip=ping.address,
        agent=ping.agent, type=ping.kind,
    )  # fmt: skip


async def _renew(ctx: Context, before: Comment, draft: CommentDraft) -> None:
    """The page was mentioned before: what it says now takes the place of what it said."""
    cleaned = commenting.cleaned(ctx, draft)
    renewed = replace(before, author=cleaned.author, content=cleaned.content)
    if renewed != before:
        await store.update(ctx.db, renewed)
        await ctx.hooks.do(hooks.edit_comment, before.id, renewed)


async def _forget(ctx: Context, ping: Ping) -> None:
    """What a page said that says it no longer is put into the trash."""
    before = await known(ctx, ping.post, ping.source)
    if before and before.approved in {comments.APPROVED, comments.HELD}:
        await comment_changes.trash(ctx, before)
