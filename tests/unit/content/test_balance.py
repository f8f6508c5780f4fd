import pytest

from engine.content.balance import force_balance_tags


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b><i>a</b>", "<b><i>a</i></b>"),
        ("a</b>", "a"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<div><div>a", "<div><div>a</div></div>"),
        ("<br><img src=x>", "<br /><img src=x/>"),
        ("<b/>", "<b></b>"),
        ("I <3 you", "I &lt;3 you"),
        ("<my-tag>a", "<my-tag>a</my-tag>"),
    ],
)
def test_force_balance_tags_closes_what_is_open(text: str, expected: str) -> None:
    assert force_balance_tags(text) == expected
