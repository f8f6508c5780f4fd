"""Values become HTML as markupsafe makes them."""

import pytest
from markupsafe import Markup, escape

from engine.theme import markup
from engine.theme.markup import scrollable


@pytest.mark.parametrize(
    "value", ["", "plain", "<a href=\"x\">'&amp;'</a>", Markup("<b>&"), 7, True, None, 1.5, ["<"]]
)
def test_value_is_what_markupsafe_makes_of_it(value: object) -> None:
    assert markup.html(value) == str(escape(value))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            '<figure class="wp-block-table alignwide"><table class="x"><tr></tr></table></figure>',
            '<figure tabindex="0" class="wp-block-table alignwide"><table class="x"><tr></tr></table></figure>',
        ),
        ("<table><tr></tr></table>", '<table tabindex="0"><tr></tr></table>'),
        ('<table id="wp-calendar" class="x">', '<table id="wp-calendar" class="x">'),
        ("<tablet>", "<tablet>"),
    ],
    ids=["block", "bare", "calendar", "no table"],
)
def test_table_that_may_scroll_is_reached_once(content: str, expected: str) -> None:
    assert scrollable(Markup(content)) == expected  # noqa: S704 - written above
