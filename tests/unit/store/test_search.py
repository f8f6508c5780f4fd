"""What WordPress looks for when a visitor types something."""

import pytest

from engine.store.search import Search, parse


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        pytest.param("bread oak", ("bread", "oak"), (), id="words"),
        pytest.param('"blue dinghy" oar', ("blue dinghy", "oar"), (), id="phrase"),
        pytest.param('"blue dinghy', ("blue dinghy",), (), id="phrase left open"),
        pytest.param("harbour -ledger", ("harbour",), ("ledger",), id="excluded word"),
        pytest.param("the harbour", ("harbour",), (), id="stop word beside another"),
        pytest.param("the", ("the",), (), id="nothing but a stop word"),
        pytest.param("a", ("a",), (), id="nothing but a letter"),
        pytest.param("x harbour -", ("harbour",), (), id="letter and dash beside a word"),
        pytest.param("bread,oak+lamp", ("bread", "oak", "lamp"), (), id="commas and pluses"),
        pytest.param("b c d\nlamp", ("dlamp",), (), id="line break"),
        pytest.param("o'hara", ("o'hara",), (), id="apostrophe inside"),
        pytest.param("'hara'", ("hara",), (), id="apostrophes around"),
        pytest.param("aa bb cc dd ee ff gg hh ii jj", ("aa bb cc dd ee ff gg hh ii jj",), (), id="ten terms"),
        pytest.param("灯台", ("灯台",), (), id="no spaces"),
    ],
)
def test_parse_text_gives_terms(text: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    found = parse(text)

    assert (found.wanted, found.unwanted) == (wanted, unwanted)


def test_parse_excluding_text_has_no_sentence() -> None:
    assert parse("harbour -ledger") == Search(("harbour",), ("ledger",), "", is_single=False)


def test_parse_one_phrase_is_single() -> None:
    assert parse('"blue dinghy"').is_single
