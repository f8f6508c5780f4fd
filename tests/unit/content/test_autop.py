import pytest

from engine.content.autop import autop


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>\n"),
        ("one\ntwo", "<p>one<br />\ntwo</p>\n"),
        ("<div>a</div>", "<div>a</div>\n"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul>\n<li>a</li>\n</ul>\n"),
        ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>\n"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>\n"),
        ("<script>\na\n\nb\n</script>", "<p><script>\na</p>\n<p>b\n</script></p>\n"),
    ],
)
def test_autop_of_text_wraps_paragraphs(text: str, expected: str) -> None:
    assert autop(text) == expected


def test_autop_without_br_keeps_line_ends() -> None:
    assert autop("one\ntwo", br=False) == "<p>one\ntwo</p>\n"
