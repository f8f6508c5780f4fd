import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.content.blocks.block import Block, as_wordpress
from engine.content.blocks.parser import MAX_UNCLOSED, parse
from engine.content.blocks.serializer import serialize

FRAGMENTS = [
    "<!-- wp:x -->",
    "<!-- /wp:x -->",
    "<!-- wp:y /-->",
    '<!-- wp:a/b {"c":[1,"}"]} -->',
    "<!--",
    "}",
    " ",
    "0",
    "é",
]


def test_attributes_with_bytes_that_are_no_utf8_are_none() -> None:
    (block,) = parse('<!-- wp:x {"la\udc80b":"<s>"} /-->')

    assert block.written is None


def test_parse_text_outside_blocks_has_no_name() -> None:
    assert parse("a <!-- wp:x /--> b") == (
        Block(None, content=("a ",)),
        Block("core/x"),
        Block(None, content=(" b",)),
    )


def test_parse_inner_blocks_keep_their_place() -> None:
    (block,) = parse("<!-- wp:x -->a<!-- wp:y /-->b<!-- /wp:x -->")
    assert block.content == ("a", None, "b")
    assert block.inner == (Block("core/y"),)
    assert block.html == "ab"


@pytest.mark.parametrize(
    ("json", "expected"),
    [
        pytest.param('{"a":1.0}', {"a": 1.0}, id="number"),
        pytest.param('{"a":{}}', {"a": []}, id="empty-object-is-an-empty-array"),
        pytest.param('{"0":1,"1":2}', [1, 2], id="keys-that-count-are-a-list"),
        pytest.param('{"a":"\\ud800"}', None, id="lone-surrogate"),
        pytest.param('{"a":NaN}', None, id="not-a-number"),
        pytest.param('{"a":' + "[" * 600 + "]" * 600 + "}", None, id="too-deep"),
    ],
)
def test_parse_attributes_follow_php(json: str, expected: object) -> None:
    (block,) = parse(f"<!-- wp:x {json} /-->")
    assert block.written == expected


@pytest.mark.parametrize(
    "text",
    [
        "<!--wp:x /-->",
        "<!-- wp:x{} /-->",
        "<!-- WP:x /-->",
        "<!-- wp:1 /-->",
        "<!-- wp:a/b/c /-->",
        "<!-- /wp:x -->",
    ],
)
def test_parse_what_is_no_delimiter_stays_text(text: str) -> None:
    assert parse(text) == (Block(None, content=(text,)),)


def test_parse_unclosed_blocks_become_siblings_innermost_first() -> None:
    assert [block.name for block in parse("<!-- wp:x --><!-- wp:y -->")] == ["core/y", "core/x"]


def test_parse_many_unclosed_blocks_copy_the_rest_only_so_often() -> None:
    blocks = parse("<!-- wp:x -->" * 5000)
    assert len(blocks) == 5000
    assert sum(len(block.html) for block in blocks) <= MAX_UNCLOSED**2 * len("<!-- wp:x -->")


def test_parse_any_depth_neither_raises_nor_loses_text() -> None:
    text = "<!-- wp:x -->" * 20_000 + "a" + "<!-- /wp:x -->" * 20_000
    blocks = parse(text)
    assert serialize(blocks) == text
    assert as_wordpress(blocks[0])["blockName"] == "core/x"


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inner, max_size=4).map(lambda parts: f"<!-- wp:x -->{'b'.join(parts)}<!-- /wp:x -->")


@given(
    st.recursive(
        st.sampled_from(["a", "<!-- wp:x /-->", '<!-- wp:a/b {"c":[1,"}"]} /-->']), _wrapped, max_leaves=12
    )
)
def test_parse_well_formed_text_comes_back_unchanged(text: str) -> None:
    written = text.replace("<!-- wp:x --><!-- /wp:x -->", "<!-- wp:x /-->")
    assert serialize(parse(written)) == written


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_parse_any_text_never_raises(text: str) -> None:
    assert isinstance(serialize(parse(text)), str)


def test_attributes_that_are_no_utf8_are_none() -> None:
    text = b'<!-- wp:group {"layout":{"type":"\xe4flex"}} --><!-- /wp:group -->'.decode(
        "utf-8", "surrogateescape"
    )

    assert parse(text)[0].written is None
