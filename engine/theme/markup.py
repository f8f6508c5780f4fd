"""Text as it is written into a page, for where it is put together at once: what markupsafe says, without a Markup for each."""

import re
from typing import Any, Final

from markupsafe import Markup, escape

# A table, with the block around it where there is one; a calendar is never wide.
_TABLE: Final = re.compile(
    r'<figure (?P<block>class="wp-block-table[^<>]*><table)|<table(?=[\s>])(?! id="wp-calendar")'
)


def html(value: Any) -> str:
    """A value as HTML: what is HTML as it is, all else escaped (markupsafe.escape)."""
    kind = type(value)
    if kind is str:
        return escaped(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]  # it is a str
    return str(value) if kind is int else str(escape(value))


def escaped(text: str) -> str:
    """A text as HTML, in an attribute or outside of tags."""
    return (
        text.replace("&", "&amp;")
        .replace(">", "&gt;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
        .replace('"', "&#34;")
    )


def scrollable(content: Markup) -> Markup:
    """A content whose tables are reached by keyboard, for themes in which wide ones scroll; the filter of this name."""
    return Markup(_TABLE.sub(_reached, content)) if "<table" in content else content


def _reached(table: re.Match[str]) -> str:
    return f'<figure tabindex="0" {table["block"]}' if table["block"] else '<table tabindex="0"'
