"""What becomes of a new comment: approved, held, spam or trash; and which ones are refused outright."""

import re
from datetime import timedelta
from typing import Final

from engine.content.tags import strip_all_tags
from engine.domain import comments, hooks, posts, readers, site_texts, users
from engine.domain.capabilities import any_of
from engine.domain.context import Context
from engine.model.comments import Comment, CommentDraft
from engine.model.errors import Conflict, TooMany
from engine.store import comments as store

# Seconds between two comments of one person.
FLOOD_INTERVAL: Final = 15

_LINK: Final = re.compile(r"<a [^>]*href", re.IGNORECASE)
# What other sites say, anybody can make them say: it always waits for a moderator.
_PINGS: Final = frozenset({"pingback", "trackback"})
_LOOKED_BACK: Final = timedelta(hours=1)


async def decide(ctx: Context, comment: Comment, draft: CommentDraft) -> str:
    """The status of a new comment (wp_allow_comment): '1', '0', 'spam' or 'trash'.

    Raises Conflict for one that was made already and TooMany for one that comes too fast.
    """
    await _refuse_twin(ctx, comment, draft)
    await _refuse_flood(ctx, comment)
    return await judge(ctx, comment, draft)


async def judge(ctx: Context, comment: Comment, draft: CommentDraft) -> str:
    """The status that the words of a comment, and who wrote it, deserve."""
    if await _is_trusted(ctx, comment):
        status = comments.APPROVED
    else:
        words = await ctx.site.options.beside("moderation_keys", "disallowed_keys")
        passes = await _passes(ctx, comment, words.text("moderation_keys"), reader=draft.reader)
        # Somebody may be quick: what nobody can be sure of is looked at by a person.
        status = comments.APPROVED if passes and not draft.trapped else comments.HELD
        if is_disallowed(comment, words.text("disallowed_keys")):
            status = "trash" if ctx.site.settings.has_trash else "spam"
        if draft.trapped == "surely":
            status = "spam"
    status = await ctx.hooks.apply(hooks.pre_comment_approved, status, draft)
    return await ctx.hooks.apply(hooks.comment_judged, status, draft, ctx)


async def _refuse_twin(ctx: Context, comment: Comment, draft: CommentDraft) -> None:
    if await store.duplicate(ctx.db, comment):
        await ctx.hooks.do(hooks.comment_duplicate_trigger, draft)
        raise Conflict("You have already said that.", code="comment_duplicate")


async def _refuse_flood(ctx: Context, comment: Comment) -> None:
    """Everybody but moderators has to pause between two comments."""
    if any_of(ctx, ("manage_options", "moderate_comments")):
        return
    last = await store.latest_of(
        ctx.db,
        since=ctx.now_gmt - _LOOKED_BACK,
        user=comment.user,
        address=comment.author_ip,
        email=comment.author_email,
    )
    if last is None or comment.date_gmt is None:
        return
    times = int(last.timestamp()), int(comment.date_gmt.timestamp())
    pause = times[1] - times[0]
    if await ctx.hooks.apply(hooks.comment_flood_filter, pause < FLOOD_INTERVAL, *times):
        await ctx.hooks.do(hooks.comment_flood_trigger, *times)
        wait = max(FLOOD_INTERVAL - pause, 1)
        raise TooMany("You are commenting too fast. Please pause.", code="comment_flood", retry_after=wait)


async def _is_trusted(ctx: Context, comment: Comment) -> bool:
    """Whether the account behind a comment decides about the comments of its post anyway."""
    if not comment.user:
        return False
    await users.remember(ctx, (comment.user,))
    account = users.memory(ctx).get(comment.user)
    if account is None:
        return False
    post = posts.memory(ctx).get(comment.post)
    if post and post.author == account.id:
        return True
    await users.remember_meta(ctx, (account,))
    return "moderate_comments" in users.grants(ctx, account).held


async def _passes(ctx: Context, comment: Comment, words: str, *, reader: int) -> bool:
    """Whether a comment needs no moderator (check_comment); `reader` is who wrote it, 0 for a guest."""
    if ctx.options.integer("comment_moderation") == 1 or comment.type in _PINGS:
        return False
    most = ctx.options.integer("comment_max_links")
    shown = site_texts.comment(ctx, comment.content)
    if most and len(_LINK.findall(shown)) >= most:
        return False
    if _has_word(words, (*_said_by(comment), shown)):
        return False
    if ctx.options.integer("comment_previously_approved") == 1:
        return await _was_approved_before(ctx, comment, reader)
    return True


async def _was_approved_before(ctx: Context, comment: Comment, reader: int) -> bool:
    """Whether its author has an approved comment; whoever borrows somebody's address without logging in has none.

    A reader is asked after by what the network knows him or her by, never by the e-mail address.
    """
    if reader:
        return await readers.is_trusted(ctx, reader)
    if not comment.author or not comment.author_email:
        return False
    if await readers.owns_address(ctx, comment.author_email):
        return False
    account = await users.by_email(ctx, comment.author_email)
    if account is None:
        return await store.is_known(ctx.db, author=comment.author, email=comment.author_email)
    return comment.user == account.id and await store.is_known(ctx.db, user=account.id)


def is_disallowed(comment: Comment, words: str) -> bool:
    """Whether a word that the site does not have at all is in a comment, tags or not."""
    bare = strip_all_tags(comment.content)
    return _has_word(words, (*_said_by(comment), comment.content, bare))


def _said_by(comment: Comment) -> tuple[str, ...]:
    return comment.author, comment.author_email, comment.author_url, comment.author_ip, comment.agent


def _has_word(words: str, texts: tuple[str, ...]) -> bool:
    """Whether one of the lines stands somewhere in the texts, whatever the case."""
    wanted = [word.strip().lower() for word in words.splitlines() if word.strip()]
    lowered = [text.lower() for text in texts]
    return any(word in text for word in wanted for text in lowered)
