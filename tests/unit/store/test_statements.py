"""Statements made once per shape and kept, but never without end."""

import pytest
from pypika_tortoise.queries import QueryBuilder

from engine.store import statements
from engine.store.statements import Dialect, Shape, Statements


def by_ids(shape: Shape, column: str) -> QueryBuilder:
    posts = shape.table("posts")
    return shape.query.from_(posts).select(posts.field(column)).where(posts.ID.isin(shape.many("ids")))


def get(made: Statements, column: str, ids: list[int]) -> statements.Statement:
    return made.get(by_ids, (column,), {"ids": ids})


def test_lists_of_about_one_length_share_a_statement() -> None:
    made = Statements(Dialect.SQLITE, "wp_")
    assert get(made, "ID", [1, 2, 3]) is get(made, "ID", [7, 8, 9, 10])
    assert get(made, "ID", [1, 2, 3]).bind({"ids": [1, 2, 3]}) == [1, 2, 3, 3]


def test_what_was_used_last_is_kept_and_the_oldest_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "KEPT_STATEMENTS", 2)
    made = Statements(Dialect.SQLITE, "wp_")
    first, second = get(made, "ID", [1]), get(made, "post_name", [1])
    assert get(made, "ID", [1]) is first
    get(made, "post_title", [1])
    assert get(made, "ID", [1]) is first
    assert get(made, "post_name", [1]) is not second
