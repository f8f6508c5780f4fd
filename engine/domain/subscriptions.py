"""Mails about new comments and new posts: to who asked for them and confirmed it, at the pace they chose.

The address in every mail ends it, with one press and without logging in; it names the subscription and proves it.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Final

from engine.content.emails import is_email
from engine.content.tags import strip_all_tags
from engine.domain import comments, languages, mail, meta, permalinks, posts, queue, rendered_titles
from engine.domain.context import Context
from engine.domain.keys import site_salt
from engine.model.comments import Comment
from engine.model.errors import Invalid, NotFound
from engine.model.jobs import CommentNumber, Job, Nothing, PostNumber
from engine.model.mail import Mail
from engine.model.posts import DateRange, Post, PostQuery
from engine.model.subscriptions import NEW_POSTS, PACES, Subscription
from engine.store import subscriptions as store

COMMENT: Final = Job("mail_new_comment", CommentNumber)
POST: Final = Job("mail_new_post", PostNumber)
DIGEST: Final = Job("mail_digests", Nothing)

# Jetpack's options for the two tick boxes.
_OFFERS_COMMENTS: Final = "stc_enabled"
_OFFERS_POSTS: Final = "stb_enabled"
# That subscribers know of a comment already.
_TOLD: Final = "_tympan_subscribers_told"

_PERIODS: Final = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
# So many requests for one address are mailed in a day, whoever makes them.
_MOST_A_DAY: Final = 5
_UNCONFIRMED_FOR: Final = timedelta(days=3)
_MOST_IN_DIGEST: Final = 50
_WORDS: Final = 60


def offers_comments(ctx: Context) -> bool:
    """Whether the form offers mails about new comments."""
    return bool(ctx.site.settings.mail_host) and ctx.options.flag(_OFFERS_COMMENTS, default=True)


def offers_posts(ctx: Context) -> bool:
    """Whether the form offers mails about new posts."""
    return bool(ctx.site.settings.mail_host) and ctx.options.flag(_OFFERS_POSTS, default=True)


async def ask(ctx: Context, email: str, post: int) -> None:
    """Ask an address whether it wants to be mailed about a post's comments, or about new posts; once only.

    Nothing is said about whether it does already: who asks may be somebody else.
    """
    email = email.strip().lower()
    if not is_email(email):
        return
    now = int(ctx.now.timestamp())
    if await store.asked_since(ctx.db, email, now - 24 * 60 * 60) >= _MOST_A_DAY:
        return
    subject = hashlib.sha256(f"{email}\0{post}".encode()).hexdigest()
    subscription, is_new = await store.ask(ctx.db, subject, email, post, now=now)
    if is_new:
        await mail.post(ctx, await _question(ctx, subscription))


async def token(ctx: Context, subscription: Subscription) -> str:
    """What names a subscription and proves it, in mails to its address alone."""
    return f"{subscription.id}.{await _proof(ctx, subscription)}"


async def by_token(ctx: Context, text: str) -> Subscription:
    """The subscription that somebody proves; raises NotFound."""
    number, _, proof = text.partition(".")
    known = number.isascii() and number.isdecimal() and len(number) < 19
    found = await store.by_id(ctx.db, int(number)) if known else None
    if found is None or not hmac.compare_digest(
        (await _proof(ctx, found)).encode(), proof.encode("utf-8", "replace")
    ):
        raise NotFound("There is no such subscription, or it has ended.", code="no_subscription")
    return found


async def _proof(ctx: Context, subscription: Subscription) -> str:
    key = await site_salt(ctx, "auth")
    said = f"subscription|{subscription.id}|{subscription.email}|{subscription.post}"
    return hmac.new(key.encode(), said.encode(), "sha256").hexdigest()[:40]


async def confirm(ctx: Context, subscription: Subscription) -> None:
    """The address wants it."""
    if not subscription.confirmed_at:
        now = int(ctx.now.timestamp())
        await store.change(ctx.db, subscription.id, confirmed_at=now, told_at=now)


async def cancel(ctx: Context, subscription: Subscription) -> None:
    """The address does not want it any more."""
    await store.remove(ctx.db, subscription.id)


async def cancel_all(ctx: Context, subscription: Subscription) -> None:
    """The address wants no mails of this kind at all."""
    await end_all(ctx, subscription.email)


async def end_all(ctx: Context, email: str) -> None:
    """Forget whatever an address is mailed about."""
    await store.remove_all(ctx.db, email.lower())


async def set_pace(ctx: Context, subscription: Subscription, pace: str) -> None:
    """How often the address is mailed about new posts; raises Invalid."""
    if pace not in PACES or subscription.post != NEW_POSTS:
        raise Invalid("Please choose how often.", code="invalid_pace")
    await store.change(ctx.db, subscription.id, pace=pace, told_at=int(ctx.now.timestamp()))


async def subject_of(ctx: Context, subscription: Subscription) -> tuple[str, str]:
    """What a subscription is about, in words, and where that is."""
    post = (await posts.by_ids(ctx, (subscription.post,))).get(subscription.post)
    language = languages.usual(ctx)
    if post is None:
        return language.text("new posts on %(blog)s") % {"blog": mail.blog_name(ctx)}, f"{ctx.home}/"
    await permalinks.remember(ctx, (post,))
    what = language.text("new comments on “%(title)s”") % {"title": _title(ctx, post)}
    return what, permalinks.of_post(ctx, post)


# What happens.


async def tell_of_comment(ctx: Context, comment: Comment) -> None:
    """A comment is shown to everybody: have those mailed who follow the conversation."""
    if comment.type == "comment" and comment.approved == comments.APPROVED and offers_comments(ctx):
        await queue.add(ctx, COMMENT, CommentNumber(comment.id), key=str(comment.id))


async def tell_of_post(ctx: Context, post: Post) -> None:
    """A post is published: have those mailed who follow the blog. What is older than a day came from elsewhere."""
    is_new = post.date_gmt is not None and ctx.now_gmt - post.date_gmt < timedelta(days=1)
    if is_new and post.type == "post" and not post.password and offers_posts(ctx):
        await queue.add(ctx, POST, PostNumber(post.id), key=str(post.id))


async def mail_comment(ctx: Context, job: CommentNumber) -> None:
    """Mail a new comment to whoever follows its post, but for who wrote it; each comment once."""
    comment = (await comments.by_ids(ctx, (job.comment,))).get(job.comment)
    post = comments.post_of(ctx, comment) if comment else None
    if comment is None or post is None or comment.approved != comments.APPROVED:
        return
    await meta.remember(ctx, "comment", (comment.id,))
    if not comments.is_on_readable(ctx, post) or meta.value(ctx, "comment", comment.id, _TOLD):
        return
    await comments.remember_pages(ctx, (comment,))
    await permalinks.remember(ctx, (post,))
    language, title = languages.usual(ctx), _title(ctx, post)
    text = language.text("%(name)s wrote on “%(title)s”:\n\n%(text)s\n\nRead and answer: %(link)s\n") % {
        "name": unescape(comment.author) or language.text("Somebody"),
        "title": title,
        "text": _plain(comment.content),
        "link": comments.link(ctx, comment),
    }
    subject = language.text("New comment on %(title)s") % {"title": title}
    async with ctx.db.transaction():
        for one in await store.confirmed(ctx.db, post.id, "now"):
            if one.email != comment.author_email.lower():
                await mail.post(ctx, await _letter(ctx, one, subject, text))
        await meta.put(ctx, "comment", comment.id, key=_TOLD, value="1")


async def mail_post(ctx: Context, job: PostNumber) -> None:
    """Mail a new post to whoever follows the blog and wants to know at once."""
    post = (await posts.by_ids(ctx, (job.post,))).get(job.post)
    if post is None or post.password or not posts.is_readable(ctx, post):
        return
    await permalinks.remember(ctx, (post,))
    async with ctx.db.transaction():
        for one in await store.confirmed(ctx.db, NEW_POSTS, "now"):
            await mail.post(ctx, await _letter(ctx, one, _title(ctx, post), _entry(ctx, post)))


async def mail_digests(ctx: Context, _: Nothing) -> None:
    """Mail the posts of a day or a week to those whose day or week is over; and forget what nobody confirmed."""
    now = int(ctx.now.timestamp())
    await store.remove_unconfirmed(ctx.db, before=now - int(_UNCONFIRMED_FOR.total_seconds()))
    for pace, period in _PERIODS.items():
        for one in await store.confirmed(ctx.db, NEW_POSTS, pace):
            if now - one.told_at >= period.total_seconds():
                await _mail_digest(ctx, one, pace, now)


async def _mail_digest(ctx: Context, one: Subscription, pace: str, now: int) -> None:
    since = datetime.fromtimestamp(one.told_at, UTC).replace(tzinfo=None)
    asked = PostQuery(
        dates=(DateRange("date_gmt", after=since),), has_password=False, order="asc",
        per_page=_MOST_IN_DIGEST, count=False,
    )  # fmt: skip
    found = (await posts.query(ctx, asked)).items
    await permalinks.remember(ctx, found)
    async with ctx.db.transaction():
        if found:
            language = languages.usual(ctx)
            named = (
                language.text("The day on %(blog)s")
                if pace == "daily"
                else language.text("The week on %(blog)s")
            )
            subject = named % {"blog": mail.blog_name(ctx)}
            await mail.post(
                ctx, await _letter(ctx, one, subject, "\n\n".join(_entry(ctx, post) for post in found))
            )
        await store.change(ctx.db, one.id, told_at=now)


# Letters.


async def _question(ctx: Context, one: Subscription) -> Mail:
    what, where = await subject_of(ctx, one)
    address, language = await _address(ctx, one), languages.usual(ctx)
    text = language.text(
        "Somebody, hopefully you, asked to be mailed about %(what)s\n%(where)s\n\n"
        "If you want that, please confirm it here:\n%(link)s\n\n"
        "If not, there is nothing to do: without your confirmation no further mail comes."
    ) % {"what": what, "where": where, "link": address}
    return Mail(
        to=one.email, subject=_line(language.text("Please confirm: %(what)s") % {"what": what}), text=text
    )


async def _letter(ctx: Context, one: Subscription, subject: str, text: str) -> Mail:
    address, language = await _address(ctx, one), languages.usual(ctx)
    headers = (
        ("List-Unsubscribe", f"<{address}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )
    ending = language.text("You get this mail because you asked for it. End or change that: %(link)s")
    return Mail(
        to=one.email,
        subject=mail.titled(ctx, subject),
        text=f"{text}\n-- \n{ending % {'link': address}}\n",
        headers=headers,
    )


async def _address(ctx: Context, one: Subscription) -> str:
    return f"{ctx.home}/tympan/subscriptions/{await token(ctx, one)}"


def _entry(ctx: Context, post: Post) -> str:
    return f"{_title(ctx, post)}\n{permalinks.of_post(ctx, post)}\n\n{_plain(post.excerpt or post.content)}\n"


def _title(ctx: Context, post: Post) -> str:
    language = languages.usual(ctx)
    return unescape(strip_all_tags(rendered_titles.title(ctx, post))) or language.text("Untitled")


def _plain(content: str) -> str:
    words = unescape(strip_all_tags(content)).split()
    return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")


def _line(text: str) -> str:
    """One line, whatever a title or a name holds."""
    return " ".join(text.split())
