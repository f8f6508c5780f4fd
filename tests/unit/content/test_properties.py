"""Properties that hold for every text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.content.accents import remove_accents
from engine.content.balance import force_balance_tags
from engine.content.entities import normalize_entities
from engine.content.escaping import Quotes, esc_html, slash, specialchars_decode, unslash
from engine.content.kses import escape_less_than
from engine.content.slugs import SLUG_OCTETS, sanitize_key, sanitize_title
from engine.content.tags import split_html, strip_all_tags
from engine.content.whitespace import normalize_whitespace
from tests.unit.content.hostile import FORMATTERS, PATTERNS

MIXED = st.lists(st.one_of(st.sampled_from(PATTERNS), st.text(max_size=6)), max_size=15).map("".join)
STRAY_BYTES = st.binary(max_size=60).map(lambda octets: octets.decode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("name", FORMATTERS)
@given(text=st.one_of(MIXED, STRAY_BYTES))
@settings(max_examples=60)
def test_formatter_of_any_text_never_raises(name: str, text: str) -> None:
    FORMATTERS[name](text)


@pytest.mark.parametrize(
    "function",
    [
        esc_html,
        normalize_entities,
        remove_accents,
        normalize_whitespace,
        sanitize_key,
        sanitize_title,
        escape_less_than,
    ],
    ids=lambda function: function.__name__,
)
@given(text=MIXED)
@settings(max_examples=100)
def test_function_of_its_own_answer_changes_nothing(function: object, text: str) -> None:
    assert callable(function)
    once = function(text)
    assert function(once) == once


@given(MIXED)
@settings(max_examples=200)
def test_slug_of_any_title_fits_its_column(title: str) -> None:
    assert len(sanitize_title(title)) <= SLUG_OCTETS


@given(MIXED)
@settings(max_examples=200)
def test_unslash_undoes_slash(text: str) -> None:
    assert unslash(slash(text)) == text


@given(st.text(alphabet=st.characters(exclude_characters="&", exclude_categories=["Cs"]), max_size=60))
@settings(max_examples=200)
def test_decoding_undoes_escaping_of_text_without_references(text: str) -> None:
    assert specialchars_decode(esc_html(text), Quotes.BOTH) == text


@given(MIXED)
@settings(max_examples=200)
def test_html_pieces_together_are_the_text(text: str) -> None:
    pieces = split_html(text)
    assert "".join(pieces) == text
    assert not any(piece.startswith("<") for piece in pieces[::2])


@given(
    st.lists(
        st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<br>", "<p>", "</p>", "x", "<div>", "</div>"]),
        max_size=20,
    )
)
@settings(max_examples=300)
def test_balanced_markup_opens_and_closes_every_tag_as_often(parts: list[str]) -> None:
    balanced = force_balance_tags("".join(parts))
    for tag in ("b", "i", "p", "div"):
        assert balanced.count(f"<{tag}>") == balanced.count(f"</{tag}>")


@given(MIXED)
@settings(max_examples=200)
def test_text_without_tags_holds_no_complete_tag(text: str) -> None:
    assert "<b>" not in strip_all_tags(text + "<b>x")
