"""Addresses that stand for what they lead to: on a line of their own, or in `[embed]` (WP_Embed).

Nothing is fetched here: a source gives the HTML that was found before, and `embed_urls` names what to find.
"""

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from engine.content.escaping import esc_html
from engine.content.players import AUDIO_EXTENSIONS, VIDEO_EXTENSIONS
from engine.content.remembering import remembering
from engine.content.shortcodes import Attributes, Shortcode, do_shortcode
from engine.content.tags import split_html
from engine.content.urls import esc_url, urlencode
from engine.content.values import leading_integer

Source: TypeAlias = Callable[[str, Attributes], str | None]
"""The HTML of an address, None for one that embeds nothing."""

_ALONE_ON_LINE: Final = re.compile(
    r"^([^\S\n]*)(https?://[^\s<>\"]+)([^\S\n]*)$", re.IGNORECASE | re.MULTILINE | re.ASCII
)
_ALONE_IN_TAG: Final = re.compile(r"(>\s*)(https?://[^\s<>\"]+)(\s*</p>)", re.IGNORECASE | re.ASCII)
_YOUTUBE_FRAME: Final = re.compile(r"https?://(?:www\.)?youtube\.com/(?:v|embed)/([^/]+)", re.IGNORECASE)
_AUDIO: Final = re.compile(rf"https?://[^\n]+\.(?:{'|'.join(AUDIO_EXTENSIONS)})", re.IGNORECASE)
_VIDEO: Final = re.compile(rf"https?://[^\n]+\.(?:{'|'.join(VIDEO_EXTENSIONS)})", re.IGNORECASE)
_HAS_ADDRESS: Final = re.compile("https?://", re.IGNORECASE)
_LINE_END: Final = "<!-- wp-line-break -->"


def nothing(url: str, attributes: Attributes) -> str | None:
    """Find nothing for any address."""
    del url, attributes
    return None


def embed(text: str, source: Source = nothing) -> str:
    """Put what they embed for `[embed]` shortcodes and for addresses that stand alone on a line or in a paragraph.

    An unknown address in `[embed]` becomes a link, elsewhere it stays. Recordings and films become players.
    """
    text = do_shortcode(text, {"embed": lambda shortcode: _shortcode(shortcode, source)}, policy=None)
    return embed_lone(text, source)


def embed_lone(text: str, source: Source = nothing) -> str:
    """Put what they embed for addresses that stand alone on a line or in a paragraph (WP_Embed::autoembed)."""
    return _auto(text, source) if has_lone_address(text) else text


def embed_urls(text: str) -> list[tuple[str, Attributes]]:
    """Return the addresses, with the wishes for their size, whose HTML is to be found before rendering."""
    asked: list[tuple[str, Attributes]] = []

    def note(url: str, attributes: Attributes) -> str | None:
        asked.append((url, attributes))
        return None

    embed(text, note)
    return asked


def _shortcode(shortcode: Shortcode, source: Source) -> str:
    url = (shortcode.content or shortcode.attributes.get("src", "")).replace("&amp;", "&")
    if not url:
        return ""
    found = _found(url, shortcode.attributes, source)
    return f'<a href="{esc_url(url)}">{esc_html(url)}</a>' if found is None else found


@remembering
def has_lone_address(text: str) -> bool:
    """Whether an address stands alone on a line or in a paragraph."""
    if "://" not in text or not _HAS_ADDRESS.search(text):
        return False
    text = _with_tags_on_one_line(text)
    return bool(_ALONE_ON_LINE.search(text) or _ALONE_IN_TAG.search(text))


def _with_tags_on_one_line(text: str) -> str:
    pieces = split_html(text)
    pieces[1::2] = [piece.replace("\n", _LINE_END) for piece in pieces[1::2]]
    return "".join(pieces)


def _auto(text: str, source: Source) -> str:
    text = _with_tags_on_one_line(text)
    text = _ALONE_ON_LINE.sub(lambda match: _replaced(match, source), text)
    text = _ALONE_IN_TAG.sub(
        lambda match: _replaced(match, source) if _is_paragraph(match) else match[0], text
    )
    return text.replace(_LINE_END, "\n")


def _replaced(match: re.Match[str], source: Source) -> str:
    found = _found(match[2].replace("&amp;", "&"), {}, source)
    return match[0] if found is None else f"{match[1]}{found}{match[3]}"


def _is_paragraph(match: re.Match[str]) -> bool:
    """Say whether the tag that ends where the match begins opens a paragraph."""
    text, end = match.string, match.start()
    tag = text[text.rfind(">", 0, end) + 1 : end].lower()
    return tag.endswith("<p") or "<p " in tag


def _found(url: str, attributes: Attributes, source: Source) -> str | None:
    frame = _YOUTUBE_FRAME.search(url)
    if frame:
        address = f"https://youtube.com/watch?v={urlencode(frame[1])}"
        return source(address, {}) or address
    if _AUDIO.fullmatch(url):
        return f'[audio src="{esc_url(url)}" /]'
    if _VIDEO.fullmatch(url):
        return f'[video {_dimensions(attributes)} src="{esc_url(url)}" /]'
    return source(url, attributes)


def _dimensions(attributes: Attributes) -> str:
    width, height = (leading_integer(attributes.get(name, "")) for name in ("width", "height"))
    return f'width="{width}" height="{height}" ' if width and height else ""
