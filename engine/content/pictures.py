"""What kind of picture some bytes are, and how large: read from their heads, nothing is decoded."""

from dataclasses import dataclass
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
# Markers of JPEG that begin a frame, and so tell its size.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Head:
    """The media type of a picture and its size in pixels."""

    mime_type: str
    width: int
    height: int


def head(content: bytes) -> Head | None:
    """The head of a PNG, GIF, WebP or JPEG; None for anything else, and for what is cut off or damaged."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR":
        return _head("image/png", _number(content, 16, 4), _number(content, 20, 4))
    if content[:6] in {b"GIF87a", b"GIF89a"}:
        return _head("image/gif", _number(content, 6, 2, "little"), _number(content, 8, 2, "little"))
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    return _jpeg(content) if content.startswith(_JPEG) else None


def _number(content: bytes, start: int, size: int, order: str = "big") -> int:
    return int.from_bytes(content[start : start + size], "little" if order == "little" else "big")


def _head(mime_type: str, width: int, height: int) -> Head | None:
    return Head(mime_type, width, height) if width and height else None


def _webp(content: bytes) -> Head | None:
    kind = content[12:16]
    if kind == b"VP8X":
        return _head(
            "image/webp", _number(content, 24, 3, "little") + 1, _number(content, 27, 3, "little") + 1
        )
    if kind == b"VP8L":
        bits = _number(content, 21, 4, "little")
        return _head("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 ":
        width, height = _number(content, 26, 2, "little"), _number(content, 28, 2, "little")
        return _head("image/webp", width & 0x3FFF, height & 0x3FFF)
    return None


def _jpeg(content: bytes) -> Head | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _FRAMES:
            return _head("image/jpeg", _number(content, at + 7, 2), _number(content, at + 5, 2))
        at += 2 + max(_number(content, at + 2, 2), 2)
    return None
