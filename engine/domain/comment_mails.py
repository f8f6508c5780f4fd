"""Who is told of a new comment by mail: the post's author of one that is shown, moderators of one that waits."""

from dataclasses import dataclass
from email.utils import formataddr
from html import unescape

from engine.content.emails import is_email
from engine.content.language import Language
from engine.content.tags import strip_all_tags
from engine.domain import comments, hooks, languages, mail, permalinks, posts, users
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.comments import Comment
from engine.model.jobs import CommentNotice
from engine.model.mail import Mail
from engine.model.posts import Post
from engine.model.users import User


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a mail is about."""

    comment: Comment
    post: Post
    author: User | None

    @property
    def title(self) -> str:
        """The post's title as text."""
        return " ".join(unescape(strip_all_tags(self.post.title)).split()) or f"#{self.post.id}"


async def tell(ctx: Context, notice: CommentNotice) -> None:
    """Queue the mails about a comment, unless it has become something else meanwhile."""
    comment = (await comments.by_ids(ctx, (notice.comment,))).get(notice.comment)
    if comment is None or comment.approved != notice.status:
        return
    post = (await posts.by_ids(ctx, (comment.post,))).get(comment.post)
    if post is None:
        return
    await posts.remember(ctx, (post,))
    await permalinks.remember(ctx, (post,))
    await comments.remember(ctx, (comment,))
    await comments.remember_pages(ctx, (comment,))
    author = (await users.by_ids(ctx, (post.author,))).get(post.author)
    about = _Subject(comment, post, author)
    if comment.approved == comments.APPROVED or comment.type == "note":
        await mail.post(ctx, *await _to_author(ctx, about, by=notice.by))
    elif comment.approved == comments.HELD:
        await mail.post(ctx, *await _to_moderators(ctx, about))


async def _to_author(ctx: Context, about: _Subject, *, by: int) -> list[Mail]:
    """wp_new_comment_notify_postauthor: nobody is told of what they wrote or let through themselves."""
    comment, author = about.comment, about.author
    option = "wp_notes_notify" if comment.type == "note" else "comments_notify"
    wanted = ctx.options.flag(option, default=comment.type == "note")
    if not await ctx.hooks.apply(hooks.notify_post_author, wanted, comment.id):
        return []
    recipients = [author.email] if author else []
    recipients = await ctx.hooks.apply(hooks.comment_notification_recipients, recipients, comment.id)
    tells_author = await ctx.hooks.apply(hooks.comment_notification_notify_author, False, comment.id)
    if author and not tells_author and (author.id in {comment.user, by} or not await _reads(ctx, about)):
        recipients = [one for one in recipients if one != author.email]
    language = await languages.of_account(ctx, about.post.author)
    title, began = _to_author_of(language, comment.type)
    text = [
        began % {"title": about.title},
        *_facts(about, language),
        f"{language.text('All comments on this post:')} {permalinks.of_post(ctx, about.post)}#comments",
        f"{language.text('This one:')} {comments.link(ctx, comment)}",
        _deeds(
            ctx,
            comment,
            {"trash": language.text("Put it in the trash"), "spam": language.text("Mark it as spam")},
        ),
    ]
    subject = mail.titled(ctx, title % {"title": about.title})
    body = await ctx.hooks.apply(hooks.comment_notification_text, _joined(text), comment.id)
    subject = await ctx.hooks.apply(hooks.comment_notification_subject, subject, comment.id)
    return [_mail(ctx, one, subject, body, comment) for one in _each(recipients)]


