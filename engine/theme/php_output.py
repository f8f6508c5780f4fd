"""What the PHP in a theme's pattern would write, read as data: calls that write a text or an address; nothing is run.

Known are literals, dots between them, and WordPress's functions for translating, escaping and naming the theme's files.
What else a piece of PHP does, and whatever it would compute, writes nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from engine.config.php_tokens import PhpSyntaxError, Token, tokens
from engine.content.escaping import esc_attr, esc_html
from engine.content.kses import kses_post
from engine.content.urls import esc_url

_PHP: Final = re.compile(r"<\?(php\b|=)(.*?)(?:\?>\n?|\Z)", re.DOTALL)
_PLACEHOLDER: Final = re.compile(r"%(?:(\d+)\$)?([sd%])")
_DEEPEST: Final = 20

Translate = Callable[[str, str, str], str]
"""From a message, its context ('' for none) and the text domain to the message in the site's language."""


def same(message: str, _context: str, _domain: str) -> str:
    """The message as it was written."""
    return message


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What pieces of PHP find: the addresses of the theme's folder and its parent's, and the site's language.

    `files` names the folder that has a file of the theme, by its path.
    """

    stylesheet_uri: str = ""
    template_uri: str = ""
    translate: Translate = same
    file_uri: Callable[[str], str] = field(default=lambda path: path)


def written(text: str, around: Surroundings) -> str:
    """A text with what each piece of PHP in it writes."""
    return _PHP.sub(lambda found: _Piece(found[2], around, echoes=found[1] == "=").output(), text)


Value = str | bool | tuple[str, ...]


def returned(text: str, around: Surroundings) -> dict[str, Value]:
    """What stands under the keys of the array that a file returns, as far as it is texts, lists of texts, yes or no."""
    found = _PHP.search(text)
    return _Piece(found[2], around, echoes=False).array() if found else {}


class _Unknown(Exception):
    """Something that is computed."""


class _Piece:
    """One piece of PHP, read from its first token to its last."""

    def __init__(self, code: str, around: Surroundings, *, echoes: bool) -> None:
        opening = "<?php echo " if echoes else "<?php "
        try:
            self._tokens = list(tokens(opening + code))
        except PhpSyntaxError:
            self._tokens = []
        self._at = 0
        self._depth = 0
        self._functions = _functions(around)
        self._writers = _writers(self._functions)

    def output(self) -> str:
        """What it writes: '' for a statement that is not known."""
        made = []
        while self._at < len(self._tokens):
            try:
                made.append(self._statement())
            except _Unknown:
                self._skip()
        return "".join(made)

    def array(self) -> dict[str, Value]:
        """The array behind the first `return`, and nothing of one that is made in another way."""
        while self._at < len(self._tokens) and not self._takes("return"):
            self._at += 1
        end = self._opened()
        made: dict[str, Value] = {}
        while end and self._at < len(self._tokens) and not self._takes(end):
            key = self._next()
            if key.kind != "string" or not self._takes("=>"):
                return made
            start, self._depth = self._at, 0
            try:
                made[key.text] = self._value()
            except _Unknown:
                self._at = start
                self._skip_entry()
            self._takes(",")
        return made

    def _opened(self) -> str:
        """The sign that ends the array that begins here; '' where none does."""
        if self._takes("["):
            return "]"
        return ")" if self._takes("array") and self._takes("(") else ""

    def _value(self) -> Value:
        for word in ("true", "false"):
            if self._takes(word):
                return word == "true"
        end = self._opened()
        if not end:
            value = self._expression()
            if self._at < len(self._tokens) and not self._tokens[self._at].says(",", ")", "]"):
                raise _Unknown
            return value
        values: list[str] = []
        while not self._takes(end):
            values.append(self._expression())
            if not self._takes(",") and not self._ends(end):
                raise _Unknown
        return tuple(values)

    def _skip_entry(self) -> None:
        """Go on behind a value that is not known, whatever stands in it."""
        depth = 0
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            depth += token.says("(", "[") - token.says(")", "]")
            if depth < 0 or (depth == 0 and token.says(",")):
                return
            self._at += 1

    def _statement(self) -> str:
        if self._takes(";"):
            return ""
        word = self._next()
        if word.says("echo", "print"):
            said = self._listed(";")
        elif word.kind == "name" and word.text.lower() in self._writers and self._takes("("):
            said = [self._writers[word.text.lower()](self._listed(")"))]
        else:
            raise _Unknown
        if self._at < len(self._tokens) and not self._takes(";"):
            raise _Unknown
        return "".join(said)

    def _skip(self) -> None:
        """Go on behind a statement, with all of its body where it has one."""
        depth = 0
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            depth += token.says("{") - token.says("}")
            if depth <= 0 and token.says(";", "}"):
                return

    def _listed(self, end: str) -> list[str]:
        """Expressions between commas, up to the sign that ends them; a closing parenthesis is taken, too."""
        values: list[str] = []
        while not self._ends(end):
            values.append(self._expression())
            if not self._takes(","):
                break
        if end == ")" and not self._takes(")"):
            raise _Unknown
        return values

    def _ends(self, end: str) -> bool:
        return self._at >= len(self._tokens) or self._tokens[self._at].says(end)

    def _expression(self) -> str:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unknown
        value = self._term()
        while self._takes("."):
            value += self._term()
        self._depth -= 1
        return value

    def _term(self) -> str:
        token = self._next()
        if token.kind in {"string", "number"}:
            return token.text
        if token.says("("):
            value = self._expression()
            if self._takes(")"):
                return value
        elif token.kind == "name" and self._takes("("):
            known = self._functions.get(token.text.lower())
            if known:
                return known(self._listed(")"))
        raise _Unknown

    def _takes(self, sign: str) -> bool:
        found = self._at < len(self._tokens) and self._tokens[self._at].says(sign)
        self._at += found
        return found

    def _next(self) -> Token:
        if self._at >= len(self._tokens):
            raise _Unknown
        self._at += 1
        return self._tokens[self._at - 1]


_Function = Callable[[Sequence[str]], str]


def _functions(around: Surroundings) -> Mapping[str, _Function]:
    """WordPress's functions that give a text, by name."""

    def argument(values: Sequence[str], index: int = 0) -> str:
        return values[index] if index < len(values) else ""

    def translated(values: Sequence[str]) -> str:
        return around.translate(argument(values), "", argument(values, 1) or "default")

    def in_context(values: Sequence[str]) -> str:
        return around.translate(argument(values), argument(values, 1), argument(values, 2) or "default")

    def plain(change: Callable[[str], str]) -> _Function:
        return lambda values: change(argument(values))

    def file(values: Sequence[str]) -> str:
        path = argument(values).lstrip("/")
        return around.file_uri(path) if path else around.stylesheet_uri

    return {
        "__": translated, "_x": in_context,
        "esc_html__": lambda values: esc_html(translated(values)),
        "esc_html_x": lambda values: esc_html(in_context(values)),
        "esc_attr__": lambda values: esc_attr(translated(values)),
        "esc_attr_x": lambda values: esc_attr(in_context(values)),
        "esc_html": plain(esc_html), "esc_attr": plain(esc_attr), "esc_url": plain(esc_url),
        "wp_kses_post": plain(kses_post), "wp_kses": plain(kses_post), "wp_kses_data": plain(kses_post),
        "sprintf": _formatted,
        "get_template_directory_uri": lambda _values: around.template_uri,
        "get_stylesheet_directory_uri": lambda _values: around.stylesheet_uri,
        "get_theme_file_uri": file,
        "get_parent_theme_file_uri": lambda values: "/".join(
            part for part in (around.template_uri, argument(values).lstrip("/")) if part
        ),
    }  # fmt: skip


def _writers(functions: Mapping[str, _Function]) -> Mapping[str, _Function]:
    """The functions that write what others give."""
    return {
        "_e": functions["__"], "_ex": functions["_x"],
        "esc_html_e": functions["esc_html__"], "esc_attr_e": functions["esc_attr__"],
        "printf": functions["sprintf"],
    }  # fmt: skip


def _formatted(values: Sequence[str]) -> str:
    """A text with values at its placeholders; raises _Unknown where one is missing."""
    if not values:
        raise _Unknown
    waiting = iter(range(1, len(values)))

    def filled(found: re.Match[str]) -> str:
        if found[2] == "%":
            return "%"
        index = int(found[1]) if found[1] else next(waiting, 0)
        if not 0 < index < len(values):
            raise _Unknown
        return values[index]

    return _PLACEHOLDER.sub(filled, values[0])
