r"""Equality, order and LIKE of text as MariaDB's utf8mb4_unicode_520_ci decides them, for the other databases.

Only the first level of the Unicode collation algorithm (version 5.2) counts: neither case nor accents do, ß equals ss,
spaces at the end are padding. LIKE compares character by character, so that there ß is not ss.
"""

import gzip
import json
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

COLLATION = "tympan_unicode_ci"

# The order of characters in version 5.2, a line for each place, where neither lower case, nor decomposition, nor the
# code point gives it; what is ignored; what counts as several characters; ranges that came later.
_TABLE = Path(__file__).parent / "unicode_520.json.gz"
# Where ideographs and characters beyond the table are: behind it, in three blocks, by code point.
_BLOCKS = (
    (0x4E00, 0x9FA5, "\ue000"), (0xFA0E, 0xFA29, "\ue000"), (0x3400, 0x4DB5, "\ue001"), (0x20000, 0x2A6D6, "\ue001"),
)  # fmt: skip
_OTHERS = "\ue002"


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """A string whose order by code point is the collation's order; equal for equal texts."""
    return equality_key(text)


def equality_key(text: str) -> str:
    """The same, not remembered: for texts that are looked at once."""
    keys = _keys()
    # The text ends in one space that stands for all its padding.
    return text.rstrip(" ").translate(keys) + keys[0x20]


def compare(left: str, right: str) -> int:
    """Negative, zero or positive, as SQLite asks of a collation."""
    if left == right:
        return 0
    a, b = sort_key(left), sort_key(right)
    return (a > b) - (a < b)


class _Keys(dict[int, str]):
    """The keys of characters by code point; those that derive from others are found when first asked for."""

    def __init__(self, table: dict[str, Any]) -> None:
        super().__init__()
        later = table["later"]
        self._later = [(ord(a), ord(b)) for a, b in zip(later[::2], later[1::2], strict=True)]
        self.update(dict.fromkeys(map(ord, table["ignored"]), ""))
        for place, characters in enumerate(table["order"], 1):
            self.update(dict.fromkeys(map(ord, characters), chr(place)))
        for character, meant in table["expanded"].items():
            self[ord(character)] = "".join(self[ord(one)] for one in meant)

    def __missing__(self, code: int) -> str:
        key = self[code] = self._derived(chr(code))
        return key

    def _derived(self, character: str) -> str:
        code = ord(character)
        if not any(first <= code <= last for first, last in self._later):
            lower = character.lower()
            if len(lower) == 1 and lower != character:
                return self[ord(lower)]
            decomposed = unicodedata.normalize("NFKD", character)
            if decomposed != character:
                return "".join(self[ord(one)] for one in decomposed)
        return next((sign for first, last, sign in _BLOCKS if first <= code <= last), _OTHERS) + character


@cache
def _keys() -> _Keys:
    return _Keys(json.loads(gzip.decompress(_TABLE.read_bytes())))


# What LIKE compares. The migration's tympan_like does the same in SQL on PostgreSQL.

_MARKS = re.compile("[\u0300-\u036f\u3099\u309a]")
# Letters that decompose into nothing, and katakana.
_LIKE = str.maketrans("øđðħłſªº¹²³µςґ", "oddhlsao123μσг") | {
    code: chr(code - 0x60) for code in range(0x30A1, 0x30F7)
}


def bare(text: str) -> str:
    """A text as LIKE compares it: character for character without case and accents."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFD", text.lower())).translate(_LIKE)


def bare_pattern(text: str) -> str:
    """The same for what is looked for, where an accent of its own is a character that must be there."""
    return "".join(bare(_plain(one)) or one for one in text)


def _plain(character: str) -> str:
    """A wide, small or circled character as the usual one."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def like(text: str, pattern: str) -> bool:
    r"""Whether a text matches a LIKE pattern (with ``\\`` as escape) that is bare already."""
    return _regex(pattern).fullmatch(bare(text)) is not None


@lru_cache(maxsize=256)
def _regex(pattern: str) -> re.Pattern[str]:
    parts = re.findall(r"\\(.)|(.)", pattern, re.DOTALL)
    wild = {"%": ".*", "_": "."}
    return re.compile(
        "".join(re.escape(escaped) if escaped else wild.get(c, re.escape(c)) for escaped, c in parts),
        re.DOTALL,
    )
