import pytest

from engine.content.block_kses import kses_block_content
from engine.content.blocks.parser import parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<!-- wp:a {"b":"c"} /-->', '<!-- wp:a {"b":"c"} /-->'),
        ('<!-- wp:a {"b":"\\u003cscript\\u003ex"} /-->', '<!-- wp:a {"b":"x"} /-->'),
        (
            '<!-- wp:a {"b":{"c":["\\u003cb onclick=d\\u003e"]}} /-->',
            '<!-- wp:a {"b":{"c":["\\u003cb\\u003e"]}} /-->',
        ),
        ('<!-- wp:a {"\\u003cscript\\u003eb":1} /-->', '<!-- wp:a {"b":1} /-->'),
        ('<!-- wp:template-part {"tagName":"script"} /-->', '<!-- wp:template-part {"tagName":""} /-->'),
        ('<!-- wp:template-part {"tagName":"main"} /-->', '<!-- wp:template-part {"tagName":"main"} /-->'),
        ("<!-- wp:a --><p onclick=b>c</p><!-- /wp:a --->", "<!-- wp:a --><p>c</p><!-- /wp:a -->"),
        ("<p>no block</p>", "<p>no block</p>"),
    ],
)
def test_kses_of_blocks_judges_their_attributes_like_text(text: str, expected: str) -> None:
    assert kses_block_content(text) == expected


def test_kses_of_deeply_nested_blocks_and_attributes_does_not_raise() -> None:
    blocks = "<!-- wp:a -->" * 2000 + "<!-- /wp:a -->" * 2000
    assert kses_block_content(blocks).count("<!-- wp:a") == 2000
    attributes = '{"a":' * 500 + '"\\u003cscript\\u003e"' + "}" * 500
    assert "script" not in kses_block_content(f"<!-- wp:a {attributes} /-->")


@pytest.mark.parametrize("space", [" ", "\t", "\n", "\r\n", "\f", "\u00a0"])
def test_block_delimiter_with_odd_space_hides_no_attribute(space: str) -> None:
    text = f'<!--{space}wp:a{space}{{"b":"\\u003cimg src=x onerror=c\\u003e"}}{space}/-->'
    kept = [block for block in parse(kses_block_content(text)) if block.name]
    assert all("onerror" not in str(block.written) for block in kept)
