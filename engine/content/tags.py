"""Finding and removing tags the way PHP and WordPress do, which is not the way of browsers."""

import re
from typing import Final

from engine.content.scan import NextIndex
from engine.content.whitespace import trim

_COMMENT = r"!(?:-(?!->)[^-]*+)*+(?:-->)?"
_CDATA = r"!\[CDATA\[[^]]*+(?:](?!]>)[^]]*+)*+(?:]]>)?"
_ELEMENT: Final = re.compile(rf"(<(?:(?=!--){_COMMENT}|(?=!\[CDATA\[){_CDATA}|(?!!--|!\[CDATA\[)[^>]*+>?))")

_PAIRED = re.compile(r"<(script|style)", re.IGNORECASE | re.ASCII)
_SPACE = frozenset(" \t\n\r\v\f")
_TAG_EVENT = re.compile(r"""[<>"'!?]""")
_PHP_EVENT = re.compile(r"""[()>"'lL]""")
_DECLARATION_EVENT = re.compile(r"""[>"'\-eE]""")
_BREAKS = re.compile(r"[\r\n\t ]+")


def split_html(text: str) -> list[str]:
    """Split into text and elements in turn: text at even places, elements at odd ones (wp_html_split)."""
    return _ELEMENT.split(text)


def strip_all_tags(text: str, *, remove_breaks: bool = False) -> str:
    """Remove tags, and scripts and styles with their content (wp_strip_all_tags)."""
    text = strip_tags(_without_scripts(text))
    if remove_breaks:
        text = _BREAKS.sub(" ", text)
    return trim(text)


def strip_tags(text: str) -> str:
    """Remove tags, comments, declarations and processing instructions as PHP does.

    A quote inside a tag hides `>` until it is closed; `<` before white space is text; NUL disappears.
    """
    if "<" not in text and "\0" not in text:
        return text
    return _TagStripper(text).stripped()


def _without_scripts(text: str) -> str:
    if "<" not in text:
        return text
    ends = {name: NextIndex(text, f"</{name}>", ignore_case=True) for name in ("script", "style")}
    tag_end = NextIndex(text, ">")
    kept: list[str] = []
    position = 0
    for match in _PAIRED.finditer(text):
        opened = tag_end.after(match.end())
        end = ends[match[1].lower()].after(opened + 1) if opened >= 0 else -1
        if end >= 0 and match.start() >= position:
            kept.append(text[position : match.start()])
            position = end + len(match[1]) + len("</>")
    return "".join(kept) + text[position:]


class _TagStripper:
    """PHP's state machine: outside, in a tag, in `<?…?>`, in `<!…>`, in a comment."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.kept: list[str] = []
        self.depth = 0
        self.quote = ""

    def stripped(self) -> str:
        text, position = self.text, 0
        while (start := text.find("<", position)) >= 0:
            self._keep(text[position:start])
            if text[start + 1 : start + 2] in _SPACE:
                self.kept.append("<")
                position = start + 1
            else:
                position = self._after_tag(start + 1)
        self._keep(text[position:])
        return "".join(self.kept).replace("\0", "")

    def _keep(self, text: str) -> None:
        # A comment inside a tag ends that tag too, but its depth goes on counting.
        while self.depth and ">" in text:
            before, _, text = text.partition(">")
            self.kept.append(before)
            self.depth -= 1
        self.kept.append(text)

    def _after_tag(self, position: int) -> int:
        """Return where text goes on after the tag whose `<` stands before `position`."""
        text = self.text
        self.quote = ""
        xml = False
        while match := _TAG_EVENT.search(text, position):
            at, char = match.start(), match[0]
            position = at + 1
            if char == "<":
                self._nest(at)
            elif char == ">":
                if self._closes() and not (xml and text[at - 1] == "-"):
                    return position
            elif char in "\"'":
                self._toggle(char)
            elif text[at - 1] == "<":
                position, open_again, xml = self._special(char, position)
                if not open_again:
                    return position
        return len(text)

    def _special(self, char: str, position: int) -> tuple[int, bool, bool]:
        """Pass `<!` or `<?`; say where it ends, whether a tag goes on there, and whether that is XML's."""
        if char == "?":
            return self._after_instruction(position)
        end, open_again = self._after_declaration(position)
        return end, open_again, False

    def _nest(self, at: int) -> None:
        if not self.quote and self.text[at + 1 : at + 2] not in _SPACE:
            self.depth += 1

    def _closes(self) -> bool:
        if self.depth:
            self.depth -= 1
            return False
        return not self.quote

    def _toggle(self, char: str) -> None:
        if not self.quote:
            self.quote = char
        elif self.quote == char:
            self.quote = ""

    def _after_instruction(self, position: int) -> tuple[int, bool, bool]:
        text = self.text
        parens, last = 0, "<"
        while match := _PHP_EVENT.search(text, position):
            at, char = match.start(), match[0]
            position = at + 1
            if char in "()" and last not in {'"', "'"}:
                parens += 1 if char == "(" else -1
                last = char
            elif char == ">":
                if self._closes() and not parens and last != '"' and text[at - 1] == "?":
                    return position, False, False
            elif char in "\"'" and text[at - 1] != "\\":
                last = "\0" if last == char else char
                self._toggle(char)
            elif char in "lL" and text[max(0, at - 4) : at].lower() == "<?xm":
                return position, True, True
        return len(text), False, False

    def _after_declaration(self, position: int) -> tuple[int, bool]:
        text = self.text
        while match := _DECLARATION_EVENT.search(text, position):
            at, char = match.start(), match[0]
            position = at + 1
            if char == ">":
                if self._closes():
                    return position, False
            elif char in "\"'":
                if text[at - 1] != "\\":
                    self._toggle(char)
            elif char == "-":
                if text[at - 2 : at] == "!-":
                    return self._after_comment(position), False
            elif text[max(0, at - 6) : at].lower() == "doctyp":
                return position, True
        return len(text), False

    def _after_comment(self, position: int) -> int:
        if self.quote:
            return len(self.text)
        end = self.text.find("-->", max(position - 2, 0))
        return len(self.text) if end < 0 else end + 3
