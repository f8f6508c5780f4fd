"""Slugs for addresses: titles with dashes, keys, class names (sanitize_title and kin)."""

import re
from typing import Final, Literal

from engine.content.accents import remove_accents
from engine.content.entities import remove_entities
from engine.content.escaping import is_valid_utf8
from engine.content.tags import strip_tags

Context = Literal["save", "display", "query"]

SLUG_OCTETS: Final = 200
"""The length of a slug column: percent-encoded text is cut before the character that goes beyond."""

_IS_SLUG: Final = re.compile(r"[a-z0-9_]+(?:-[a-z0-9_]+)*")
_OCTET: Final = re.compile(r"%([a-fA-F0-9][a-fA-F0-9])")
_MARKED_OCTET: Final = re.compile(r"---([a-fA-F0-9][a-fA-F0-9])---")
_NOT_IN_SLUG: Final = re.compile(r"[^%a-z0-9 _-]")
_DASHES: Final = re.compile(r"[ -]+")
_NOT_IN_CLASS: Final = re.compile(r"[^A-Za-z0-9_-]")
_NOT_IN_KEY: Final = re.compile(r"[^a-z0-9_-]")

# What a saved title parts by a dash, drops, or writes otherwise; all are percent-encoded by then.
_DASH_LIKE: Final = "\u00a0\u2011\u2013\u2014"
_WIDE_SPACES: Final = "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f"
_DROPPED: Final = (
    "\u00ad\u00a1\u00bf\u00ab\u00bb\u2039\u203a\u2018\u2019\u201c\u201d\u201a\u201b\u201e\u201f\u2022"
    "\u00a9\u00ae\u00b0\u2026\u2122\u00b4\u02ca\u0301\u0341\u0300\u0304\u030c"
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff\ufffc"
)
_DASH_REFERENCES: Final = re.compile(r"&nbsp;|&#8209;|&#160;|&ndash;|&#8211;|&mdash;|&#8212;|/")


def _encoded(character: str) -> str:
    # What stands for a byte that is no UTF-8 is that byte, as PHP has it.
    try:
        octets = character.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        octets = character.encode("utf-8", "surrogatepass")
    return "".join(f"%{octet:02x}" for octet in octets)


_SAVED: Final = (
    {_encoded(character): "-" for character in _DASH_LIKE + _WIDE_SPACES}
    | {_encoded(character): "" for character in _DROPPED}
    | {_encoded("\u00d7"): "x"}
)
_SAVED_OCTETS: Final = re.compile("|".join(_SAVED))


def sanitize_title(
    title: str, fallback: str = "", context: Context = "save", *, locale: str = "en_US"
) -> str:
    """Return the slug of a title, the fallback when nothing is left; accents go only when saving."""
    if len(title) <= SLUG_OCTETS and _IS_SLUG.fullmatch(title):
        return title
    if context == "save":
        title = remove_accents(title, locale)
    return sanitize_title_with_dashes(title, context) or fallback


def sanitize_title_with_dashes(title: str, context: Context = "display") -> str:
    """Lower-case, percent-encode what is not ASCII, and put dashes for spaces."""
    title = _keep_octets(strip_tags(title))
    if is_valid_utf8(title):
        title = encode_octets(lower(title), SLUG_OCTETS)
    title = _ascii_lower(title)
    if context == "save":
        title = _saved(title)
    title = remove_entities(title).replace(".", "-")
    return _DASHES.sub("-", _NOT_IN_SLUG.sub("", title)).strip("-")


def encode_octets(text: str, limit: int = 0) -> str:
    """Percent-encode non-ASCII characters, stopping before the one that would exceed `limit` (utf8_uri_encode)."""
    if text.isascii():
        return text[:limit] if limit else text
    encoded: list[str] = []
    length = 0
    for character in text:
        written = character if character.isascii() else _encoded(character)
        length += len(written)
        if limit and length > limit:
            break
        encoded.append(written)
    return "".join(encoded)


def lower(text: str) -> str:
    """Lower-case as PHP 8.2 does: a capital sigma is never a final one."""
    return text.replace("Σ", "σ").lower()


def sanitize_key(key: str) -> str:
    """Keep lower-case letters, digits, dashes and underscores."""
    return _NOT_IN_KEY.sub("", _ascii_lower(key))


def sanitize_html_class(name: str, fallback: str = "") -> str:
    """Keep what a class name may hold; the fallback, cleaned too, when nothing is left."""
    return _NOT_IN_CLASS.sub("", _OCTET.sub("", name)) or (sanitize_html_class(fallback) if fallback else "")


def _keep_octets(text: str) -> str:
    """Remove percent signs that begin no octet."""
    marked = _OCTET.sub(r"---\1---", text).replace("%", "")
    return _MARKED_OCTET.sub(r"%\1", marked)


def _saved(title: str) -> str:
    title = _DASH_REFERENCES.sub("-", title)
    return _SAVED_OCTETS.sub(lambda match: _SAVED[match[0]], title)


def _ascii_lower(text: str) -> str:
    return text.lower() if text.isascii() else "".join(c.lower() if c.isascii() else c for c in text)
