"""Rows kept while nothing is written."""

import time

import pytest

from engine.store import recall
from engine.store.recall import Recall


def test_rows_kept_are_given_back_as_a_list_of_ones_own() -> None:
    kept = Recall(1)
    kept.keep("statement", [("a", 1)])

    first = kept.get("statement")
    assert first == [("a", 1)]
    first.clear()
    assert kept.get("statement") == [("a", 1)]


def test_rows_of_another_statement_are_none() -> None:
    assert Recall(1).get("statement") is None


def test_rows_used_least_lately_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "LIMIT", 2000)
    kept = Recall(1)
    for name in ("first", "second", "third"):
        kept.keep(name, [("x" * 700,)])
        kept.get("first")

    assert [name for name in ("first", "second", "third") if kept.get(name)] == ["first", "third"]


def test_rows_too_large_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "LARGEST", 1000)
    kept = Recall(1)
    kept.keep("statement", [("x" * 1000,)])

    assert kept.get("statement") is None


@pytest.mark.parametrize(("age", "mark", "holds"), [(0, 1, True), (0, 2, False), (1.5, 1, False)])
def test_recall_holds_at_its_own_mark_for_a_second(
    monkeypatch: pytest.MonkeyPatch, age: float, mark: int, *, holds: bool
) -> None:
    made = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: made)
    kept = Recall(1)
    monkeypatch.setattr(time, "monotonic", lambda: made + age)

    assert kept.holds_at(mark) is holds
