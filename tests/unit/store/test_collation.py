import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.store.collation import bare, bare_pattern, compare, like, sort_key


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("admin", "ADMIN"), ("zoë", "Zoe"), ("Straße", "STRASSE"), ("Ǆ", "dž"), ("café", "cafe\u0301"),
        ("name", "name   "), ("ＷＩＤＥ", "wide"), ("①", "1"), ("か", "ガ"), ("мир", "МИР"), ("ﬁn", "fin"),
        ("a\u200bb", "ab"), ("", "  "), ("ø", "o"), ("æ", "ae"),
    ],
)  # fmt: skip
def test_texts_that_differ_on_higher_levels_are_equal(left: str, right: str) -> None:
    assert compare(left, right) == 0


@pytest.mark.parametrize("text", ["a", "þ", "ı", "ĸ", "각", "🚢"])
def test_letters_of_their_own_equal_no_other(text: str) -> None:
    assert all(compare(text, other) for other in ("th", "i", "k", "가", "⛵", ""))


def test_order_is_that_of_the_collation_table() -> None:
    ordered = [
        "", "a\tb", "a b", "a_b", "a-b", "a,b", "a!b", "a'b", "a“b", "a(b", "a&b", "a+b", "a<b", "a$b", "a0b",
        "a2", "aa", "b", "B2", "ss", "ßt", "z", "þ", "α", "б", "ב", "ب", "か", "海", "각", "🚢",
    ]  # fmt: skip
    assert sorted(sorted(ordered, key=len), key=sort_key) == ordered


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("The Lamp", "lamp", True), ("Zoë Ångström", "zoe ang", True), ("Straße", "strasse", False),
        ("Straße", "STRAße", True), ("100 %", "0 %", True), ("100", "%", False), ("a_b", "_", True), ("ab", "_", False),
        ("back\\slash", "\\", True), ("МИР", "мир", True), ("カタカナ", "かた", True), ("fin", "ﬁ", False),
        ("ae", "æ", False), ("øl", "OL", True), ("wide", "ｗｉ", True), ("two\nlines", "o\nl", True), ("", "", True),
    ],
)  # fmt: skip
def test_like_compares_character_by_character(text: str, wanted: str, found: bool) -> None:
    escaped = bare_pattern(wanted).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    assert like(text, f"%{escaped}%") is found


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_compare_orders_all_texts(a: str, b: str, c: str) -> None:
    assert compare(a, b) == -compare(b, a)
    if compare(a, b) <= 0 and compare(b, c) <= 0:
        assert compare(a, c) <= 0


@given(st.text(max_size=50))
def test_bare_text_stays_bare(text: str) -> None:
    assert bare(bare(text)) == bare(text)
