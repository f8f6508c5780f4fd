import pytest

from engine.content.urls import Url, absolute_url, esc_url, parse_url, relative_link


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://u:p@h:8/a?b#c", Url("http", "h", 8, "u", "p", "/a", "b", "c")),
        ("//h/a", Url(host="h", path="/a")),
        ("/a:8", Url(path="/a:8")),
        ("mailto:x@y", Url("mailto", path="x@y")),
        ("http://[::1]:8/", Url("http", "[::1]", 8, path="/")),
        ("http://h:99999/", None),
        ("http:///x", None),
    ],
)
def test_parse_url_finds_the_parts(url: str, parts: Url | None) -> None:
    assert parse_url(url) == parts


@pytest.mark.parametrize(
    ("url", "escaped"),
    [
        ("a.example/b c", "http://a.example/b%20c"),
        ("http://a/?b=c&d='e'", "http://a/?b=c&#038;d=&#039;e&#039;"),
        ("javascript:alert(1)", ""),
        ("http://a/%0%0dd", "http://a/"),
        ("http://a/[b]", "http://a/%5Bb%5D"),
        ("/a", "/a"),
    ],
)
def test_esc_url_makes_an_address_fit_for_an_attribute(url: str, escaped: str) -> None:
    assert esc_url(url) == escaped


@pytest.mark.parametrize(
    ("url", "absolute"),
    [
        ("b", "http://h/a/b"),
        ("../b?c#d", "http://h/b?c#d"),
        ("../../../b", "http://h/b"),
        ("a//../b", "http://h/a/a/b"),
        ("//g/b", "http://g/b"),
        ("https://g/b", "https://g/b"),
    ],
)
def test_absolute_url_resolves_against_the_base(url: str, absolute: str) -> None:
    assert absolute_url(url, "http://h/a/x") == absolute


def test_relative_link_drops_the_host() -> None:
    assert relative_link("https://h/a?b") == "/a?b"
