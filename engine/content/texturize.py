"""Typographic characters for typewriter ones: quotes, dashes, ellipses (wptexturize)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from engine.content.whitespace import TEXTURE_SPACE, after_space


@dataclass(frozen=True, slots=True)
class Typography:
    """A language's characters, as references, and its words that begin with an apostrophe."""

    opening_quote: str = "&#8220;"
    closing_quote: str = "&#8221;"
    opening_single_quote: str = "&#8216;"
    closing_single_quote: str = "&#8217;"
    apostrophe: str = "&#8217;"
    prime: str = "&#8242;"
    double_prime: str = "&#8243;"
    en_dash: str = "&#8211;"
    em_dash: str = "&#8212;"
    elided: tuple[str, ...] = (
        "'tain't",
        "'twere",
        "'twas",
        "'tis",
        "'twill",
        "'til",
        "'bout",
        "'nuff",
        "'round",
        "'cause",
        "'em",
    )


ENGLISH: Final = Typography()
GERMAN: Final = Typography(
    opening_quote="&#8222;",
    closing_quote="&#8220;",
    opening_single_quote="&#8218;",
    closing_single_quote="&#8216;",
    elided=(),
)

UNTOUCHED_TAGS: Final = frozenset({"pre", "code", "kbd", "style", "script", "tt"})
UNTOUCHED_SHORTCODES: Final = frozenset({"code"})

# Marks for what is decided before the sentence is complete. Decoded text never holds a high
# surrogate (stray bytes become low ones), so a mark cannot be forged.
# Patterns name the quote or dash first and then what stands before it: `re` finds a first character at once.
_APOSTROPHE: Final = "\ud800"
_OPEN_SINGLE: Final = "\ud801"
_OPEN_DOUBLE: Final = "\ud802"
_UNDECIDED: Final = "\ud803"

_END: Final = rf"(?=\n?\Z|[.,:;!?)}}\-\]]|&gt;|{TEXTURE_SPACE})"
_SINGLE_AFTER_SPACE, _DOUBLE_AFTER_SPACE = after_space("'"), after_space('"')
_DASH_AFTER_SPACE, _DASHES_AFTER_SPACE = after_space("-"), after_space("--")
_DIGITS: Final = "0123456789.,"

_YEAR_THEN_SINGLE: Final = re.compile(rf"'([0-9][0-9])'{_END}")
_YEAR_THEN_DOUBLE: Final = re.compile(rf"'([0-9][0-9])\"{_END}")
_YEAR: Final = re.compile(r"'(?=[0-9][0-9](?:\n?\Z|(?![%0-9]|[.,][0-9])))")
_SINGLE_QUOTED_NUMBER: Final = re.compile(rf"{_SINGLE_AFTER_SPACE}([0-9][.,0-9]*)'")
_OPENING_SINGLE: Final = re.compile(rf"(?:'(?<=[(\[{{\"\-]')|'(?<=&lt;')|{_SINGLE_AFTER_SPACE})")
_IN_WORD: Final = re.compile(
    rf"'(?<![\r\n\t \xa0]')(?<!&nbsp;')(?!\n?\Z|[.,:;!?\"'(){{}}\[\]\-]|&[lg]t;|{TEXTURE_SPACE})"
)
_DOUBLE_QUOTED_NUMBER: Final = re.compile(rf"{_DOUBLE_AFTER_SPACE}([0-9][.,0-9]*)\"")
_OPENING_DOUBLE: Final = re.compile(
    rf"(?:\"(?<=[(\[{{\-]\")|\"(?<=&lt;\")|{_DOUBLE_AFTER_SPACE})(?!{TEXTURE_SPACE})"
)
_BEFORE_END: Final = {mark: re.compile(f"{mark}{_END}") for mark in "'\""}
_AFTER_DIGIT: Final = {mark: re.compile(f"{mark}(?<=[0-9]{mark})") for mark in ("'", '"', _UNDECIDED)}
_UNDECIDED_AFTER_NO_DIGIT: Final = re.compile(f"{_UNDECIDED}(?<![0-9]{_UNDECIDED})")

_SPACED_EM_DASH: Final = re.compile(rf"{_DASHES_AFTER_SPACE}(?=$|{TEXTURE_SPACE})")
_EN_DASH: Final = re.compile("--(?<!xn--)")
_SPACED_EN_DASH: Final = re.compile(rf"{_DASH_AFTER_SPACE}(?=$|{TEXTURE_SPACE})")

