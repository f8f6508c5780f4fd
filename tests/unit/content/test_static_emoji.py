"""Emoji become pictures, outside of tags and code."""

import pytest

from engine.content.static_emoji import PICTURES, staticize_emoji


def picture(name: str, alt: str) -> str:
    return f'<img src="{PICTURES}{name}.png" alt="{alt}" class="wp-smiley" style="height: 1em; max-height: 1em;" />'


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("🙂", "1f642"),
        ("👍🏽", "1f44d-1f3fd"),
        ("🇳🇴", "1f1f3-1f1f4"),
        ("👩‍🚀", "1f469-200d-1f680"),
        ("↩", "21a9"),
    ],
    ids=["one", "tone", "flag", "joined", "arrow"],
)
def test_emoji_becomes_one_picture(text: str, name: str) -> None:
    assert staticize_emoji(f"<p>a {text} b</p>") == f"<p>a {picture(name, text)} b</p>"


@pytest.mark.parametrize(
    "html", ["<code>🙂</code>", '<p title="🙂">x</p>', "<pre>a\n🙂</pre>", "plain", "Łódź"]
)
def test_tags_code_and_letters_stay(html: str) -> None:
    assert staticize_emoji(html) == html


def test_text_after_code_is_drawn_again() -> None:
    assert staticize_emoji("<code>🙂</code>🙂") == f"<code>🙂</code>{picture('1f642', '🙂')}"
