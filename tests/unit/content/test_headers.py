"""Headers in the first comment of a file."""

import pytest

from engine.content.headers import headers


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<?php\n/**\n * Plugin Name: Tide\n */", "Tide"), ("# Plugin name: Tide", "Tide"),
        ('"""Plugin Name: Tide"""', "Tide"), ("<?php /* Plugin Name: Tide */ evil();", "Tide"),
        ("Plugin Name: Tide\rVersion: 1", "Tide"), ("Plugin Name : https://tide.example/", "https://tide.example/"),
        ("x Plugin Name: Tide", ""),
    ],
)  # fmt: skip
def test_header_is_found_in_comments_of_any_kind(text: str, name: str) -> None:
    assert headers(text, ["Plugin Name"]).get("plugin name", "") == name


def test_first_header_of_a_name_counts() -> None:
    assert headers("Author: A\nAuthor: B\nAuthor URI: C", ["Author", "Author URI"]) == {
        "author": "A",
        "author uri": "C",
    }
