"""Smilies written as text become pictures (convert_smilies)."""

import re
from functools import lru_cache
from typing import Final

from engine.content.escaping import esc_attr
from engine.content.whitespace import AFTER_SPACE, TEXTURE_SPACE

MRGREEN: Final = "mrgreen.png"

SMILIES: Final = {
    ":mrgreen:": MRGREEN,
    ":neutral:": "😐",
    ":twisted:": "😈",
    ":arrow:": "➡",
    ":shock:": "😯",
    ":smile:": "🙂",
    ":???:": "😕",
    ":cool:": "😎",
    ":evil:": "👿",
    ":grin:": "😀",
    ":idea:": "💡",
    ":oops:": "😳",
    ":razz:": "😛",
    ":roll:": "🙄",
    ":wink:": "😉",
    ":cry:": "😥",
    ":eek:": "😮",
    ":lol:": "😆",
    ":mad:": "😡",
    ":sad:": "🙁",
    "8-)": "😎",
    "8-O": "😯",
    ":-(": "🙁",
    ":-)": "🙂",
    ":-?": "😕",
    ":-D": "😀",
    ":-P": "😛",
    ":-o": "😮",
    ":-x": "😡",
    ":-|": "😐",
    ";-)": "😉",
    "8O": "😯",
    ":(": "🙁",
    ":)": "🙂",
    ":?": "😕",
    ":D": "😀",
    ":P": "😛",
    ":o": "😮",
    ":x": "😡",
    ":|": "😐",
    ";)": "😉",
    ":!:": "❗",
    ":?:": "❓",
}

_IGNORED: Final = re.compile(r"<(code|pre|style|script|textarea)[^>]*>")
_TAG: Final = re.compile(r"(<[^>]*>)")


def convert_smilies(text: str, *, images: str) -> str:
    """Replace smilies that stand alone between spaces; `images` is the address of the smilies' folder.

    What stands in code, preformatted text, scripts, styles and text areas stays.
    """
    pattern = _smilies()
    ignored = ""
    converted: list[str] = []
    for piece in _pieces(text):
        if not ignored and (opening := _IGNORED.match(piece)):
            ignored = opening[1]
        is_text = not ignored and not piece.startswith("<")
        converted.append(pattern.sub(lambda match: _picture(match[0], images), piece) if is_text else piece)
        if ignored and piece == f"</{ignored}>":
            ignored = ""
    return "".join(converted)


def _pieces(text: str) -> list[str]:
    """Part text and tags; what follows the last `>` holds no tag."""
    last = text.rfind(">") + 1
    *pieces, rest = _TAG.split(text[:last])
    return [piece for piece in (*pieces, rest + text[last:]) if piece]


@lru_cache(maxsize=1)
def _smilies() -> re.Pattern[str]:
    # Longer and later names first, as WordPress sorts them: `:?:` must win over `:?`.
    names = "|".join(re.escape(name) for name in sorted(SMILIES, reverse=True))
    return re.compile(rf"(?:^|{AFTER_SPACE})(?:{names})(?=$|{TEXTURE_SPACE})", re.MULTILINE)


def _picture(smiley: str, images: str) -> str:
    picture = SMILIES[smiley]
    if picture != MRGREEN:
        return picture
    return (
        f'<img src="{images}/{picture}" alt="{esc_attr(smiley)}" class="wp-smiley"'
        ' style="height: 1em; max-height: 1em;" />'
    )
