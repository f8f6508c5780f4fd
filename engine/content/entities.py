"""Character references: the names WordPress knows, and putting them into one form."""

import html
import re
from typing import Final

from engine.content.scan import NextIndex

NAMED: Final = frozenset(
    """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn acute micro
    para middot cedil ordm raquo iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc
    Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc
    Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute
    thorn yuml quot amp lt gt apos OElig oelig Scaron scaron Yuml circ tilde ensp emsp thinsp zwnj zwj lrm rlm
    ndash mdash lsquo rsquo sbquo ldquo rdquo bdquo dagger Dagger permil lsaquo rsaquo euro fnof Alpha Beta
    Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi
    Omega alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma
    tau upsilon phi chi psi omega thetasym upsih piv bull hellip prime Prime oline frasl weierp image real
    trade alefsym larr uarr rarr darr harr crarr lArr uArr rArr dArr hArr forall part exist empty nabla isin
    notin ni prod sum minus lowast radic prop infin ang and or cap cup int sim cong asymp ne equiv le ge sub
    sup nsub sube supe oplus otimes perp sdot lceil rceil lfloor rfloor lang rang loz spades clubs hearts
    diams sup1 sup2 sup3 frac14 frac12 frac34 there4
    """.split()  # noqa: SIM905  # a table of names reads best as a paragraph
)
"""The named references that kses keeps; any other `&name;` has its ampersand escaped."""

NAMED_IN_XML: Final = frozenset({"amp", "lt", "gt", "apos", "quot"})

_REFERENCE = re.compile(
    r"&(?:#(0*[1-9][0-9]{0,6});|#[Xx](0*[1-9A-Fa-f][0-9A-Fa-f]{0,5});|([A-Za-z]{2,8}[0-9]{0,2});)?"
)
_LONE_AMPERSAND = re.compile(r"&([^#])(?![a-z1-4]{1,8};)", re.IGNORECASE | re.ASCII | re.DOTALL)
_DECIMAL = re.compile(r"&#([0-9]+);")
_HEXADECIMAL = re.compile(r"&#[Xx]([0-9A-Fa-f]+);")
_CP1252 = re.compile(r"&#1(?:2[89]|[34][0-9]|5[0-9]);")

# The order in which WordPress writes numbers for names matters not, the oddities do: `|` too is
# written as a number, some obsolete names are known, and `&lang;` keeps its HTML 4 code point.
_OBSOLETE: Final = {"brkbar": 166, "die": 168, "hibar": 175, "lang": 9001, "rang": 9002}
_UNNUMBERED: Final = frozenset({"apos"})
_NUMBERS: Final = {
    name: ord(html.unescape(f"&{name};")) for name in NAMED - _UNNUMBERED - _OBSOLETE.keys()
} | _OBSOLETE
_NAME_OR_BAR = re.compile(r"&([A-Za-z]{2,8}[0-9]{0,2});|\|")


def normalize_entities(text: str) -> str:
    """Escape ampersands that begin no known reference and write the known ones evenly (wp_kses_normalize_entities)."""
    return _REFERENCE.sub(_normal, text) if "&" in text else text


def normalize_xml_entities(text: str) -> str:
    """Do the same for XML, which knows five names: other known names become their characters."""
    return _REFERENCE.sub(_normal_in_xml, text) if "&" in text else text


def is_valid_unicode(code: int) -> bool:
    """Say whether XML allows a character of this number (valid_unicode)."""
    return (
        code in {9, 10, 13}
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )


def decode_numeric_entities(text: str) -> str:
    """Decode numbered references into single bytes, as PHP's chr() does (wp_kses_decode_entities)."""
    if "&#" not in text:
        return text
    octets = _DECIMAL.sub(lambda match: _octet(match[1], 10), text)
    octets = _HEXADECIMAL.sub(lambda match: _octet(match[1], 16), octets)
    return octets.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def convert_chars(text: str) -> str:
    """Escape lone ampersands (convert_chars)."""
    return _LONE_AMPERSAND.sub(r"&#038;\1", text)


def convert_invalid_entities(text: str) -> str:
    """Write numbers of Windows-1252 characters, which name control characters, as Unicode (convert_invalid_entities)."""
    return _CP1252.sub(_from_cp1252, text) if "&#1" in text else text


def named_to_numeric(text: str) -> str:
    """Write named references as numbers (ent2ncr)."""
    return _NAME_OR_BAR.sub(_numbered, text)


def remove_entities(text: str) -> str:
    """Remove whatever lies between an ampersand and a semicolon on one line."""
    start = text.find("&")
    if start < 0:
        return text
    semicolon, line_end = NextIndex(text, ";"), NextIndex(text, "\n")
    kept: list[str] = []
    position = 0
    while start >= 0 and (end := semicolon.after(start + 2)) >= 0:
        if 0 <= line_end.after(start + 1) < end:
            start = text.find("&", start + 1)
            continue
        kept.append(text[position:start])
        position = end + 1
        start = text.find("&", position)
    return "".join(kept) + text[position:]


def _normal(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if decimal and is_valid_unicode(int(decimal)):
        return f"&#{decimal.lstrip('0').rjust(3, '0')};"
    if hexadecimal:
        valid = is_valid_unicode(int(hexadecimal, 16))
        return f"&#x{hexadecimal.lstrip('0')};" if valid else f"&amp;#x{hexadecimal};"
    if name in NAMED:
        return match[0]
    return "&amp;" + match[0][1:]


def _normal_in_xml(match: re.Match[str]) -> str:
    name = match[3]
    if name in NAMED and name not in NAMED_IN_XML:
        return html.unescape(match[0])
    return _normal(match)


def _octet(digits: str, base: int) -> str:
    # Only the last eight bits count; long digit strings must not cost quadratic time.
    value = int(digits[-64:] if base == 16 else digits[-19:], base) % 256
    return chr(value) if value < 128 else chr(0xDC00 + value)


def _from_cp1252(match: re.Match[str]) -> str:
    octet = bytes([int(match[0][2:-1])])
    character = octet.decode("cp1252", "ignore")
    return f"&#{ord(character)};" if character else ""


def _numbered(match: re.Match[str]) -> str:
    if match[0] == "|":
        return "&#124;"
    number = _NUMBERS.get(match[1])
    return match[0] if number is None else f"&#{number};"
