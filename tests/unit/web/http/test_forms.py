"""Fields of forms as PHP reads them."""

import pytest

from engine.web.http.forms import Form


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 7 ", 7),
        ("-3", 3),
        ("5; DROP", 5),
        ("x", 0),
        ("", 0),
        ("9" * 40, int("9" * 18)),
        ("٣", 0),
    ],
)
def test_number_of_a_field_is_what_it_begins_with(typed: str, number: int) -> None:
    assert Form({"id": typed}).number("id") == number


def test_field_that_is_a_list_is_empty_text() -> None:
    form = Form({"comment": ["a", "b"]})
    assert form["comment"] == ""
    assert form["missing"] == ""
    assert "comment" in form
