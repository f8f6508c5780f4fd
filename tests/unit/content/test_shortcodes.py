import pytest

from engine.content.shortcodes import Attributes, Shortcode, do_shortcode, parse_attributes, strip_shortcodes


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("a=\"1\" b='2' c=3", {"a": "1", "b": "2", "c": "3"}),
        ('A=1 "x y" z', {"a": "1", 0: "x y", 1: "z"}),
        ('a="x <b"', {"a": ""}),
        ('a="\\n\\x41"', {"a": "\nA"}),
        ("3=x y", {3: "x", 4: "y"}),
    ],
)
def test_parse_attributes_reads_wordpress_grammar(text: str, attributes: Attributes) -> None:
    assert parse_attributes(text) == attributes


def said(shortcode: Shortcode) -> str:
    return f"({shortcode.tag}:{shortcode.content})"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a]", "(a:None)"),
        ("[a/]x[/a]", "(a:None)x[/a]"),
        ("[a]x[/a][a]", "(a:x)(a:None)"),
        ("[[a]x[/a]]", "[a]x[/a]"),
        ("[ab] [a-b] [A]", "[ab] [a-b] [A]"),
        ("[a", "[a"),
        ("<!-- [a] -->", "<!-- [a] -->"),
        ('<i title="[a]">', '<i title="(a:None)">'),
    ],
)
def test_do_shortcode_puts_the_answer(text: str, expected: str) -> None:
    assert do_shortcode(text, {"a": said}) == expected


def test_do_shortcode_in_a_tag_cannot_break_out_of_it() -> None:
    def break_out(_shortcode: Shortcode) -> str:
        return '" onclick="x'

    assert 'onclick="x' not in do_shortcode('<i title="[a]">', {"a": break_out})


def test_strip_shortcodes_takes_their_content_too() -> None:
    assert strip_shortcodes("x [a]y[/a] [[a]]", ("a",)) == "x  [a]"
