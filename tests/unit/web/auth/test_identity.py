"""Reading the credentials that a header offers."""

from base64 import b64encode

import pytest

from engine.web.auth.identity import credentials


def basic(text: bytes) -> str:
    return "Basic " + b64encode(text).decode()


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (basic(b"ada:one two"), ("ada", "one two")),
        (basic(b"ada:a:b"), ("ada", "a:b")),
        (basic(b"ada:").replace("Basic", "bAsIc"), ("ada", "")),
        (basic("zoë:ü".encode()), ("zoë", "ü")),
        (basic(b"\xff:x"), ("\udcff", "x")),
        (basic(b"nocolon"), None),
        ("Basic !!!", None),
        ("Basic é", None),
        ("Basic", None),
        ("Bearer abc", None),
        ("", None),
    ],
)
def test_credentials_of_a_header(header: str, found: tuple[str, str] | None) -> None:
    assert credentials(header) == found
