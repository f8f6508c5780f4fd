"""Cuts a PHP text into the tokens that reading its literals takes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


class PhpSyntaxError(ValueError):
    """The text cannot be cut; the message names the line."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of PHP; `kind` is name, variable, string (decoded), number, sign or computed.

    Computed is what has variables in it or is run: an interpolated string, a heredoc, a shell command.
    """

    kind: str
    text: str

    def says(self, *words: str) -> bool:
        """Whether this is one of these signs or, in any case, words."""
        return self.kind in {"sign", "name"} and self.text.lower() in words


_OPEN: Final = re.compile(r"<\?(?:(?i:php)\b|=)?")
_PIECE: Final = re.compile(
    r"""
      (?P<space>\s++ | /\*.*?\*/ | (?:\#(?!\[)|//)(?:(?!\?>)[^\r\n])*+)
    | (?P<close>\?>)
    | (?P<single>'[^'\\]*+(?:\\.[^'\\]*+)*+')
    | (?P<double>"[^"\\]*+(?:\\.[^"\\]*+)*+")
    | (?P<computed><<<[ \t]*+(?P<quote>["']?)(?P<label>[^\W\d]\w*+)(?P=quote)\r?\n(?:.*?\n)??[ \t]*+(?P=label)(?!\w)
        | `[^`\\]*+(?:\\.[^`\\]*+)*+`)
    | (?P<endless>/\*|'|"|<<<|`)
    | (?P<variable>\$[^\W\d]\w*+)
    | (?P<number>\d[\w.]*+)
    | (?P<name>[^\W\d][\w\\]*+|\\[^\W\d][\w\\]*+)
    | (?P<sign>->|::|\|\||&&|===?|=>|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_INTERPOLATION: Final = re.compile(r"(?<!\\)(?:\\\\)*(?:\$[^\W\d]|\$\{|\{\$)")
_ESCAPE: Final = re.compile(r"\\(u\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|[nrtvef\\$\"])")
_CONTROL: Final = {"n": "\n", "r": "\r", "t": "\t", "v": "\v", "e": "\x1b", "f": "\f"}


def tokens(text: str) -> Iterator[Token]:
    """The tokens of all PHP parts; a closing tag counts as `;`, comments and spaces are left out."""
    position = 0
    while opening := _OPEN.search(text, position):
        position = opening.end()
        while match := _PIECE.match(text, position):
            position = match.end()
            if match.lastgroup == "close":
                yield Token("sign", ";")
                break
            if match.lastgroup != "space":
                yield _token(match)


def _token(match: re.Match[str]) -> Token:
    kind, piece = match.lastgroup or "", match[0]
    if kind == "endless":
        line = match.string.count("\n", 0, match.start()) + 1
        raise PhpSyntaxError(f"line {line}: {piece} never ends")
    if kind == "computed":
        return Token("computed", "")
    if kind == "single":
        return Token("string", re.sub(r"\\([\\'])", r"\1", piece[1:-1]))
    if kind == "double":
        return _double_quoted(piece[1:-1])
    return Token(kind, piece.removeprefix("\\"))


def _double_quoted(body: str) -> Token:
    if _INTERPOLATION.search(body):
        return Token("computed", "")
    try:
        plain = b"".join(_unescaped(index, part) for index, part in enumerate(_ESCAPE.split(body)))
        return Token("string", plain.decode())
    except (UnicodeDecodeError, ValueError):
        # Bytes that are no UTF-8, or a code point beyond Unicode.
        return Token("computed", "")


def _unescaped(index: int, part: str) -> bytes:
    """One part of a split by escapes: even ones are plain, odd ones what follows a backslash."""
    if index % 2 == 0:
        return part.encode()
    if part.startswith("u"):
        return chr(int(part[2:-1], 16)).encode()
    if part.startswith("x"):
        return bytes([int(part[1:], 16)])
    if part.isdigit():
        return bytes([int(part, 8) % 256])
    return _CONTROL.get(part, part).encode()
