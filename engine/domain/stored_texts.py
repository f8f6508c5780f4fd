"""Texts on their way into the database, be they of posts or of comments."""

from collections.abc import Callable

from engine.content.balance import force_balance_tags
from engine.content.entities import convert_invalid_entities
from engine.domain.context import Context


def stored(ctx: Context, text: str, clean: Callable[[str], str]) -> str:
    """A text as it is stored once `clean` has taken what its author may not write (content_save_pre).

    References that were meant for Windows-1252 are Unicode's, and tags are closed where the site wants them so.
    """
    text = clean(convert_invalid_entities(text))
    return force_balance_tags(text) if ctx.options.flag("use_balanceTags") else text
