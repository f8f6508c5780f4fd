"""Forward searches that stay linear: an answer is kept until the position passes it."""

import re


class NextIndex:
    """Where `needle` comes next; asking with growing positions costs one pass over the text.

    A lazy regex such as `<pre.*?</pre>` looks for its end anew at every start; on hostile text
    without any end that is quadratic. Asking here instead is not.
    """

    __slots__ = ("_found", "_pattern", "_text")

    def __init__(self, text: str, needle: str, *, ignore_case: bool = False) -> None:
        self._text = text
        self._pattern = re.compile(re.escape(needle), re.ASCII | re.IGNORECASE if ignore_case else re.ASCII)
        self._found = -2

    def after(self, position: int) -> int:
        """Return the first index at or after `position`, -1 when there is none."""
        if self._found == -2 or 0 <= self._found < position:
            match = self._pattern.search(self._text, position)
            self._found = match.start() if match else -1
        return self._found
