import pytest

from engine.content.texturize import Typography, texturize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\"a\" 'b'", "&#8220;a&#8221; &#8216;b&#8217;"),
        ("'tis 5' 6\" tall", "&#8217;tis 5&#8242; 6&#8243; tall"),
        ("a -- b---c xn--d", "a &#8212; b&#8212;c xn--d"),
        ("2x3 0x9 1x", "2&#215;3 0x9 1x"),
        ('<a title="x"> "y" <code>"z"</code>', '<a title="x"> &#8220;y&#8221; <code>"z"</code>'),
        ("a & b &amp; c", "a &#038; b &amp; c"),
        ('[gallery a="b"] [other a="b"]', '[gallery a="b"] [other a=&#8221;b&#8221;]'),
    ],
)
def test_texturize_writes_typographic_characters(text: str, expected: str) -> None:
    assert texturize(text, shortcode_tags=("gallery",)) == expected


def test_texturize_uses_the_characters_of_the_language() -> None:
    german = Typography(opening_quote="&#8222;", closing_quote="&#8220;")
    assert texturize('"a"', typography=german) == "&#8222;a&#8220;"
