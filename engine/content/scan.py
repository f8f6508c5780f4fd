"""Forward searches that stay linear: an answer is kept until the position passes it."""

import re
from functools import partial


class NextIndex:
    """Where `needle` comes next; asking with growing positions costs one pass over the text.

    A lazy regex such as `<pre.*?</pre>` looks for its end anew at every start; on hostile text
    without any end that is quadratic. Asking here instead is not.
    """

    __slots__ = ("_find", "_found")

    def __init__(self, text: str, needle: str, *, ignore_case: bool = False) -> None:
        self._find = partial(_find, text, needle) if ignore_case else partial(text.find, needle)
        self._found = -2

    def after(self, position: int) -> int:
        """Return the first index at or after `position`, -1 when there is none."""
        if self._found == -2 or 0 <= self._found < position:
            self._found = self._find(position)
        return self._found


def _find(text: str, needle: str, position: int) -> int:
    match = re.compile(re.escape(needle), re.ASCII | re.IGNORECASE).search(text, position)
    return match.start() if match else -1
