"""Emoji as pictures, for readers of feeds and mail that may not have them (wp_staticize_emoji)."""

import re
from typing import Final

from engine.content.emoji import EMOJI

PICTURES: Final = "https://s.w.org/images/core/emoji/17.0.2/72x72/"

_TAG: Final = re.compile(r"(<[^>\n]*>)")
_LITERAL: Final = re.compile(r"<(code|pre|style|script|textarea)[\s>]", re.IGNORECASE)
_ONE: Final = f"(?:(?!\u200d|\ufe0f|\u20e3|[\U000e0060-\U000e007f]){EMOJI})"
_TONE: Final = "[\U0001f3fb-\U0001f3ff]"
# Flags, keycaps, what joiners hold together, then single ones with their tone.
_SEQUENCE: Final = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|[0-9#*]\ufe0f?\u20e3"
    f"|{_ONE}\ufe0f?{_TONE}?(?:\u200d{_ONE}\ufe0f?{_TONE}?)+"
    f"|\U0001f3f4[\U000e0060-\U000e007f]+"
    f"|{_ONE}{_TONE}?"
)


def staticize_emoji(html: str) -> str:
    """Put pictures for emoji, outside of tags, code and scripts."""
    if html.isascii():
        return html
    pieces = _TAG.split(html)
    inside = ""
    for index, piece in enumerate(pieces):
        if index % 2:
            inside = _within(piece, inside)
        elif not inside and not piece.isascii():
            pieces[index] = _SEQUENCE.sub(_picture, piece)
    return "".join(pieces)


def _within(tag: str, inside: str) -> str:
    """The element whose text is left as it is, after a tag."""
    if inside:
        return "" if tag.lower().startswith(f"</{inside}") else inside
    opened = _LITERAL.match(tag)
    return opened[1].lower() if opened else ""


def _picture(match: re.Match[str]) -> str:
    name = "-".join(f"{ord(one):x}" for one in match[0])
    return (
        f'<img src="{PICTURES}{name}.png" alt="{match[0]}" class="wp-smiley"'
        ' style="height: 1em; max-height: 1em;" />'
    )
