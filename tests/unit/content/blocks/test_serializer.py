import pytest

from engine.content.blocks.block import Block
from engine.content.blocks.serializer import serialize


@pytest.mark.parametrize(
    ("value", "json"),
    [
        pytest.param("--><b>", "\\u002d\\u002d\\u003e\\u003cb\\u003e", id="nothing-ends-the-comment"),
        pytest.param('a"b\\', "a\\u0022b\\u005c", id="quotes-and-backslashes"),
        pytest.param("é\u2028/\x01", "é\\u2028/\\u0001", id="unicode-stays-but-line-separators"),
    ],
)
def test_serialize_strings_are_safe_inside_a_comment(value: str, json: str) -> None:
    assert serialize([Block("core/x", {"a": value})]) == f'<!-- wp:x {{"a":"{json}"}} /-->'


@pytest.mark.parametrize(
    ("number", "json"),
    [(1.0, "1"), (0.5, "0.5"), (1e25, "1.0e+25"), (1.5e-7, "1.5e-7"), (10**18, "1" + "0" * 18)],
)
def test_serialize_numbers_are_written_as_php_does(number: float, json: str) -> None:
    assert serialize([Block("core/x", {"a": number})]) == f'<!-- wp:x {{"a":{json}}} /-->'


def test_serialize_other_namespaces_are_written_out() -> None:
    assert serialize([Block("my/x", content=("a",))]) == "<!-- wp:my/x -->a<!-- /wp:my/x -->"
