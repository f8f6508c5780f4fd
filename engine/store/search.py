"""What a visitor typed into a search field, as the terms WordPress looks for."""

import re
from dataclasses import dataclass

# Words WordPress does not search for, unless there is nothing else to search for.
STOP_WORDS = frozenset({
    "about", "an", "are", "as", "at", "be", "by", "com", "for", "from", "how", "in", "is", "it", "of", "on", "or",
    "that", "the", "this", "to", "was", "what", "when", "where", "who", "will", "with", "www",
})  # fmt: skip
MAX_TERMS = 9

_TERM = re.compile(r'".*?(?:"|$)|(?:(?<=[\t ",+])|^)[^\t ",+]+')
_QUOTED = re.compile(r'".+"\Z')
_SINGLE_LETTER = re.compile(r"[a-z-]\Z", re.IGNORECASE)
_EXCLUDES = re.compile(r"(?:\s|^)-")


@dataclass(frozen=True, slots=True)
class Search:
    """The terms that must occur and those that must not; `sentence` is the whole text, '' when it excludes.

    `is_single` says that the text was one word or phrase, which WordPress orders by another rule.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]
    sentence: str
    is_single: bool


def parse(text: str) -> Search:
    """Split as WP_Query does: words and quoted phrases, a leading minus excludes, stop words do not count.

    A text of nothing but short and stop words, or of ten terms and more, is looked for as it stands.
    """
    text = text.replace("\r", "").replace("\n", "")
    found = [match.group() for match in _TERM.finditer(text)]
    terms = [term for term in map(_bare, found) if _counts(term)]
    if not terms or len(terms) > MAX_TERMS:
        terms = [text]
    return Search(
        wanted=tuple(term for term in terms if not term.startswith("-")),
        unwanted=tuple(term[1:] for term in terms if term.startswith("-")),
        sentence="" if _EXCLUDES.search(text) else text,
        is_single=len(found) <= 1,
    )


def _bare(term: str) -> str:
    return term.strip("\"'" if _QUOTED.match(term) else "\"' ")


def _counts(term: str) -> bool:
    return term not in {"", "0"} and not _SINGLE_LETTER.match(term) and term.lower() not in STOP_WORDS
