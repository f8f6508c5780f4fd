import pytest

from engine.content.allowed_html import COMMENT, POST, Policy, Rule
from engine.content.kses import kses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<B>a</B>", "<B>a</B>"),
        ("<script>a</script>", "a"),
        ("<a href='http://x' onclick=y>z</a>", '<a href="http://x">z</a>'),
        ("<a href=javascript:x>y</a>", '<a href="x">y</a>'),
        ("<a download=x download>y</a>", "<a>y</a>"),
        ("<p style='color:red;behavior:x'>y</p>", '<p style="color:red">y</p>'),
        ("<p data-x=1 data-X-Y=2 data-x.y=3>z</p>", '<p data-x="1" data-x-y="2">z</p>'),
        ("1 < 2", "1 &lt; 2"),
        ("<!-- a -- b -->", "<!-- a - b -->"),
        ("<br/>", "<br />"),
        ("<a href='x", "&lt;a href=&#039;x"),
    ],
)
def test_kses_of_a_post_keeps_what_is_allowed(text: str, expected: str) -> None:
    assert kses(text, POST) == expected


def test_kses_of_a_comment_keeps_less() -> None:
    assert kses("<p><b>a</b></p><img src=x>", COMMENT) == "<b>a</b>"


def test_kses_without_a_required_attribute_leaves_the_bare_tag() -> None:
    policy = Policy({"x": {"a": Rule(required=True), "b": Rule()}})
    assert kses("<x b=1>", policy) == "<x>"
    assert kses("<x b=1 a=2>", policy) == '<x b="1" a="2">'
