"""Short forms of a text: a number of words or characters, the part before the more tag."""

import re
from dataclasses import dataclass
from typing import Final

from engine.content.tags import strip_all_tags
from engine.content.whitespace import trim

EXCERPT_LENGTH: Final = 55
EXCERPT_MORE: Final = " [&hellip;]"

_BLANKS: Final = re.compile(r"[\n\r\t ]+")
_CUT_REFERENCE: Final = re.compile(rb"&[^;\s]{0,6}$")
_MORE: Final = re.compile(r"<!--more([^\n]*?)-->")


def trim_words(text: str, limit: int = EXCERPT_LENGTH, more: str = "&hellip;") -> str:
    """Return the first `limit` words without tags, and `more` when words were left out (wp_trim_words).

    A negative limit leaves the last word out.
    """
    words = [word for word in _BLANKS.split(strip_all_tags(text)) if word]
    if len(words) <= limit:
        return " ".join(words)
    return " ".join(words[: limit if limit >= 0 else -1]) + more


def html_excerpt(text: str, limit: int, more: str = "") -> str:
    """Return the first `limit` characters without tags or a cut reference (wp_html_excerpt)."""
    whole = strip_all_tags(text, remove_breaks=True)
    # A reference counts as cut when at most six bytes of it are there.
    octets = _CUT_REFERENCE.sub(b"", whole[:limit].encode("utf-8", "surrogateescape"))
    excerpt = octets.decode("utf-8", "surrogateescape")
    return excerpt if excerpt == whole else trim(excerpt) + more


@dataclass(frozen=True, slots=True)
class Extended:
    """A post parted at its more tag."""

    main: str
    extended: str = ""
    more_text: str = ""


def split_at_more(text: str) -> Extended:
    """Part a text at the first more tag (get_extended); each part loses white space around a single line."""
    match = _MORE.search(text)
    if not match:
        return Extended(_trim_line(text))
    return Extended(_trim_line(text[: match.start()]), _trim_line(text[match.end() :]), _trim_line(match[1]))


def _trim_line(text: str) -> str:
    """Take white space off the front, and trailing line ends, unless a line end stands between words."""
    stripped = text.lstrip(" \t\n\r\v\f")
    line, _, rest = stripped.partition("\n")
    return text if rest.strip(" \t\n\r\v\f") else line
