"""Avatars of accounts and of those who comment, as the site's discussion settings want them."""

from typing import Final

from engine.content.avatars import avatar_url
from engine.domain import users
from engine.domain.context import Context
from engine.model.comments import Comment

# The sizes in pixels that the API names (rest_get_avatar_sizes).
API_SIZES: Final = (24, 48, 96)

_WITH_AVATARS: Final = frozenset({"", "comment", "note"})


def are_shown(ctx: Context) -> bool:
    """Whether the site shows avatars at all."""
    return ctx.options.flag("show_avatars", default=True)


def of_email(ctx: Context, email: str, *, size: int) -> str:
    """The address of the avatar of an e-mail address."""
    default = ctx.options.text("avatar_default") or "mystery"
    rating = ctx.options.text("avatar_rating") or "G"
    return avatar_url(email, size=size, default=default, rating=rating)


def of_comment(ctx: Context, comment: Comment, *, size: int) -> str:
    """The address of the avatar of whoever wrote a comment, whose account was remembered; '' for pings."""
    if comment.type not in _WITH_AVATARS:
        return ""
    account = users.memory(ctx).get(comment.user)
    return of_email(ctx, account.email if account else comment.author_email, size=size)
