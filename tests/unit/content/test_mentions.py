"""What pages say about other pages, and where they want to be told."""

import pytest

from engine.content.mentions import (
    Endpoints,
    addresses_in,
    endpoints,
    links_to,
    recordings_in,
    said_about,
    same_address,
    title_of,
)
from tests.growth import is_linear

TARGET = "http://blog.test/2024/first-light/"


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<html><head><title>A &amp; B\n C</title></head>", "A & B C"),
        ("<TITLE lang=en><b>x</b></TITLE>", "x"),
        ("<title>never closed", ""),
        ("<p>none</p>", ""),
    ],
)
def test_title_is_text(page: str, title: str) -> None:
    assert title_of(page) == title


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            f'<p>Before.</p><p>We link <a href="{TARGET}">there</a> now.</p><p>After.</p>',
            "We link there now.",
        ),
        (
            f"<div>A &amp; B <b>bold</b> <a rel=x href='{TARGET}#comments'>c &lt; d</a>, 日本</div>",
            "A & B bold c < d, 日本",
        ),
        (f'<script>var a = 1;</script><a href="{TARGET}">x</a>', "x"),
        (f'<a href="{TARGET}"><img src="x"></a> <a href="{TARGET}">words</a>', "words"),
        (f'<a href="{TARGET}"><img src="x"></a>', None),
        (f"<p>{TARGET}</p>", None),
        (f'<!-- <a href="{TARGET}">hidden</a> -->', None),
        ("<a href='http://blog.test/2024/first-light-2/'>x</a>", None),
    ],
)
def test_words_around_a_link_are_those_of_its_block(page: str, words: str | None) -> None:
    found = said_about(page, TARGET)
    assert (found.strip() if found else found) == words


def test_words_around_a_link_are_cut_between_words() -> None:
    words = " ".join(f"word{number}" for number in range(100))
    found = said_about(f"<p>{words} <a href='{TARGET}'>{words}</a> {words}</p>", TARGET)

    assert found is not None
    assert len(found) < 320
    assert all(one.rstrip("…").startswith("word") or one == "…" for one in found.split() if "…" not in one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://blog.test/a/", "https://blog.test/a", True),
        ("http://BLOG.test/a/#x", "http://blog.test:80/a/", True),
        ("http://blog.test/?p=1", "http://blog.test/?p=2", False),
        ("http://blog.test/a", "http://blog.test/b", False),
        ("http://blog.test.evil/a", "http://blog.test/a", False),
        ("", "", False),
        ("http://[bad", "http://[bad", True),
    ],
)
def test_addresses_of_one_page_are_the_same(one: str, other: str, same: bool) -> None:
    assert same_address(one, other) is same


@pytest.mark.parametrize(
    ("page", "headers", "found"),
    [
        ("", {"link": "</wm>; rel=webmention"}, Endpoints("https://o.test/wm")),
        ("", {"link": '<a>; rel="x", <wm?a=b>; rel="me webmention"'}, Endpoints("https://o.test/p/wm?a=b")),
        ("", {"x-pingback": "https://o.test/xmlrpc.php"}, Endpoints("", "https://o.test/xmlrpc.php")),
        ('<link rel="pingback" href="/x.php"><a rel="webmention" href="">', {}, Endpoints("https://o.test/p/", "https://o.test/x.php")),
        ('<a rel="pingback" href="/x.php">', {}, Endpoints()),
        ('<link rel=webmention href="javascript:alert(1)">', {}, Endpoints()),
        ("<!-- <link rel=webmention href=/wm> -->", {}, Endpoints()),
        ("<link rel=webmention href=/wm>", {"content-type": "image/png"}, Endpoints()),
    ],
)  # fmt: skip
def test_endpoints_are_found_in_headers_and_page(
    page: str, headers: dict[str, str], found: Endpoints
) -> None:
    assert endpoints(page, headers, "https://o.test/p/") == found


def test_addresses_of_a_post_are_its_links_and_what_stands_alone() -> None:
    content = (
        '<p><a href="http://a.test/?x=1&amp;y=2">x</a> http://within.test/ <a href="/local">y</a>'
        '<a href="mailto:x@y.test">z</a> <a href="http://a.test/?x=1&amp;y=2">again</a></p>\nhttps://b.test/v\n'
    )
    assert addresses_in(content) == ("http://a.test/?x=1&y=2", "https://b.test/v")


def test_recordings_of_a_post_are_its_sources() -> None:
    assert recordings_in(
        '<audio src="a.mp3"></audio><video><source src="b.mp4"></video><img src="c.png">'
    ) == ("a.mp3", "b.mp4")


@pytest.mark.parametrize(
    "piece",
    ["<a href=", '<a href="http://blog.test/2024/first-light/">', "<title", "<p>", "</a>", "<!--", "&#"],
)
def test_hostile_page_takes_no_longer_than_its_length(piece: str) -> None:
    def read(size: int) -> None:
        page = piece * (size // len(piece))
        title_of(page)
        links_to(page, TARGET)
        said_about(page, TARGET)
        endpoints(page, {"link": piece * (size // 150)}, "https://o.test/")

    assert is_linear(read, 150 * 1024)
