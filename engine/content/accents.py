"""Plain letters for accented ones, by the rules of a locale (remove_accents)."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from engine.content.escaping import is_valid_utf8

# What is written instead, and the letters it stands for.
_PLAIN: Final = {
    "": "£",
    "A": "ÀÁÂÃÄÅĀĂĄẦẰẢẨẲẪẴẤẮẠẬẶǍ",
    "C": "ÇĆĈĊČ",
    "D": "ÐĎĐ",
    "E": "ÈÉÊËĒĔĖĘĚƏ€ỀẺỂẼỄẾẸỆ",
    "G": "ĜĞĠĢ",
    "H": "ĤĦ",
    "I": "ÌÍÎÏĨĪĬĮİỈỊǏ",
    "J": "Ĵ",
    "K": "Ķ",
    "L": "ĹĻĽĿŁ",
    "N": "ÑŃŅŇŊ",
    "O": "ÒÓÔÕÖØŌŎŐƠỒỜỎỔỞỖỠỐỚỌỘỢǑ",
    "R": "ŔŖŘ",
    "S": "ŚŜŞŠȘ",
    "T": "ŢŤŦȚ",
    "U": "ÙÚÛÜŨŪŬŮŰŲƯỪỦỬỮỨỤỰǕǗǓǙǛ",
    "W": "Ŵ",
    "Y": "ÝŶŸỲỶỸỴ",
    "Z": "ŹŻŽ",
    "a": "ªàáâãäåāăąầằảẩẳẫẵấắạậặɑǎ",
    "c": "çćĉċč",
    "d": "ðďđ",
    "e": "èéêëēĕėęěǝềẻểẽễếẹệ",
    "g": "ĝğġģ",
    "h": "ĥħ",
    "i": "ìíîïĩīĭįıỉịǐ",
    "j": "ĵ",
    "k": "ķĸ",
    "l": "ĺļľŀł",
    "n": "ñńņňŉŋ",
    "o": "ºòóôõöøōŏőơồờỏổởỗỡốớọộợǒ",
    "r": "ŕŗř",
    "s": "ßśŝşšſș",
    "t": "ţťŧț",
    "u": "ùúûüũūŭůűųưừủửữứụựǖǘǔǚǜ",
    "w": "ŵ",
    "y": "ýÿŷỳỷỹỵ",
    "z": "źżž",
    "AE": "Æ",
    "IJ": "Ĳ",
    "OE": "Œ",
    "TH": "Þ",
    "ae": "æ",
    "ij": "ĳ",
    "oe": "œ",
    "th": "þ",
}

_GERMAN: Final = {"Ä": "Ae", "ä": "ae", "Ö": "Oe", "ö": "oe", "Ü": "Ue", "ü": "ue", "ẞ": "SS", "ß": "ss"}
_DANISH: Final = {"Æ": "Ae", "æ": "ae", "Ø": "Oe", "ø": "oe", "Å": "Aa", "å": "aa"}
_SERBIAN: Final = {"Đ": "DJ", "đ": "dj"}
_CATALAN_DOUBLE_L: Final = "l·l"

# Bytes that are no UTF-8 are taken for Latin-1 as Windows extends it.
_LATIN1: Final = bytes.maketrans(
    bytes.fromhex(
        "80838a8e9a9e9fa2a5b5c0c1c2c3c4c5c7c8c9cacbcccdcecfd1d2d3d4d5d6d8d9dadbdcdd"
        "e0e1e2e3e4e5e7e8e9eaebecedeeeff1f2f3f4f5f6f8f9fafbfcfdff"
    ),
    b"EfSZszYcYuAAAAAACEEEEIIIINOOOOOOUUUUYaaaaaaceeeeiiiinoooooouuuuyy",
)
_LATIN1_PAIRS: Final = {
    b"\x8c": b"OE",
    b"\x9c": b"oe",
    b"\xc6": b"AE",
    b"\xd0": b"DH",
    b"\xde": b"TH",
    b"\xdf": b"ss",
    b"\xe6": b"ae",
    b"\xf0": b"dh",
    b"\xfe": b"th",
}


def remove_accents(text: str, locale: str = "en_US") -> str:
    """Write accented Latin letters plainly; German, Danish, Serbian, Bosnian and Catalan have own rules."""
    if text.isascii():
        return text
    if not is_valid_utf8(text):
        return _from_latin1(text)
    text = unicodedata.normalize("NFC", text)
    if locale == "ca":
        text = text.replace(_CATALAN_DOUBLE_L, "ll")
    return text.translate(_table(locale))


@lru_cache(maxsize=32)
def _table(locale: str) -> Mapping[int, str]:
    plain = {letter: written for written, letters in _PLAIN.items() for letter in letters}
    return str.maketrans(plain | _own_rules(locale))


def _own_rules(locale: str) -> dict[str, str]:
    if locale.startswith("de"):
        return _GERMAN
    if locale == "da_DK":
        return _DANISH
    return _SERBIAN if locale in {"sr_RS", "bs_BA"} else {}


def _from_latin1(text: str) -> str:
    octets = text.encode("utf-8", "surrogateescape").translate(_LATIN1)
    for octet, written in _LATIN1_PAIRS.items():
        octets = octets.replace(octet, written)
    return octets.decode("utf-8", "surrogateescape")