async def _to_moderators(ctx: Context, about: _Subject) -> list[Mail]:
    """wp_new_comment_notify_moderator: the site's address, and the post's author if they may decide."""
    comment, author = about.comment, about.author
    wanted = ctx.options.flag("moderation_notify", default=True)
    if not await ctx.hooks.apply(hooks.notify_moderator, wanted, comment.id):
        return []
    recipients = [ctx.options.text("admin_email")]
    if author and author.email.lower() != recipients[0].lower() and await _decides(ctx, about):
        recipients.append(author.email)
    recipients = await ctx.hooks.apply(hooks.comment_moderation_recipients, recipients, comment.id)
    language = languages.usual(ctx)
    deeds = {
        "approve": language.text("Approve it"),
        "trash": language.text("Put it in the trash"),
        "spam": language.text("Mark it as spam"),
    }
    queue = f"{ctx.site_url}/wp-admin/edit-comments.php?comment_status=moderated"
    text = [
        _to_moderators_of(language, comment.type) % {"title": about.title},
        permalinks.of_post(ctx, about.post),
        *_facts(about, language),
        _deeds(ctx, comment, deeds),
        f"{language.text('Everything that waits:')} {queue}",
    ]
    subject = mail.titled(ctx, language.text("Please moderate: “%(title)s”") % {"title": about.title})
    body = await ctx.hooks.apply(hooks.comment_moderation_text, _joined(text), comment.id)
    subject = await ctx.hooks.apply(hooks.comment_moderation_subject, subject, comment.id)
    return [_mail(ctx, one, subject, body, comment) for one in _each(recipients)]


async def _reads(ctx: Context, about: _Subject) -> bool:
    assert about.author
    return can(await users.act_as(ctx, about.author, via="cli"), "read_post", about.post)


async def _decides(ctx: Context, about: _Subject) -> bool:
    assert about.author
    asked = await users.act_as(ctx, about.author, via="cli")
    await posts.remember(asked, (about.post,))
    return can(asked, "edit_comment", about.comment)


def _to_author_of(language: Language, kind: str) -> tuple[str, str]:
    """A mail's subject and how it begins, where a comment of that type is shown."""
    if kind == "pingback":
        return language.text("Pingback: “%(title)s”"), language.text(
            "There is a new pingback on your post “%(title)s”."
        )
    if kind == "trackback":
        return language.text("Trackback: “%(title)s”"), language.text(
            "There is a new trackback on your post “%(title)s”."
        )
    if kind == "webmention":
        return language.text("Mention: “%(title)s”"), language.text("Your post “%(title)s” was mentioned.")
    if kind == "note":
        return language.text("Note: “%(title)s”"), language.text(
            "There is a new note on your post “%(title)s”."
        )
    return language.text("Comment: “%(title)s”"), language.text(
        "There is a new comment on your post “%(title)s”."
    )


def _to_moderators_of(language: Language, kind: str) -> str:
    """How a mail begins where a comment of that type waits."""
    if kind == "pingback":
        return language.text("A new pingback on the post “%(title)s” is waiting for your approval.")
    if kind == "trackback":
        return language.text("A new trackback on the post “%(title)s” is waiting for your approval.")
    if kind == "webmention":
        return language.text("A new mention of the post “%(title)s” is waiting for your approval.")
    return language.text("A new comment on the post “%(title)s” is waiting for your approval.")


def _facts(about: _Subject, language: Language) -> list[str]:
    """Who wrote it and what, as it was written: mails are plain text."""
    comment = about.comment
    lines = [
        (language.text("From:"), unescape(comment.author)),
        (language.text("Address:"), comment.author_email),
        (language.text("Site:"), comment.author_url),
        (language.text("IP address:"), comment.author_ip),
    ]
    who = "\n".join(f"{name} {' '.join(value.split())}" for name, value in lines if value)
    return [who, unescape(comment.content)]


def _deeds(ctx: Context, comment: Comment, deeds: dict[str, str]) -> str:
    start = f"{ctx.site_url}/wp-admin/comment.php?action="
    return "\n".join(f"{words}: {start}{deed}&c={comment.id}" for deed, words in deeds.items())


def _joined(paragraphs: list[str]) -> str:
    return "\n\n".join(one for one in paragraphs if one) + "\n"


def _each(recipients: list[str]) -> list[str]:
    """One mail for each, so that they do not see each other."""
    return [one for one in dict.fromkeys(recipients) if is_email(one)]


def _mail(ctx: Context, to: str, subject: str, text: str, comment: Comment) -> Mail:
    """A mail in the commenter's name, from the site's address; an answer goes to them."""
    name = " ".join(unescape(comment.author).split())
    replies = comment.author_email if is_email(comment.author_email) else ""
    sender = formataddr((name, mail.address(ctx))) if name else ""
    return Mail(to=to, subject=" ".join(subject.split()), text=text, sender=sender, reply_to=replies)
