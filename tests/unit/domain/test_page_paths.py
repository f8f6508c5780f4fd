"""Paths of pages, taken apart."""

import pytest

from engine.domain.page_paths import parts


@pytest.mark.parametrize(
    ("path", "slugs"),
    [
        ("about", ["about"]),
        ("/about/team/", ["about", "team"]),
        ("About/Team", ["about", "team"]),
        ("%E5%A4%9C", ["%e5%a4%9c"]),
        ("夜", ["%e5%a4%9c"]),
        ("a%20b", ["a-b"]),
        ("", [""]),
    ],
)
def test_path_is_slugs_as_they_are_stored(path: str, slugs: list[str]) -> None:
    assert parts(path) == slugs
