import pytest

from engine.content.safe_css import safe_css


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("color: red; behavior: url(x)", "color: red"),
        ("background:url(http://a/b.png)", "background:url(http://a/b.png)"),
        ("background:url(javascript:x)", ""),
        ("color:url(http://a)", ""),
        ("width:calc(1px + (2px * 3))", "width:calc(1px + (2px * 3))"),
        ("width:expression(alert(1))", ""),
        ("--x: var(--y)", "--x: var(--y)"),
        ("color:r\\65 d", ""),
        ("background:linear-gradient(rgb(1,2,3),red)", "background:linear-gradient(rgb(1,2,3),red)"),
    ],
)
def test_safe_css_keeps_known_and_harmless_declarations(style: str, expected: str) -> None:
    assert safe_css(style) == expected
