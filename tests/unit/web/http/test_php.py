"""Query strings are read as PHP reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.web.http.php import MAX_FIELDS, parse


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a=1&b=2", {"a": "1", "b": "2"}),
        ("a=1&a=2", {"a": "2"}),
        ("a[]=1&a[]=2", {"a": ["1", "2"]}),
        ("a%5B%5D=1&a%5B%5D=2", {"a": ["1", "2"]}),
        ("a[5]=x&a[]=y", {"a": ["x", "y"]}),
        ("b[x]=1&b[y][z]=2", {"b": {"x": "1", "y": {"z": "2"}}}),
        ("b[x]=1&b[]=2", {"b": {"x": "1", "0": "2"}}),
        ("flag", {"flag": ""}),
        ("a.b=1&c d=2", {"a_b": "1", "c_d": "2"}),
        ("a=1+2%20%C3%A9", {"a": "1 2 é"}),
        ("a=1&a[]=2", {"a": ["2"]}),
        ("=1&&", {}),
        ("a[b=1", {"a_b": "1"}),
    ],
)
def test_query_is_nested_as_its_brackets_say(query: str, expected: object) -> None:
    assert parse(query) == expected


def test_fields_beyond_the_cap_are_dropped() -> None:
    assert len(parse("&".join(f"f{n}=1" for n in range(MAX_FIELDS + 50)))) == MAX_FIELDS


def test_nesting_beyond_the_cap_is_dropped() -> None:
    assert parse("a" + "[x]" * 1000 + "=1&b=2") == {"b": "2"}


@given(st.text(alphabet="ab[]=&%0.+", max_size=200))
def test_any_query_is_read_without_an_error(query: str) -> None:
    assert isinstance(parse(query), dict)
