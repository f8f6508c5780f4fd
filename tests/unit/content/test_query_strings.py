import pytest

from engine.content.query_strings import MAX_DEPTH, MAX_VARIABLES, Value, add_query_args, parse_query


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("", {}),
        ("a=1&b", {"a": "1", "b": ""}),
        ("a=1&a=2", {"a": "2"}),
        ("a[]=1&a[]=2", {"a": {"0": "1", "1": "2"}}),
        ("a[x][y]=1&a[x][z]=2", {"a": {"x": {"y": "1", "z": "2"}}}),
        ("a.b=1&c d=2", {"a_b": "1", "c_d": "2"}),
        ("a[b=1", {"a_b": "1"}),
        ("=1&&[x]=2", {}),
        ("a=%C3%A9+b", {"a": "é b"}),
    ],
)
def test_parse_query_reads_as_php_does(query: str, values: dict[str, Value]) -> None:
    assert parse_query(query) == values


def test_parse_query_leaves_out_what_is_too_much_or_too_deep() -> None:
    assert len(parse_query("&".join(f"a{n}=1" for n in range(MAX_VARIABLES + 9)))) == MAX_VARIABLES
    assert parse_query("a" + "[b]" * MAX_DEPTH + "=1&c=2") == {"c": "2"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/x", "/x?a=b c"),
        ("/x?a=1&z=2#f", "/x?a=b c&z=2#f"),
        ("http://h", "http://h?a=b c"),
        ("q=1", "q=1&a=b c"),
    ],
)
def test_add_query_args_sets_without_encoding(url: str, expected: str) -> None:
    assert add_query_args({"a": "b c"}, url) == expected


def test_add_query_args_removes_what_is_false() -> None:
    assert add_query_args({"a": False}, "/x?a=1&a[]=2") == "/x"
