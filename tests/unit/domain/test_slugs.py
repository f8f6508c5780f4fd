"""Slugs are cut between characters, never inside one."""

import pytest

from engine.domain.slugs import shortened


@pytest.mark.parametrize(
    ("slug", "length", "expected"),
    [
        pytest.param("harbour", 20, "harbour", id="short"),
        pytest.param("harbour-wall", 8, "harbour", id="no dash at the end"),
        pytest.param("%e5%a4%9c%e3%81%ae", 12, "%e5%a4%9c", id="whole characters"),
        pytest.param("a%e5%a4%9c", 9, "a", id="a character that does not fit"),
    ],
)
def test_shortened_slug_fits(slug: str, length: int, expected: str) -> None:
    assert shortened(slug, length) == expected
