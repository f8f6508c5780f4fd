"""Equality and order of text as MariaDB's utf8mb4_unicode_520_ci decides them, for the other databases.

Case and accents do not count, ß equals ss, trailing spaces are padding; punctuation sorts before digits, digits
before letters.
"""

import re
import unicodedata
from functools import lru_cache

COLLATION = "tympan_unicode_ci"

# The order of ASCII's punctuation and symbols in the Unicode collation element table (version 5.2).
_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_RANK = {character: chr(1 + index) for index, character in enumerate("\t\n\r " + _PUNCTUATION)}
_MARKS = re.compile("[\u0300-\u036f]")
_SPECIAL = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ł": "l", "þ": "th"}
)


def _bare(text: str) -> str:
    """A text without case and accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return _MARKS.sub("", decomposed).lower().translate(_SPECIAL)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """What is left of a text when case, accents and trailing spaces do not count."""
    return _bare(text).rstrip(" ")


def like(text: str, pattern: str) -> bool:
    r"""Whether a text matches a LIKE pattern (with ``\\`` as escape) that was folded already."""
    return _regex(pattern).fullmatch(_bare(text)) is not None


@lru_cache(maxsize=256)
def _regex(pattern: str) -> re.Pattern[str]:
    parts = re.findall(r"\\(.)|(.)", pattern, re.DOTALL)
    wild = {"%": ".*", "_": "."}
    return re.compile(
        "".join(re.escape(escaped) if escaped else wild.get(c, re.escape(c)) for escaped, c in parts),
        re.DOTALL,
    )


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """A string whose order by code point is the collation's order."""
    return "".join(_RANK.get(c, c) for c in fold(text))


def compare(left: str, right: str) -> int:
    """Negative, zero or positive, as SQLite asks of a collation."""
    a, b = sort_key(left), sort_key(right)
    return (a > b) - (a < b)
