"""Arguments are as loosely typed as PHP takes them."""

import pytest

from engine.web.xmlrpc.codec import Stamp, Value
from engine.web.xmlrpc.faults import Fault
from engine.web.xmlrpc.given import Arguments, Struct, array, integer, text, truth


def test_single_array_stands_for_all_parameters() -> None:
    assert Arguments([["admin", "secret"]])[1] == "secret"
    assert len(Arguments(["admin"])) == 0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (True, "1"),
        (False, ""),
        (5, "5"),
        (1.5, "1.5"),
        (2.0, "2"),
        (b"x", "x"),
        (Stamp("d"), "d"),
    ],
)
def test_value_as_text(value: Value, said: str) -> None:
    assert text(value) == said


def test_array_as_text_is_refused() -> None:
    with pytest.raises(Fault, match="array"):
        text(["a"])


@pytest.mark.parametrize(
    ("value", "number"), [("12abc", 12), ("abc", 0), (True, 1), (2.9, 2), ([], 0), ([0], 1)]
)
def test_value_as_number(value: Value, number: int) -> None:
    assert integer(value) == number


@pytest.mark.parametrize("value", [None, False, 0, 0.0, "", "0", [], {}])
def test_nothing_and_zero_count_as_false(value: Value) -> None:
    assert not truth(value)


def test_single_value_is_an_array_of_itself() -> None:
    assert array("x") == ["x"]
    assert array({"a": 1}) == [1]


def test_member_that_is_nothing_is_not_there() -> None:
    assert "a" not in Struct({"a": None})


def test_text_in_the_place_of_a_struct_is_refused() -> None:
    with pytest.raises(Fault, match="struct"):
        Arguments([1, "text"]).required_struct(1)
