"""Rows kept while nothing is written to the tables they came from, and the marks that tell of writing."""

import time

import pytest

from engine.store import recall
from engine.store.recall import (
    EVERYTHING,
    KEPT_MARKS,
    NOTHING,
    Marks,
    Recall,
    changed,
    rewritten,
    table_changed,
    written_mark,
)


def _keep(kept: Recall, key: str, text: str = "", *tables: str) -> None:
    kept.keep(key, kept.state(tables), [(text,)], ("read",))


def _has(kept: Recall, key: str, *tables: str) -> bool:
    return kept.get(key, kept.state(tables)) is not None


def test_what_was_read_of_rows_is_given_back_itself() -> None:
    kept = Recall()
    read = ("what a row says",)
    kept.keep("statement", kept.state(["posts"]), [("a", 1)], read)

    assert kept.get("statement", kept.state(["posts"])) is read


def test_rows_of_another_statement_are_none() -> None:
    assert not _has(Recall(), "statement")


def test_rows_are_forgotten_with_any_of_their_tables_and_with_no_other() -> None:
    kept = Recall()
    for name, tables in {"one": ("posts",), "two": ("posts", "postmeta"), "other": ("users",)}.items():
        _keep(kept, name, "", *tables)
    kept.forget(["postmeta"])

    assert _has(kept, "one", "posts")
    assert not _has(kept, "two", "posts", "postmeta")
    kept.forget(["posts"])
    assert not _has(kept, "one", "posts")
    assert _has(kept, "other", "users")
    kept.forget([EVERYTHING])
    assert not _has(kept, "other", "users")


def test_rows_read_before_a_change_are_not_found_after_it() -> None:
    kept = Recall()
    before = kept.state(["posts"])
    kept.forget(["posts"])
    kept.keep("statement", before, [("old",)], ("old",))

    assert not _has(kept, "statement", "posts")


def test_rows_used_least_lately_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "LIMIT", 2000)
    kept = Recall()
    for name in ("first", "second", "third"):
        _keep(kept, name, "x" * 700)
        _has(kept, "first")

    assert [name for name in ("first", "second", "third") if _has(kept, name)] == ["first", "third"]


def test_rows_kept_anew_take_the_room_of_the_old_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "LIMIT", 2000)
    kept = Recall()
    _keep(kept, "first", "x")
    for _ in range(5):
        _keep(kept, "second", "x" * 700)

    assert _has(kept, "first")


def test_rows_too_large_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "LARGEST", 1000)
    kept = Recall()
    _keep(kept, "statement", "x" * 1000)

    assert not _has(kept, "statement")


@pytest.mark.parametrize(
    ("trusts", "doubts", "age", "holds"),
    [
        (False, False, 0, True),
        (False, False, 1.5, False),
        (True, False, 1.5, True),
        (True, True, 0, True),
        (True, True, 1.5, False),
    ],
)
def test_rows_are_kept_for_a_second_or_for_as_long_as_there_is_no_doubt(
    monkeypatch: pytest.MonkeyPatch, age: float, *, trusts: bool, doubts: bool, holds: bool
) -> None:
    made = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: made)
    kept = Recall(trusts=trusts)
    _keep(kept, "statement")
    if doubts:
        kept.doubt()
    monkeypatch.setattr(time, "monotonic", lambda: made + age)

    assert kept.is_old() is not holds


