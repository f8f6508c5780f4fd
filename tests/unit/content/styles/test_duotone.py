import pytest

from engine.content.styles.duotone import colour, rules, svg


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("#000", (0, 0, 0, 1)),
        ("#ABCDEF", (171 / 255, 205 / 255, 239 / 255, 1)),
        ("#abcd", (170 / 255, 187 / 255, 204 / 255, 221 / 255)),
        ("rgb(10, 20,30)", (10 / 255, 20 / 255, 30 / 255, 1)),
        ("rgba(255 0 0 / 50%)", (1, 0, 0, 0.5)),
        ("hsl(120, 50%, 25%)", (0.125, 0.375, 0.125, 1)),
        ("hsla(480deg, 50%, 25%, .25)", (0.125, 0.375, 0.125, 0.25)),
        ("url(javascript:alert(1))", (0, 0, 0, 1)),
    ],
)
def test_colour_of_any_form_is_read_in_parts(text: str, parts: tuple[float, ...]) -> None:
    assert colour(text) == pytest.approx(parts)


def test_filter_of_colours_has_a_table_for_each_channel() -> None:
    drawn = svg("wp-duotone-a", ("rgb(10, 20,30)", "rgba(255,0,0,.5)"))

    assert '<filter id="wp-duotone-a">' in drawn
    assert '<feFuncR type="table" tableValues="0.03921568627451 1" />' in drawn
    assert '<feFuncA type="table" tableValues="1 0.5" />' in drawn


def test_rules_of_a_page_outdo_those_of_the_theme() -> None:
    assert rules({".a img": "url(#x)"}) == ".a img{filter:url(#x) !important;}"


@pytest.mark.parametrize("effect", ["x} body{color:red", "</style><script>alert(1)</script>"])
def test_rules_of_a_value_that_is_no_filter_are_left_out(effect: str) -> None:
    assert rules({".a": effect}) == ""
