"""Schemes of addresses: dropping those that are not allowed (wp_kses_bad_protocol)."""

import re
from typing import Final

from engine.content.entities import decode_numeric_entities
from engine.content.whitespace import trim

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F]")
_ESCAPED_NULS: Final = re.compile(r"(?<!\\)\\++0+")
_UNFINISHED_COLON: Final = re.compile(r"(&#0*58(?![;0-9])|&#x0*3a(?![;a-f0-9]))", re.IGNORECASE)
_COLON: Final = re.compile(r":|&#0*58;|&#x0*3a;|&colon;", re.IGNORECASE | re.ASCII)
_SPACE: Final = re.compile(r"\s", re.ASCII)
_ROUNDS: Final = 6
_FEEDS: Final = 2


def without_controls(text: str, *, keep_slash_zero: bool = False) -> str:
    r"""Remove control characters and, unless told otherwise, the written form `\0` (wp_kses_no_null)."""
    text = _CONTROLS.sub("", text)
    return text if keep_slash_zero else _ESCAPED_NULS.sub("", text)


def bad_protocol(address: str, allowed: tuple[str, ...]) -> str:
    """Return the address without schemes that are not allowed; too many of them leave nothing."""
    address = without_controls(address)
    if any(address.startswith(f"{scheme}://") and scheme in allowed for scheme in ("http", "https")):
        return address
    for _ in range(_ROUNDS):
        checked = _check_scheme(address, allowed, feeds=0)
        if checked == address:
            return address
        address = checked
    return ""


def _check_scheme(address: str, allowed: tuple[str, ...], *, feeds: int) -> str:
    address = _UNFINISHED_COLON.sub(r"\1;", address)
    colon = _COLON.search(address)
    if not colon or "/?" in address[: colon.start()]:
        return address
    scheme = _allowed_scheme(address[: colon.start()], allowed)
    rest = trim(address[colon.end() :])
    if scheme == "feed:":
        if feeds >= _FEEDS:
            return ""
        rest = _check_scheme(rest, allowed, feeds=feeds + 1)
        if rest in {"", "0"}:
            return rest
    return scheme + rest


def _allowed_scheme(written: str, allowed: tuple[str, ...]) -> str:
    scheme = without_controls(_SPACE.sub("", decode_numeric_entities(written))).lower()
    return f"{scheme}:" if scheme in allowed else ""
