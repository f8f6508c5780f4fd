"""Closing what is open and dropping what was never opened (force_balance_tags)."""

import re
from typing import Final

from engine.content.whitespace import trim

_SINGLE: Final = frozenset(
    """
    area base basefont br col command embed frame hr img input isindex link meta param source track wbr
    """.split()  # noqa: SIM905  # a table of names reads best as a line
)
_NESTABLE: Final = frozenset(
    """
    article aside blockquote details div figure object q section span
    """.split()  # noqa: SIM905  # the same
)
_LESS_THAN_NUMBER: Final = re.compile(r"<([0-9])")
_CUSTOM_NAME: Final = r"[a-z][a-z0-9._]*-[a-z0-9._-]+"
_TAG: Final = re.compile(rf"<(/?)((?:{_CUSTOM_NAME})|(?:[\w:]+))(?:\s*(/?)|(\s+)([^>]*))>", re.ASCII)
# `< !--` is meant literally; it is kept from becoming a comment while comments are handled.
_SPACED_COMMENT: Final = "< !--"
_HIDDEN_COMMENT: Final = "<    !--"


def force_balance_tags(text: str) -> str:
    """Return the text with every opened tag closed, in WordPress's reading of what may nest."""
    text = text.replace(_SPACED_COMMENT, _HIDDEN_COMMENT)
    text = _LESS_THAN_NUMBER.sub(r"&lt;\1", text)
    balancer = _Balancer()
    last = text.rfind(">") + 1
    position = 0
    for match in _TAG.finditer(text, 0, last):
        balancer.add(text[position : match.start()], match)
        position = match.end()
    balanced = balancer.finish(text[position:])
    return balanced.replace(_SPACED_COMMENT, "<!--").replace(_HIDDEN_COMMENT, _SPACED_COMMENT)


class _Balancer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.open: list[str] = []
        self.counts: dict[str, int] = {}
        self.queue = ""

    def add(self, text: str, match: re.Match[str]) -> None:
        """Take the text before a tag, and the tag."""
        self.parts.append(self.queue)
        self.queue = ""
        tag = match[2].lower()
        written = self._closing(tag) if match[1] else self._opening(tag, match)
        self.parts += (text, written)

    def finish(self, rest: str) -> str:
        """Close what is still open behind the rest of the text."""
        closings = "".join(f"</{tag}>" for tag in reversed(self.open))
        return "".join([*self.parts, self.queue, rest, closings])

    def _closing(self, tag: str) -> str:
        if not self.counts.get(tag):
            return ""
        if self.open[-1] == tag:
            self._pop()
            return f"</{tag}>"
        closings: list[str] = []
        while self.open and (closed := self._pop()) != tag:
            closings.append(f"</{closed}>")
        self.queue = "".join(closings) + f"</{tag}>"
        return ""

    def _opening(self, tag: str, match: re.Match[str]) -> str:
        space = match[4] or ""
        attributes = trim(match[3] or "" if match[5] is None else match[5])
        if attributes.endswith("/"):
            if tag in _SINGLE:
                space = " "
            else:
                attributes = f"{trim(attributes[:-1])}></{tag}"
        elif tag in _SINGLE:
            space, attributes = " ", attributes + "/"
        else:
            if self.open and self.open[-1] == tag and tag not in _NESTABLE:
                self.queue = f"</{self._pop()}>"
            self._push(tag)
        written = f"<{tag}{space}{attributes}>"
        if not self.queue:
            return written
        self.queue += written
        return ""

    def _push(self, tag: str) -> None:
        self.open.append(tag)
        self.counts[tag] = self.counts.get(tag, 0) + 1

    def _pop(self) -> str:
        tag = self.open.pop()
        self.counts[tag] -= 1
        return tag
