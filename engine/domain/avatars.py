"""Avatars of accounts and of those who comment, as the site's discussion settings want them."""

import re
import sys
from dataclasses import dataclass
from html import unescape
from typing import Final, Self

from engine.content.avatars import avatar_url
from engine.domain import users
from engine.domain.context import Context
from engine.model.comments import Comment

# The sizes in pixels that the API names (rest_get_avatar_sizes).
API_SIZES: Final = (24, 48, 96)

FOLDER: Final = "/tympan/avatars/"

_LETTER: Final = re.compile(r"([0-9a-f]{1,6})-([0-9]{1,3})\.svg")
_WITH_AVATARS: Final = frozenset({"", "comment", "note"})


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands for somebody without a picture: the first letter of the name, on a ground in a hue of the name's own."""

    sign: str
    hue: int

    @classmethod
    def of(cls, name: str) -> Self:
        """The letter of a name, which may have entities."""
        plain = unescape(name).strip()
        first = next((sign for sign in plain if sign.isalnum()), "?").upper()
        return cls(first[0], sum(plain.casefold().encode()) % 360)

    @classmethod
    def named(cls, name: str) -> Self | None:
        """The letter whose picture has a name; None for no such name."""
        found = _LETTER.fullmatch(name)
        sign = chr(int(found[1], 16)) if found and int(found[1], 16) <= sys.maxunicode else ""
        return cls(sign, int(found[2]) % 360) if found and (sign.isalnum() or sign == "?") else None

    @property
    def name(self) -> str:
        """What its picture is called."""
        return f"{ord(self.sign):x}-{self.hue}.svg"


def are_shown(ctx: Context) -> bool:
    """Whether the site shows avatars at all."""
    return ctx.options.flag("show_avatars", default=True)


def of_email(ctx: Context, email: str, *, size: int) -> str:
    """The address of the avatar of an e-mail address."""
    default = ctx.options.text("avatar_default") or "mystery"
    rating = ctx.options.text("avatar_rating") or "G"
    return avatar_url(email, size=size, default=default, rating=rating)


def on_page(ctx: Context, email: str, name: str, *, size: int, comment: int = 0) -> str:
    """The address of somebody's picture on a page, as the settings have it; Gravatar's only where they say so.

    Of a comment's author the site may have a copy; all others have a letter then.
    """
    if ctx.site.settings.avatars == "gravatar":
        return of_email(ctx, email, size=size)
    if ctx.site.settings.avatars == "proxied" and comment:
        return f"{ctx.home}{FOLDER}{comment}"
    return f"{ctx.home}{FOLDER}{Letter.of(name).name}"


def of_comment(ctx: Context, comment: Comment, *, size: int) -> str:
    """The address of the avatar of whoever wrote a comment, whose account was remembered; '' for pings."""
    if comment.type not in _WITH_AVATARS:
        return ""
    account = users.memory(ctx).get(comment.user)
    return of_email(ctx, account.email if account else comment.author_email, size=size)