_FACTOR: Final = re.compile(r"x(?<=[0-9.,]x)([0-9][0-9.,]*+)")
_AMPERSAND: Final = re.compile(r"&(?!#(?:[0-9]+|x[a-f0-9]+);|[a-z1-4]{1,8};)", re.IGNORECASE | re.ASCII)

# Without any of these a text stays as it is.
_TYPED: Final = re.compile(r"'|\"|-|&|`|x(?=[0-9])|\.\.\.|\(tm\)")

_BRACKETED_NAME: Final = re.compile(r"\[/?([^<>&/\[\]\x00-\x20=]++)")
_MARKUP: Final = r"<(?:(?=!--)!(?:-(?!->)[^-]*+)*+(?:-->)?|(?!!--)[^>]*+>?)"


def texturize(text: str, *, shortcode_tags: Collection[str] = (), typography: Typography = ENGLISH) -> str:
    """Return `text` with typographic characters, as references.

    Tags, comments and the registered shortcodes' own brackets stay as they are, and so does what
    stands inside `pre`, `code` and their like.
    """
    if not text:
        return text
    shortcodes = _shortcodes_in(text, shortcode_tags)
    bracket = _bracket_pattern(shortcodes)
    untouched = _Untouched()
    pieces = _splitter(bracket).split(text)
    for at, piece in enumerate(pieces):
        if at % 2:
            pieces[at] = _delimiter(piece, untouched)
        elif not untouched.open and _TYPED.search(piece):
            pieces[at] = _texturized(piece, typography)
    return "".join(pieces)


def _shortcodes_in(text: str, shortcode_tags: Collection[str]) -> tuple[str, ...]:
    if "[" not in text:
        return ()
    present = set(_BRACKETED_NAME.findall(text))
    return tuple(tag for tag in shortcode_tags if tag in present)


@lru_cache(maxsize=64)
def _bracket_pattern(tags: tuple[str, ...]) -> re.Pattern[str] | None:
    if not tags:
        return None
    names = "|".join(re.escape(tag) for tag in tags)
    return re.compile(rf"\[[/\[]?(?:{names})(?=[\s\]/])(?:[^\[\]<>]+|<[^\[\]>]*+>)*+\]\]?", re.ASCII)


@lru_cache(maxsize=64)
def _splitter(bracket: re.Pattern[str] | None) -> re.Pattern[str]:
    return re.compile(f"({_MARKUP}|{bracket.pattern})" if bracket else f"({_MARKUP})", re.ASCII)


class _Untouched:
    """Which tags and shortcodes are open whose content stays as typed."""

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.shortcodes: list[str] = []
        self.open = False

    def pass_tag(self, tag: str) -> None:
        _pass(tag, self.tags, UNTOUCHED_TAGS)
        self.open = bool(self.tags or self.shortcodes)

    def pass_shortcode(self, bracket: str) -> None:
        _pass(bracket, self.shortcodes, UNTOUCHED_SHORTCODES)
        self.open = bool(self.tags or self.shortcodes)


def _pass(delimiter: str, stack: list[str], names: frozenset[str]) -> None:
    closing = delimiter[1:2] in {"", "/"}
    if closing and not stack:
        return
    space = delimiter.find(" ")
    name = delimiter[2 if closing else 1 : space if space >= 0 else -1]
    if name not in names:
        return
    if not closing:
        stack.append(name)
    elif stack[-1] == name:
        stack.pop()


def _delimiter(piece: str, untouched: _Untouched) -> str:
    """A tag, a comment or a shortcode's brackets."""
    if piece[0] == "[":
        if not piece.startswith("[[") and not piece.endswith("]]"):
            untouched.pass_shortcode(piece)
        return piece
    if piece.startswith("<!--"):
        return piece
    if "&" in piece:
        piece = _AMPERSAND.sub("&#038;", piece)
    untouched.pass_tag(piece)
    return piece


def _texturized(text: str, typography: Typography) -> str:
    text = text.replace("...", "&#8230;").replace("``", typography.opening_quote)
    text = text.replace("''", typography.closing_quote).replace(" (tm)", " &#8482;")
    if "'" in text:
        text = _single_quotes(text, typography)
    if '"' in text:
        text = _double_quotes(text, typography)
    if "-" in text:
        text = _dashes(text, typography)
    return _AMPERSAND.sub("&#038;", _times(text))


