"""Only texts that depend on nothing but themselves are remembered."""

import pytest

from engine.content.blocks.published import published_types
from engine.content.chains import add_default_filters
from engine.content.global_styles.designs import merged_design
from engine.content.hooks import the_content
from engine.domain.plain_texts import Plain, Surroundings, content, excerpt, first_words
from engine.hooks import Registry

AROUND = Surroundings(
    "http://blog.test",
    "http://blog.test",
    merged_design(published_types()),
    use_smilies=True,
    balances_tags=False,
)


def html(plain: Plain | None) -> str:
    return plain.html if plain else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tide's out.", "<p>Tide&#8217;s out.</p>\n"),
        (
            "<!-- wp:paragraph -->\n<p>In.</p>\n<!-- /wp:paragraph -->",
            '\n<p class="wp-block-paragraph">In.</p>\n',
        ),
    ],
)
def test_plain_text_is_rendered(text: str, expected: str) -> None:
    assert html(content(text, AROUND)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<!-- wp:latest-posts /-->",
        "<!-- wp:footnotes /-->",
        "<!-- wp:post-title /-->",
        "<!-- wp:site-title /-->",
        "[gallery]",
        '<img src="/a.jpg" class="wp-image-5">',
        '<iframe src="https://example.org"></iframe>',
    ],
)
def test_text_that_shows_something_else_is_not_plain(text: str) -> None:
    assert content(text, AROUND) is None


def test_excerpts_of_plain_texts_are_plain() -> None:
    assert html(first_words("One two three", AROUND, 2)) == "<p>One two [&hellip;]</p>\n"
    written_in_blocks = "<!-- wp:paragraph -->\n<p>One two three</p>\n<!-- /wp:paragraph -->"
    assert html(first_words(written_in_blocks, AROUND, 2)) == "<p>One two [&hellip;]</p>\n"
    assert html(excerpt("By hand", AROUND)) == "<p>By hand</p>\n"


def test_plugin_in_the_chain_is_seen() -> None:
    hooks = Registry()
    add_default_filters(hooks)
    assert hooks.is_own(the_content)
    with hooks.owned_by("plugin loud"):
        hooks.add("the_content", lambda text, _passage: text.upper())
    assert not hooks.is_own(the_content)
