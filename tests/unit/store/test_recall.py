"""Rows kept while nothing is written."""

import time

import pytest

from engine.store import recall
from engine.store.recall import Recall
from engine.store.statements import Dialect


def test_what_was_read_of_rows_is_given_back_itself() -> None:
    kept = Recall(1)
    read = ("what a row says",)
    kept.keep("statement", [("a", 1)], read)

    assert kept.get("statement") is read


def test_rows_of_another_statement_are_none() -> None:
    assert Recall(1).get("statement") is None


def test_rows_used_least_lately_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "LIMIT", 2000)
    kept = Recall(1)
    for name in ("first", "second", "third"):
        kept.keep(name, [("x" * 700,)], ("read",))
        kept.get("first")

    assert [name for name in ("first", "second", "third") if kept.get(name)] == ["first", "third"]


def test_rows_too_large_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "LARGEST", 1000)
    kept = Recall(1)
    kept.keep("statement", [("x" * 1000,)], ("read",))

    assert kept.get("statement") is None


@pytest.mark.parametrize(
    ("dialect", "age", "mark", "holds"),
    [
        (Dialect.MYSQL, 0, 1, True),
        (Dialect.MYSQL, 0, 2, False),
        (Dialect.MYSQL, 1.5, 1, False),
        (Dialect.SQLITE, 1.5, 1, True),
        (Dialect.SQLITE, 1.5, 2, False),
    ],
)
def test_recall_holds_at_its_own_mark_for_a_second_or_as_long_as_marks_can_be_trusted(
    monkeypatch: pytest.MonkeyPatch, dialect: Dialect, age: float, mark: int, *, holds: bool
) -> None:
    made = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: made)
    kept = Recall(1, recall.lifetime(dialect))
    monkeypatch.setattr(time, "monotonic", lambda: made + age)

    assert kept.holds_at(mark) is holds