def test_what_is_old_is_kept_where_nothing_is_found_to_have_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Recall()
    _keep(kept, "of posts", "", "posts")
    _keep(kept, "of terms", "", "terms")
    later = time.monotonic() + 1.5
    monkeypatch.setattr(time, "monotonic", lambda: later)
    kept.renew({"terms"}, later)

    assert _has(kept, "of posts", "posts")
    assert not _has(kept, "of terms", "terms")
    assert not kept.is_old()


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("SELECT * FROM `wp_posts` FOR UPDATE", None),
        ("INSERT INTO `wp_posts` (`guid`) VALUES (%s)", "posts"),
        ('INSERT OR IGNORE INTO "wp_options" VALUES (?)', "options"),
        ("INSERT IGNORE INTO `wp_tympan_jobs` VALUES (%s)", "tympan_jobs"),
        ('UPDATE "wp_posts" SET "post_parent"=$1', "posts"),
        ("UPDATE wp_posts SET guid = ''", "posts"),
        ("UPDATE `wp_posts` JOIN `wp_comments` SET x = 1", EVERYTHING),
        ("DELETE FROM `wp_comments` WHERE 1", "comments"),
        ("DELETE a FROM `wp_comments` a", EVERYTHING),
        ("COPY wp_postmeta", "postmeta"),
        ("ALTER TABLE `wp_posts` ADD x int", EVERYTHING),
        ("WITH x AS (SELECT 1) DELETE FROM wp_posts", EVERYTHING),
    ],
)
def test_table_changed_is_named_or_it_may_be_any(sql: str, table: str | None) -> None:
    assert table_changed(sql, "wp_") == table


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE `wp_comments` SET `comment_content`=%s",
        "DELETE FROM `wp_comments` WHERE 1",
        "COPY wp_comments",
        "INSERT INTO `wp_comments` (`comment_ID`, `comment_post_ID`) VALUES (%s, %s)",
        "INSERT INTO wp_comments (comment_karma) VALUES (%s) ON DUPLICATE KEY UPDATE comment_karma = 1",
    ],
)
def test_comments_are_rewritten_by_whatever_does_more_than_add_the_next_one(sql: str) -> None:
    assert changed(sql, "wp_") == {"comments", rewritten("comments")}


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ('INSERT INTO "wp_comments" ("comment_post_ID") VALUES ($1) RETURNING "comment_ID"', {"comments"}),
        ("UPDATE `wp_posts` SET `comment_count`=1", {"posts"}),
        ("SELECT 1", set()),
    ],
)
def test_what_only_adds_or_is_never_asked_about_names_its_table_alone(sql: str, names: set[str]) -> None:
    assert changed(sql, "wp_") == names


def test_what_left_no_mark_may_have_rewritten_a_table() -> None:
    kept = Recall()
    before = kept.state([rewritten("comments")])
    kept.renew({"posts"}, time.monotonic())
    assert kept.state([rewritten("comments")]) == before

    kept.renew({"comments"}, time.monotonic())
    assert kept.state([rewritten("comments")]) != before


def test_mark_names_tables_that_somebody_remembers() -> None:
    assert written_mark(["posts", "tympan_jobs", "comments"]) == "comments posts"
    assert written_mark(["tympan_jobs"]) == NOTHING
    assert written_mark([]) == ""
    assert written_mark(["posts", EVERYTHING]) == EVERYTHING
    assert written_mark([f"table_{number}" for number in range(100)]) == EVERYTHING


def test_first_look_at_marks_may_have_missed_anything() -> None:
    assert Marks().learn((1, 5), [(5, "posts")]) == {EVERYTHING}


def _at(number: int) -> Marks:
    marks = Marks()
    marks.learn((1, number), [(number, "")])
    return marks


def test_marks_are_news_once() -> None:
    marks = _at(100)

    assert marks.learn((2, 201), [(100, "posts"), (101, "users options")]) == {"users", "options"}
    assert marks.learn((2, 201), [(101, "users options")]) is None
    assert marks.learn((3, 303), [(102, NOTHING)]) == set()


def test_mark_that_ended_later_than_one_that_began_after_it_is_news() -> None:
    marks = _at(100)
    marks.learn((2, 202), [(102, "posts")])

    assert marks.floor < 101
    assert marks.learn((3, 303), [(101, "users"), (102, "posts")]) == {"users"}


def test_own_mark_is_no_news() -> None:
    marks = _at(100)
    marks.made(101)

    assert marks.latest == (2, 201)
    assert marks.learn((3, 303), [(101, "posts"), (102, "users")]) == {"users"}


def test_marks_of_an_older_version_mean_any_table() -> None:
    assert _at(100).learn((2, 201), [(101, "")]) == {EVERYTHING}


def test_who_did_not_look_for_long_may_have_missed_marks() -> None:
    latest = 100 + 2 * KEPT_MARKS

    assert _at(100).learn((2, latest), [(latest, "users")]) == {EVERYTHING}
