"""The arithmetic of the filter that learns."""

import pytest

from engine.domain.registrations import Registrations
from engine.hooks import Registry
from plugins.bayes.plugin import Seen, combined, probability, register, words_of

MANY = Seen(100, 100)


@pytest.mark.parametrize(
    ("seen", "low", "high"),
    [
        (Seen(0, 0), 0.5, 0.5),
        (Seen(0, 1), 0.7, 0.8),
        (Seen(0, 50), 0.98, 1.0),
        (Seen(50, 0), 0.0, 0.02),
        (Seen(7, 7), 0.5, 0.5),
    ],
)
def test_word_says_more_the_oftener_it_was_seen(seen: Seen, low: float, high: float) -> None:
    assert low <= probability(seen, MANY) <= high


@pytest.mark.parametrize(
    ("evidence", "low", "high"),
    [
        ([], 0.5, 0.5),
        ([0.5] * 50, 0.5, 0.5),
        ([0.99] * 8, 0.99, 1.0),
        ([0.01] * 8, 0.0, 0.01),
        ([0.99] * 5 + [0.01] * 5, 0.4, 0.6),
        ([0.75], 0.5, 0.8),
        ([0.999999] * 30, 0.99, 1.0),
    ],
)
def test_evidence_is_combined_both_ways(evidence: list[float], low: float, high: float) -> None:
    assert low <= combined(evidence) <= high


def test_words_are_those_of_the_text_its_links_and_its_author() -> None:
    found = words_of(
        '<a href="https://pills.example/x">Cheap</a> pills', "Dr Pill", "http://a.example", "x@Mail.example"
    )
    assert found == {
        "cheap", "pills", "link pills.example", "link a.example", "name dr", "name pill", "mail mail.example",
    }  # fmt: skip


def test_long_text_is_judged_by_its_beginning() -> None:
    assert len(words_of(" ".join(f"word{n}" for n in range(5000)), "", "", "")) <= 400


def test_plugin_judges_and_learns() -> None:
    hooks = Registry()
    register(hooks, Registrations())
    assert hooks.has("comment_judged")
    assert hooks.has("comment_decided")
