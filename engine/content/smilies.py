"""Smilies written as text become pictures (convert_smilies)."""

import re
from functools import lru_cache
from typing import Final

from engine.content.escaping import esc_attr
from engine.content.whitespace import TEXTURE_SPACE

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
    if not _smilies().search(text):
        return text
    pattern = _smilies(rf"(?=$|{TEXTURE_SPACE})")
    ignored = ""
    converted: list[str] = []
    for piece in _pieces(text):
        if not ignored and (opening := _IGNORED.match(piece)):
            ignored = opening[1]
        is_text = not ignored and not piece.startswith("<")
        converted.append(pattern.sub(lambda match: _picture(match, images), piece) if is_text else piece)
        if ignored and piece == f"</{ignored}>":
            ignored = ""
    return "".join(converted)


def _pieces(text: str) -> list[str]:
    """Part text and tags; what follows the last `>` holds no tag."""
    last = text.rfind(">") + 1
    *pieces, rest = _TAG.split(text[:last])
    return [piece for piece in (*pieces, rest + text[last:]) if piece]


@lru_cache(maxsize=2)
def _smilies(before: str = "") -> re.Pattern[str]:
    # Longer and later names first, as WordPress sorts them: `:?:` must win over `:?`.
    names = "|".join(re.escape(name) for name in sorted(SMILIES, reverse=True))
    return re.compile(rf"(?:{names}){before}", re.MULTILINE)


def _picture(match: re.Match[str], images: str) -> str:
    """The picture of a smiley that stands behind a space or begins a text; any other stays."""
    smiley, text, start = match[0], match.string, match.start()
    if start and text[start - 1] not in "\r\n\t \xa0" and not text.endswith("&nbsp;", 0, start):
        return smiley
    picture = SMILIES[smiley]
    if picture != MRGREEN:
        return picture
    return (
        f'<img src="{images}/{picture}" alt="{esc_attr(smiley)}" class="wp-smiley"'
        ' style="height: 1em; max-height: 1em;" />'
    )