def _single_quotes(text: str, typography: Typography) -> str:
    for word in typography.elided:
        text = text.replace(word, word.replace("'", typography.apostrophe))
    closing = typography.closing_single_quote
    text = _YEAR_THEN_SINGLE.sub(rf"{_APOSTROPHE}\g<1>{closing}", text)
    text = _YEAR_THEN_DOUBLE.sub(rf"{_APOSTROPHE}\g<1>{typography.closing_quote}", text)
    text = _YEAR.sub(_APOSTROPHE, text)
    text = _SINGLE_QUOTED_NUMBER.sub(rf"{_OPEN_SINGLE}\g<1>{closing}", text)
    text = _OPENING_SINGLE.sub(_OPEN_SINGLE, text)
    text = _IN_WORD.sub(_APOSTROPHE, text)
    text = _primes(text, "'", typography.prime, opening=_OPEN_SINGLE, closing=closing)
    text = text.replace(_APOSTROPHE, typography.apostrophe)
    return text.replace(_OPEN_SINGLE, typography.opening_single_quote)


def _double_quotes(text: str, typography: Typography) -> str:
    closing = typography.closing_quote
    text = _DOUBLE_QUOTED_NUMBER.sub(rf"{_OPEN_DOUBLE}\g<1>{closing}", text)
    text = _OPENING_DOUBLE.sub(_OPEN_DOUBLE, text)
    text = _primes(text, '"', typography.double_prime, opening=_OPEN_DOUBLE, closing=closing)
    return text.replace(_OPEN_DOUBLE, typography.opening_quote)


def _primes(text: str, mark: str, prime: str, *, opening: str, closing: str) -> str:
    """Decide for every quote left whether it is a prime (7') or closes a quotation, sentence by sentence."""
    first, *quoted = text.split(opening)
    sentences = [_plain_primes(first, mark, prime, closing)]
    for sentence in quoted:
        decide = _plain_primes if closing in sentence else _quoted_primes
        sentences.append(decide(sentence, mark, prime, closing))
    return opening.join(sentences)


def _plain_primes(sentence: str, mark: str, prime: str, closing: str) -> str:
    sentence = _AFTER_DIGIT[mark].sub(prime, sentence)
    return _close_rest(_BEFORE_END[mark].sub(closing, sentence), mark, closing)


def _quoted_primes(sentence: str, mark: str, prime: str, closing: str) -> str:
    """A quotation is open: one candidate must close it, after a digit only if there is no better one."""
    sentence, candidates = _BEFORE_END[mark].subn(_UNDECIDED, sentence)
    if candidates > 1:
        sentence, closed = _UNDECIDED_AFTER_NO_DIGIT.subn(closing, sentence)
        if not closed:
            at = sentence.rfind(f"{_UNDECIDED}.")
            at = at if at >= 0 else sentence.rfind(_UNDECIDED)
            sentence = sentence[:at] + closing + sentence[at + 1 :]
    elif candidates:
        sentence = sentence.replace(_UNDECIDED, closing)
    sentence = _AFTER_DIGIT[mark].sub(prime, sentence)
    sentence = _AFTER_DIGIT[_UNDECIDED].sub(prime, sentence).replace(_UNDECIDED, closing)
    return _close_rest(sentence, mark, closing)


def _close_rest(sentence: str, mark: str, closing: str) -> str:
    return sentence.replace('"', closing) if mark == '"' else sentence


def _dashes(text: str, typography: Typography) -> str:
    text = text.replace("---", typography.em_dash)
    text = _SPACED_EM_DASH.sub(typography.em_dash, text)
    text = _EN_DASH.sub(typography.en_dash, text)
    return _SPACED_EN_DASH.sub(typography.en_dash, text)


def _times(text: str) -> str:
    """Write the x between numbers as a multiplication sign, but not in 0x9999."""
    parts: list[str] = []
    position = taken = 0
    while match := _FACTOR.search(text, position):
        at, right = match.start(), match[1]
        left = position + len(text[position:at].rstrip(_DIGITS))
        position = match.start(1)
        end = position + _word_end(right, text[match.end() : match.end() + 1])
        if end > position and _has_factor(text, max(left, taken), at):
            parts += (text[taken:at], "&#215;", text[position:end])
            taken = end
    return "".join(parts) + text[taken:] if parts else text


def _word_end(digits: str, following: str) -> int:
    """How much of `digits` a word boundary can end, 0 when none can."""
    if not _is_word(following):
        return len(digits.rstrip(".,"))
    return len(digits.rstrip("0123456789")) if digits[-1].isdigit() else len(digits)


def _has_factor(text: str, start: int, end: int) -> bool:
    """Say whether a number begins at a word boundary in text[start:end]; a lone 0 before the x is none."""
    for index in range(start, end):
        if text[index].isdigit() and not (index and _is_word(text[index - 1])):
            return text[index] != "0" or end - index > 1
    return False


def _is_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")
