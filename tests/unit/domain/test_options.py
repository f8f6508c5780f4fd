"""Options read as PHP reads them."""

import pytest

from engine.domain.options import Options

OPTIONS = Options(
    {
        "blogname": "Quay",
        "posts_per_page": "7",
        "odd": " 12abc",
        "word": "abc",
        "empty": "",
        "zero": "0",
        "sticky_posts": "a:2:{i:0;i:77;i:1;i:78;}",
        "broken": "a:2:{i:0;",
    }
)


@pytest.mark.parametrize(
    ("name", "expected"), [("posts_per_page", 7), ("odd", 12), ("word", 0), ("empty", 0), ("none", 5)]
)
def test_integer_is_what_php_casts(name: str, expected: int) -> None:
    assert OPTIONS.integer(name, 5) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("word", True), ("empty", False), ("zero", False), ("none", True)]
)
def test_flag_is_what_php_casts(name: str, expected: bool) -> None:
    assert OPTIONS.flag(name, True) is expected


def test_serialised_option_is_data() -> None:
    assert OPTIONS.data("sticky_posts") == [77, 78]
    assert OPTIONS.data("blogname") == "Quay"
    assert OPTIONS.data("none", []) == []


def test_broken_serialised_option_is_false_as_in_php() -> None:
    assert OPTIONS.data("broken") is False
