"""Texts on their way into the database, be they of posts or of comments."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeVar

from engine.content.balance import force_balance_tags
from engine.content.emoji import encode_emoji
from engine.content.entities import convert_invalid_entities
from engine.domain.context import Context
from engine.model.comments import Comment
from engine.model.posts import Post
from engine.store import census

T = TypeVar("T", Post, Comment)

_TABLES: Final = {Post: "posts", Comment: "comments"}


def stored(ctx: Context, text: str, clean: Callable[[str], str]) -> str:
    """A text as it is stored once `clean` has taken what its author may not write (content_save_pre).

    References that were meant for Windows-1252 are Unicode's, and tags are closed where the site wants them so.
    """
    text = clean(convert_invalid_entities(text))
    return force_balance_tags(text) if ctx.options.flag("use_balanceTags") else text


async def fitted(ctx: Context, row: T, *names: str) -> T:
    """The row with emoji in these texts as references, where its table is too old to hold any (wp_encode_emoji)."""
    encoded: dict[str, Any] = {name: encode_emoji(getattr(row, name)) for name in names}
    changed = replace(row, **encoded)
    if changed == row:
        return row
    return changed if await census.is_narrow(ctx.db, _TABLES[type(row)]) else row
