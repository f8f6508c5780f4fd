"""Which servers of the Fediverse readers may name, and how."""

import pytest

from engine.web.auth.providers.mastodon import Mastodon
from engine.web.auth.providers.provider import SignInFailed

ANY = Mastodon(("*",))
SOME = Mastodon(("mastodon.example", "http://127.0.0.1:9000"))


@pytest.mark.parametrize(
    ("named", "server"),
    [
        ("mastodon.example", "https://mastodon.example"),
        (" Mastodon.Example/ ", "https://mastodon.example"),
        ("https://mastodon.example/@ann", "https://mastodon.example"),
        ("@ann@mastodon.example", "https://mastodon.example"),
        ("ann@mastodon.example", "https://mastodon.example"),
    ],
)
def test_server_is_found_however_it_is_named(named: str, server: str) -> None:
    assert ANY.server(named) == server
    assert SOME.server(named) == server


def test_server_that_the_site_names_with_its_scheme_is_asked_so() -> None:
    assert SOME.server("127.0.0.1:9000") == "http://127.0.0.1:9000"


@pytest.mark.parametrize(
    "named",
    [
        "", "localhost", "127.0.0.1", "127.0.0.1:9000", "10.0.0.1", "[::1]", "a b.example", "x.example:8080",
        "-a.example", "a..example", "x" * 300 + ".example", "evil.example#mastodon.example", "evil.example?x.example",
        "evil.example\\x.example", "0x7f.0.0.1",
    ],
)  # fmt: skip
def test_what_is_no_public_name_is_no_server(named: str) -> None:
    with pytest.raises(SignInFailed):
        ANY.server(named)


@pytest.mark.parametrize("named", ["evil.example", "mastodon.example.evil.example", "evilmastodon.example"])
def test_server_that_is_not_named_is_not_let_in(named: str) -> None:
    with pytest.raises(SignInFailed):
        SOME.server(named)
