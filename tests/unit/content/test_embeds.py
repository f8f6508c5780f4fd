import pytest

from engine.content.embeds import embed, embed_urls
from engine.content.oembed_provider import shown_here
from engine.content.shortcodes import Attributes


def known(url: str, _attributes: Attributes) -> str | None:
    return f"<b>{url}</b>" if url.startswith("http://known.example") else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://known.example/a", "<b>http://known.example/a</b>"),
        ("a\n http://known.example/a \nb", "a\n <b>http://known.example/a</b> \nb"),
        ("see http://known.example/a", "see http://known.example/a"),
        ("<p>http://known.example/a</p>", "<p><b>http://known.example/a</b></p>"),
        ("<li>http://known.example/a</p>", "<li>http://known.example/a</p>"),
        ("http://other.example/a", "http://other.example/a"),
        ("[embed]http://known.example/a[/embed]", "<b>http://known.example/a</b>"),
        ("[embed]http://o.example/a[/embed]", '<a href="http://o.example/a">http://o.example/a</a>'),
        ("http://o.example/a.MP3", '[audio src="http://o.example/a.MP3" /]'),
        ("http://o.example/a.mp4", '[video  src="http://o.example/a.mp4" /]'),
        ("http://known.example/a.mp3", '[audio src="http://known.example/a.mp3" /]'),
        ("https://www.youtube.com/embed/x?y", "https://youtube.com/watch?v=x%3Fy"),
    ],
)
def test_embed_replaces_addresses_that_stand_alone(text: str, expected: str) -> None:
    assert embed(text, known) == expected


def test_embed_urls_name_every_address_to_find() -> None:
    text = 'http://a.example/1\n\n[embed width="9"]http://a.example/2[/embed]\n\nnot http://a.example/3'
    assert embed_urls(text) == [("http://a.example/2", {"width": "9"}), ("http://a.example/1", {})]


def test_post_embed_escapes_address_and_title() -> None:
    html = shown_here('http://a.example/"x/', 'A "b"', "<Site>", secret="s")
    assert 'title="“A &quot;b&quot;” — &lt;Site&gt;"' in html
    assert "http://a.example/x/embed/#?secret=s#?secret=s" in html
