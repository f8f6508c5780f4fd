"""What a page says of itself in its head."""

import pytest

from engine.content.url_details import MOST, details
from tests.growth import is_linear

_URL = "https://example.org/a/b"


def test_page_tells_title_description_icon_and_picture() -> None:
    found = details(
        "<head><title> One &amp;\n two </title><meta name=description content='Short'>"
        "<link rel='shortcut icon' href='/i.png'><meta property='og:image' content='p.jpg'></head><title>no</title>",
        _URL,
    )

    assert (found.title, found.description) == ("One & two", "Short")
    assert (found.icon, found.image) == ("https://example.org/i.png", "https://example.org/a/p.jpg")


def test_addresses_that_are_code_are_left_out() -> None:
    found = details(
        "<link rel=icon href='javascript:alert(1)'><meta property='og:image' content='vbscript:x'>", _URL
    )

    assert (found.icon, found.image) == ("", "")


@pytest.mark.parametrize("piece", ["<", "<title>", "<meta name=", "<!--", "<a b='", "&#"])
def test_hostile_page_takes_no_longer_than_its_length(piece: str) -> None:
    assert is_linear(lambda size: details(piece * (size // len(piece) + 1), _URL), MOST)
