"""The heads of pictures, and of what only pretends to be one."""

import pytest

from engine.content.pictures import Head, head
from tests.conformance.recording import media


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("upload-test.jpg", Head("image/jpeg", 320, 240), id="jpeg"),
        pytest.param("upload-test.png", Head("image/png", 120, 90), id="png"),
        pytest.param("notes.txt", None, id="text"),
        pytest.param("bad.svg", None, id="svg"),
        pytest.param("tide-table.pdf", None, id="pdf"),
    ],
)
def test_head_of_file_tells_type_and_size(name: str, expected: Head | None) -> None:
    assert head(media(name)) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"GIF89a\x0a\x00\x05\x00\x00", Head("image/gif", 10, 5), id="gif"),
        pytest.param(
            b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0\x63\0\0\x31\0\0", Head("image/webp", 100, 50), id="extended webp"
        ),
        pytest.param(
            b"RIFF\0\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x63\x40\x0c\x00", Head("image/webp", 100, 50), id="lossless webp"
        ),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", None, id="cut off"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"\0" * 40, None, id="jpeg without a frame"),
        pytest.param(b"\xff\xd8" + b"\xff\xe0\0\0" * 1000, None, id="empty segments"),
        pytest.param(b"", None, id="nothing"),
    ],
)  # fmt: skip
def test_head_of_bytes_tells_type_and_size(content: bytes, expected: Head | None) -> None:
    assert head(content) == expected
