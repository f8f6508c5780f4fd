"""Escaping for HTML, attributes, text areas, scripts and XML."""

import re
from enum import Flag
from typing import Final

from engine.content.entities import normalize_entities, normalize_xml_entities
from engine.content.scan import NextIndex


class Quotes(Flag):
    """Which quotation marks are escaped, or read back."""

    NONE = 0
    SINGLE = 1
    DOUBLE = 2
    BOTH = 3


_SPECIAL = re.compile(r"[&<>\"']")
_APOSTROPHE_REFERENCE = re.compile(r"&#(?:x0*27|0*39);?", re.IGNORECASE)
_ESCAPED_CHARACTER = re.compile(r"\\(.?)", re.DOTALL)
_SLASHED = re.compile(r"['\"\\\0]")
_CDATA_START: Final = "<![CDATA["

# PHP escapes the ampersand of a reference that HTML 4.01 does not have.
_NOT_IN_HTML4: Final = "&apos;"

_READ_BACK: Final = re.compile(
    r"&(?:(?P<lt>lt;|#0*60;)|(?P<gt>gt;|#0*62;)|(?P<amp>amp;|#0*38;|#[xX]0*26;)"
    r"|(?P<single>#0*39;|#[xX]0*27;)|(?P<double>quot;|#0*34;|#[xX]0*22;))"
)
_CHARACTERS: Final = {"lt": "<", "gt": ">", "amp": "&", "single": "'", "double": '"'}


def is_valid_utf8(text: str) -> bool:
    """Say whether the text came from valid UTF-8 (no surrogates stand in for stray bytes)."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def check_invalid_utf8(text: str, *, strip: bool = False) -> str:
    """Return valid text as it is, other text empty, or scrubbed with U+FFFD (wp_check_invalid_utf8)."""
    if is_valid_utf8(text):
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if strip else ""


def specialchars(text: str, quotes: Quotes = Quotes.NONE, *, double_encode: bool = False) -> str:
    """Escape `&`, `<`, `>` and the chosen quotes; known references stay unless `double_encode` (_wp_specialchars)."""
    if not _SPECIAL.search(text):
        return text
    if not is_valid_utf8(text):
        return ""
    if double_encode:
        text = text.replace("&", "&amp;")
    else:
        text = normalize_entities(text).replace(_NOT_IN_HTML4, "&amp;apos;")
    return _escape_marks(text, quotes, apostrophe="&#039;")


def specialchars_decode(text: str, quotes: Quotes = Quotes.NONE) -> str:
    """Read back what specialchars escapes, and those characters' numbers (wp_specialchars_decode)."""
    if "&" not in text:
        return text
    return _READ_BACK.sub(lambda match: _read_back(match, quotes), text)


def as_text(name: str) -> str:
    """A name that people chose, for HTML outside of tags: no tag is left of it, its references and quotes stay."""
    return specialchars(name, Quotes.NONE)


def esc_html(text: str) -> str:
    """Escape for HTML text; invalid UTF-8 gives nothing (esc_html)."""
    return specialchars(check_invalid_utf8(text), Quotes.BOTH)


def esc_attr(text: str) -> str:
    """Escape for an attribute value (esc_attr)."""
    return esc_html(text)


def esc_textarea(text: str) -> str:
    """Escape for a text area, where references are text (esc_textarea)."""
    return specialchars(text, Quotes.BOTH, double_encode=True) if is_valid_utf8(text) else ""


def esc_js(text: str) -> str:
    """Escape for a single-quoted script string inside an attribute (esc_js)."""
    text = specialchars(check_invalid_utf8(text), Quotes.DOUBLE)
    text = _APOSTROPHE_REFERENCE.sub("'", unslash(text)).replace("\r", "")
    return slash(text).replace("\n", "\\n")


def esc_xml(text: str) -> str:
    """Escape for XML, CDATA sections excepted (esc_xml)."""
    text = check_invalid_utf8(text)
    section_end = NextIndex(text, "]]>")
    escaped: list[str] = []
    position = 0
    while (start := text.find(_CDATA_START, position)) >= 0:
        end = section_end.after(start + len(_CDATA_START))
        if end < 0:
            break
        escaped += (_escape_xml(text[position:start]), text[start : end + 3])
        position = end + 3
    return "".join(escaped) + _escape_xml(text[position:])


def slash(text: str) -> str:
    """Put a backslash before quotes, backslashes and NUL (wp_slash on a string)."""
    return _SLASHED.sub(lambda match: "\\0" if match[0] == "\0" else "\\" + match[0], text)


def unslash(text: str) -> str:
    """Take one layer of backslashes away (wp_unslash on a string)."""
    return _ESCAPED_CHARACTER.sub(lambda match: "\0" if match[1] == "0" else match[1], text)


def _escape_marks(text: str, quotes: Quotes, *, apostrophe: str) -> str:
    text = text.replace("<", "&lt;").replace(">", "&gt;")
    if Quotes.DOUBLE in quotes:
        text = text.replace('"', "&quot;")
    if Quotes.SINGLE in quotes:
        text = text.replace("'", apostrophe)
    return text


def _escape_xml(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    return _escape_marks(normalize_xml_entities(text), Quotes.BOTH, apostrophe="&apos;")


def _read_back(match: re.Match[str], quotes: Quotes) -> str:
    kind = match.lastgroup or ""
    if (kind == "single" and Quotes.SINGLE not in quotes) or (
        kind == "double" and Quotes.DOUBLE not in quotes
    ):
        return match[0]
    return _CHARACTERS[kind]
