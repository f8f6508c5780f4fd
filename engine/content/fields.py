"""One-line and many-line fields, user names and other short input, made clean."""

import re
from typing import Final

from engine.content.accents import remove_accents
from engine.content.entities import remove_entities
from engine.content.escaping import check_invalid_utf8
from engine.content.kses import escape_less_than
from engine.content.tags import strip_all_tags
from engine.content.whitespace import trim

_BLANKS: Final = re.compile(r"[\r\n\t ]+")
_SPACES: Final = re.compile(r" +")
_SPACE_RUN: Final = re.compile(r"\s+", re.ASCII)
_OCTET: Final = re.compile(r"%[a-fA-F0-9]{2}")
_NOT_IN_STRICT_USER: Final = re.compile(r"[^a-zA-Z0-9 _.\-@]")
_HEX_COLOR: Final = re.compile(r"#(?:[A-Fa-f0-9]{3}){1,2}")
_NOT_IN_MIME_TYPE: Final = re.compile(r"[^-+*.a-zA-Z0-9/]")
_ORDER_BY: Final = re.compile(
    r"\s*(?:(?:[a-z0-9_]+|`[a-z0-9_]+`)(?:\s+(?:ASC|DESC))?\s*(?:,\s*(?=[a-z0-9_`])|$))+",
    re.IGNORECASE | re.ASCII,
)
_RANDOM_ORDER: Final = re.compile(r"\s*RAND\(\s*\)\s*", re.IGNORECASE | re.ASCII)


def sanitize_text_field(text: str) -> str:
    """Clean a one-line field: no tags, no octets, single spaces."""
    return _without_octets(trim(_BLANKS.sub(" ", _without_tags(text))))


def sanitize_textarea_field(text: str) -> str:
    """Clean a field of many lines, which keeps its line ends."""
    return _without_octets(trim(_without_tags(text)))


def sanitize_user(name: str, *, strict: bool = False, locale: str = "en_US") -> str:
    """Clean a user name; a strict one keeps letters, digits, spaces and `_.-@`."""
    name = remove_accents(strip_all_tags(name), locale)
    name = remove_entities(_OCTET.sub("", name))
    if strict:
        name = _NOT_IN_STRICT_USER.sub("", name)
    return _SPACE_RUN.sub(" ", trim(name))


def sanitize_hex_color(color: str) -> str | None:
    """Return a colour of three or six hexadecimal digits after `#`, None for anything else but nothing."""
    return color if not color or _HEX_COLOR.fullmatch(color) else None


def sanitize_hex_color_no_hash(color: str) -> str | None:
    """Return a colour's hexadecimal digits without `#`."""
    digits = color.lstrip("#")
    if not digits:
        return ""
    return digits if sanitize_hex_color(f"#{digits}") else None


def sanitize_mime_type(mime_type: str) -> str:
    """Keep what a media type may hold."""
    return _NOT_IN_MIME_TYPE.sub("", mime_type)


def sanitize_sql_orderby(clause: str) -> str | None:
    """Return a list of plain columns with directions, or RAND(), as it is; None for anything else."""
    return clause if _ORDER_BY.fullmatch(clause) or _RANDOM_ORDER.fullmatch(clause) else None


def _without_tags(text: str) -> str:
    text = check_invalid_utf8(text)
    if "<" not in text:
        return text
    return strip_all_tags(escape_less_than(text)).replace("<\n", "&lt;\n")


def _without_octets(text: str) -> str:
    """Remove octets until none is left, those included that only come together by a removal."""
    if not _OCTET.search(text):
        return text
    kept: list[str] = []
    for character in text:
        kept.append(character)
        if _OCTET.fullmatch("".join(kept[-3:])):
            del kept[-3:]
    return trim(_SPACES.sub(" ", "".join(kept)))
