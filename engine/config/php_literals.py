"""The literal assignments of a PHP text: `define('NAME', literal);`, `const NAME = literal;`, `$name = literal;`.

Only statements that certainly run count: at top level, or guarded by nothing but `if (!defined('NAME'))`.
What is computed, conditional or inside a function counts as not given.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from engine.config.php_tokens import Token, tokens

_BLOCKS: Final = ("if", "foreach", "for", "while", "switch")
_BLOCK_ENDS: Final = tuple(f"end{word}" for word in _BLOCKS)
_STOPS: Final = ("return", "exit", "die", "__halt_compiler")
_IF_NOT_DEFINED: Final = ["if", "(", "!", "defined", "(", "'", ")", ")"]
_DEFINED_OR: Final = [["defined", "(", "'", ")", word] for word in ("or", "||")]
_NO_UTF8: Final = re.compile("[\ud800-\udfff]")  # octets of another encoding, as Python escapes them
_DECIMAL: Final = re.compile(r"0|[1-9]\d{0,17}")


@dataclass(slots=True)
class Assignments:
    """What a text sets; None stands for a value that depends on running it."""

    constants: dict[str, str | None] = field(default_factory=dict)
    variables: dict[str, str | None] = field(default_factory=dict)


def assignments(text: str, *, folder: str) -> Assignments:
    """Reads a PHP text; `folder` is what `__DIR__` stands for. Raises PhpSyntaxError."""
    found = Assignments()
    for statement in _Statements().cut(tokens(text)):
        if statement.guard == "" and statement.tokens[0].says(*_STOPS):
            break
        _note(found, statement, folder)
    return found


@dataclass(frozen=True, slots=True)
class _Statement:
    """`guard` is empty when it certainly runs, a NAME when it does unless NAME is defined, None when unknown."""

    tokens: list[Token]
    guard: str | None


class _Statements:
    """Cuts tokens into statements and keeps the blocks around the current one."""

    def __init__(self) -> None:
        self._tokens: list[Token] = []
        self._parentheses = 0
        self._condition_end = 0
        self._blocks: list[tuple[str | None, int]] = []

    def cut(self, pieces: Iterable[Token]) -> Iterator[_Statement]:
        for token in pieces:
            if token.says("{") or self._is_block_colon(token):
                self._open()
            elif token.says("}"):
                self._close()
            elif token.says(";") and not self._parentheses:
                yield from self._end()
            else:
                self._add(token)
        yield from self._end()

    @property
    def _guard(self) -> str | None:
        return self._blocks[-1][0] if self._blocks else ""

    def _add(self, token: Token) -> None:
        self._tokens.append(token)
        if token.says("("):
            self._parentheses += 1
        elif token.says(")") and self._parentheses:
            self._parentheses -= 1
            if not self._parentheses and not self._condition_end:
                self._condition_end = len(self._tokens)

    def _is_block_colon(self, token: Token) -> bool:
        """Whether this colon opens a block in the alternative syntax, `if (…):`."""
        return (
            token.says(":")
            and len(self._tokens) == self._condition_end > 0
            and self._tokens[0].says(*_BLOCKS)
        )

    def _open(self) -> None:
        body, name = _unguarded(self._tokens)
        own = None if body else name
        self._blocks.append((_both(self._guard, own), self._parentheses))
        self._clear()

    def _close(self) -> None:
        depth = self._blocks.pop()[1] if self._blocks else 0
        self._clear()
        self._parentheses = depth

    def _end(self) -> Iterator[_Statement]:
        statement = _Statement(self._tokens, self._guard)
        self._clear()
        if statement.tokens and statement.tokens[0].says(*_BLOCK_ENDS):
            self._close()
        elif statement.tokens:
            yield statement

    def _clear(self) -> None:
        self._tokens, self._parentheses, self._condition_end = [], 0, 0


def _both(outer: str | None, inner: str | None) -> str | None:
    """The guard of a statement inside two guards."""
    if outer == inner or not inner:
        return outer if inner is not None else None
    return inner if outer == "" else None


def _unguarded(pieces: list[Token]) -> tuple[list[Token], str]:
    """What follows a leading `if (!defined('NAME'))` or `defined('NAME') or`, and that NAME."""
    start = ["'" if token.kind == "string" else token.text.lower() for token in pieces[:8]]
    if start == _IF_NOT_DEFINED:
        return pieces[8:], pieces[5].text
    if start[:5] in _DEFINED_OR:
        return pieces[5:], pieces[2].text
    return pieces, ""


def _note(found: Assignments, statement: _Statement, folder: str) -> None:
    pieces, name = _unguarded(statement.tokens)
    guard = _both(statement.guard, name)
    for index, token in enumerate(pieces):
        certain = index == 0 and guard is not None
        if token.kind == "variable" and _says(pieces, index + 1, "=", "."):
            found.variables[token.text[1:]] = _literal(pieces[2:], folder) if certain and not guard else None
            continue
        constant = _constant(pieces, index)
        if constant is not None:
            value = _literal(_value(pieces), folder) if certain and guard in {"", constant} else None
            # The first definition stands: PHP refuses another.
            found.constants.setdefault(constant, value)


def _constant(pieces: list[Token], index: int) -> str | None:
    """The name that `define('NAME',` or `const NAME =` at this place sets."""
    word = pieces[index]
    if word.says("define") and not (index and pieces[index - 1].says("->", "::", "function")):
        named = pieces[index + 2 : index + 3]
        if (
            named
            and named[0].kind == "string"
            and _says(pieces, index + 1, "(")
            and _says(pieces, index + 3, ",")
        ):
            return named[0].text
    if word.says("const") and _says(pieces, index + 2, "="):
        return pieces[index + 1].text
    return None


def _says(pieces: list[Token], index: int, *words: str) -> bool:
    return index < len(pieces) and pieces[index].says(*words)


def _value(pieces: list[Token]) -> list[Token]:
    """The tokens of the value in a statement that is one `define(…)` or `const …`."""
    if pieces[0].says("const"):
        return pieces[3:]
    end = next((at for at, token in enumerate(pieces[4:], 4) if token.says(",", "(", ")")), len(pieces))
    return pieces[4:end] if _says(pieces, end, ",", ")") else []


def _literal(value: list[Token], folder: str) -> str | None:
    """The text of literals joined by dots; None when anything in it is computed."""
    parts = [_part(token, folder) for token in value[::2]]
    dots = [token.says(".") for token in value[1::2]]
    known = [part for part in parts if part is not None]
    return "".join(known) if len(known) == len(parts) == len(dots) + 1 and all(dots) else None


def _part(token: Token, folder: str) -> str | None:
    if token.kind == "string":
        return None if _NO_UTF8.search(token.text) else token.text
    if token.kind == "number" and _DECIMAL.fullmatch(token.text):
        return token.text
    return folder if token.says("__dir__") else None
