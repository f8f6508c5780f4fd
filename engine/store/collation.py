"""Equality and order of text as MariaDB's utf8mb4_unicode_520_ci decides them, for the other databases.

Case and accents do not count, ß equals ss, trailing spaces are padding; punctuation sorts before digits, digits
before letters.
"""

import unicodedata
from functools import lru_cache

COLLATION = "tympan_unicode_ci"

# The order of ASCII's punctuation and symbols in the Unicode collation element table (version 5.2).
_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_RANK = {character: chr(1 + index) for index, character in enumerate("\t\n\r " + _PUNCTUATION)}
_SPECIAL = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ł": "l", "þ": "th"}
)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """What is left of a text when case, accents and trailing spaces do not count."""
    if text.isascii():
        return text.lower().rstrip(" ")
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.lower().translate(_SPECIAL).rstrip(" ")


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """A string whose order by code point is the collation's order."""
    return "".join(_RANK.get(c, c) for c in fold(text))


def compare(left: str, right: str) -> int:
    """Negative, zero or positive, as SQLite asks of a collation."""
    a, b = sort_key(left), sort_key(right)
    return (a > b) - (a < b)
