"""Words that hold a comment back."""

import pytest

from engine.domain.moderation import _has_word, is_disallowed
from engine.model.comments import Comment


def comment(content: str = "", author: str = "", agent: str = "", ip: str = "") -> Comment:
    return Comment(1, 1, author, "", "", ip, None, None, content, 0, "0", agent, "comment", 0, 0)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("", "anything", False),
        ("  \n\r\n", "anything", False),
        ("press", "WordPress", True),
        ("PRESS\r\nother", "press", True),
        ("übel", "ÜBEL", True),
        ("a.c", "abc", False),
        ("192.0.2.", "192.0.2.77", True),
    ],
)
def test_word_is_found_anywhere_whatever_the_case(words: str, text: str, found: bool) -> None:
    assert _has_word(words, (text,)) is found


@pytest.mark.parametrize(
    "said",
    [
        comment("a ca<i>sin</i>o here"),
        comment(author="Casino Royal"),
        comment(agent="CasinoBot/1"),
    ],
)
def test_disallowed_word_is_found_in_all_that_was_said(said: Comment) -> None:
    assert is_disallowed(said, "casino")
    assert not is_disallowed(said, "poker")
