"""Values become HTML as markupsafe makes them."""

import pytest
from markupsafe import Markup, escape

from engine.theme import markup


@pytest.mark.parametrize(
    "value", ["", "plain", "<a href=\"x\">'&amp;'</a>", Markup("<b>&"), 7, True, None, 1.5, ["<"]]
)
def test_value_is_what_markupsafe_makes_of_it(value: object) -> None:
    assert markup.html(value) == str(escape(value))
