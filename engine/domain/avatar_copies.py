"""Gravatars fetched by the site itself, small and for a week, in the place of readers' browsers."""

import asyncio
import hmac
import tempfile
import time
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from engine.backends.fetch import Ask
from engine.backends.images import Output, Step
from engine.content.avatars import avatar_url
from engine.domain import users
from engine.domain.avatars import Letter
from engine.domain.context import Context
from engine.domain.keys import site_salt
from engine.model.comments import Comment
from engine.model.errors import Invalid, Unavailable

SIDE: Final = 96  # pixels

_FOLDER: Final = "tympan-avatars"
_KEPT_FOR: Final = 7 * 24 * 60 * 60
_LARGEST: Final = 1024 * 1024
_QUALITY: Final = 82
_TYPES: Final = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
_NONE: Final = ".none"
_LETTER: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path fill="hsl({hue} 32% 34%)" d="M0 0h40v40H0z"/>'
    '<text x="20" y="27" text-anchor="middle" font-size="20" font-family="Georgia, serif" fill="#fff">{letter}</text></svg>'
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is sent."""

    content: bytes
    media_type: str


async def of_comment(ctx: Context, comment: Comment) -> Picture:
    """The picture of whoever wrote a comment; a letter where the service has none, or does not answer."""
    await users.remember(ctx, (comment.user,))
    account = users.memory(ctx).get(comment.user)
    email = (account.email if account else comment.author_email).strip().lower()
    kept = await _kept(ctx, email) if email else None
    return kept or letter(Letter.of(comment.author))


def letter(one: Letter) -> Picture:
    """The picture of a letter."""
    return Picture(_LETTER.format(hue=one.hue, letter=escape(one.sign)).encode(), "image/svg+xml")


async def _kept(ctx: Context, email: str) -> Picture | None:
    folder = ctx.site.settings.uploads_dir / _FOLDER
    key = await site_salt(ctx, "auth")
    # The name of the file tells nobody whose it is: only the site can make it.
    name = hmac.new(key.encode(), f"avatar|{email}".encode(), "sha256").hexdigest()[:32]
    found = await asyncio.to_thread(_read, folder, name)
    if found is None:
        await _fetch(ctx, email, folder, name)
        found = await asyncio.to_thread(_read, folder, name)
    return found if found and found.content else None


def _read(folder: Path, name: str) -> Picture | None:
    """What is kept and not too old; an empty one says that there is none."""
    for media_type, suffix in (*_TYPES.items(), ("", _NONE)):
        file = folder / f"{name}{suffix}"
        if file.is_file() and time.time() - file.stat().st_mtime < _KEPT_FOR:
            return Picture(file.read_bytes(), media_type)
    return None


async def _fetch(ctx: Context, email: str, folder: Path, name: str) -> None:
    """Fetch a picture; that there is none is remembered, too."""
    rating = ctx.options.text("avatar_rating") or "G"
    with tempfile.TemporaryDirectory(prefix="tympan-") as place:
        source = Path(place) / "picture"
        made, suffix = None, _NONE
        try:
            address = avatar_url(email, size=2 * SIDE, default="404", rating=rating)
            with source.open("wb") as file:
                answer = await ctx.site.outside.fetch(Ask(url=address, most=_LARGEST, seconds=5, into=file))
            if answer.ok and not answer.cut:
                looked = await ctx.site.outside.images.look(source)
                suffix = _TYPES.get(looked.media_type, _NONE)
            if suffix != _NONE:
                made = source.with_name(f"small{suffix}")
                steps = (Step("resize", (SIDE, SIDE)),)
                await ctx.site.outside.images.make(source, (Output(str(made), _QUALITY, steps),))
        except (Invalid, Unavailable):
            made, suffix = None, _NONE
        await asyncio.to_thread(_keep, folder / f"{name}{suffix}", made)


def _keep(target: Path, made: Path | None) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made.read_bytes() if made else b"")
