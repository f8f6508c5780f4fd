"""What MariaDB says of tables, and which of them may therefore have changed."""

import time
from datetime import datetime

import pytest

from engine.store.recall import EVERYTHING
from engine.store.watching import BELIEVED_FOR, Watch

NOON = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - as the driver reads it


def _state(name: str, changed_at: datetime | None = NOON, *, settled: bool = True) -> tuple[object, ...]:
    return (name, int(settled), NOON, changed_at, 7, 16384)


@pytest.fixture
def watch() -> Watch:
    made = Watch("wp_")
    made.changed([_state("wp_posts"), _state("wp_terms", None)])
    return made


def test_everything_may_have_changed_before_the_first_look() -> None:
    assert Watch("wp_").changed([_state("wp_posts")]) == {EVERYTHING}


def test_nothing_has_changed_where_tables_are_as_they_were(watch: Watch) -> None:
    assert watch.changed([_state("wp_posts"), _state("wp_terms", None)]) == set()


def test_a_table_with_another_time_has_changed(watch: Watch) -> None:
    assert watch.changed([_state("wp_posts", NOON.replace(second=1)), _state("wp_terms", None)]) == {"posts"}


def test_a_table_changed_a_moment_ago_may_change_again_in_the_same_second(watch: Watch) -> None:
    for _ in range(2):
        assert watch.changed([_state("wp_posts", settled=False), _state("wp_terms", None)]) == {"posts"}


def test_tables_of_other_sites_are_not_looked_at(watch: Watch) -> None:
    rows = [_state("wp_posts"), _state("wp_terms", None), _state("other_posts", settled=False)]
    assert watch.changed(rows) == set()


@pytest.mark.parametrize(
    "rows",
    [pytest.param([], id="a server that is not MariaDB"), pytest.param([_state("wp_posts")], id="dropped")],
)
def test_everything_may_have_changed_where_a_table_is_not_described(
    watch: Watch, rows: list[tuple[object, ...]]
) -> None:
    assert watch.changed(rows) == {EVERYTHING}


def test_what_the_server_says_is_not_believed_for_ever(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.monotonic() + BELIEVED_FOR
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert watch.changed([_state("wp_posts"), _state("wp_terms", None)]) == {EVERYTHING}
    assert watch.changed([_state("wp_posts"), _state("wp_terms", None)]) == set()
