"""White space as PHP understands it, which is narrower than Unicode's."""

import re
from typing import Final

BLANKS: Final = " \t\n\r\0\x0b"
"""What PHP's trim() takes away: no form feed, no no-break space."""

TEXTURE_SPACE: Final = r"[\r\n\t \xa0]|&nbsp;"
"""What WordPress counts as a space between words (wp_spaces_regexp)."""


def after_space(mark: str) -> str:
    """A pattern for a mark of fixed width behind such a space, or at the beginning.

    The mark comes first and then what stands before it, so that `re` need look at marks only.
    """
    return rf"{mark}(?:(?<=[\r\n\t \xa0]{mark})|(?<=&nbsp;{mark})|(?<=\A{mark}))"


_BREAKS = re.compile(r"\n+")
_SPACES = re.compile(r"[ \t]+")


def trim(text: str) -> str:
    """Take PHP's white space off both ends."""
    return text.strip(BLANKS)


def normalize_whitespace(text: str) -> str:
    """Squeeze runs of line breaks and of spaces (normalize_whitespace)."""
    return _SPACES.sub(" ", _BREAKS.sub("\n", trim(text).replace("\r", "\n")))
