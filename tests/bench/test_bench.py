import os
from datetime import datetime

import pytest

from tests.bench import memory, report
from tests.bench.content import Content, Size, generate
from tests.bench.load import Measurement

SMALL = Size(posts=40, comments=90, authors=3, categories=4, tags=9, debated=2, debate=20)


@pytest.fixture(scope="module")
def content() -> Content:
    return generate(SMALL)


def test_content_same_seed_is_the_same_site(content: Content) -> None:
    assert generate(SMALL) == content


def test_content_counts_agree_with_rows(content: Content) -> None:
    counted = sum(int(post["comment_count"]) for post in content.tables["posts"])
    used = sum(int(term["count"]) for term in content.tables["term_taxonomy"])
    assert counted == len(content.tables["comments"]) > SMALL.comments
    assert used == len(content.tables["term_relationships"])


def test_content_debated_posts_have_as_many_comments_as_a_debate(content: Content) -> None:
    named = {path.rstrip("/").rpartition("/")[2] for path in content.debated_paths}
    counts = [post["comment_count"] for post in content.tables["posts"] if post["post_name"] in named]
    assert counts == [SMALL.debate] * SMALL.debated


def test_content_answers_follow_their_parents_on_the_same_post(content: Content) -> None:
    comments = {comment["comment_ID"]: comment for comment in content.tables["comments"]}
    answers = [comment for comment in comments.values() if comment["comment_parent"]]
    assert answers
    for answer in answers:
        parent = comments[answer["comment_parent"]]
        assert parent["comment_post_ID"] == answer["comment_post_ID"]
        assert datetime.fromisoformat(str(parent["comment_date"])) < datetime.fromisoformat(
            str(answer["comment_date"])
        )


def test_table_divides_by_the_reference() -> None:
    slow, fast = (report.result([Measurement(rate, 0, 1.0, 5.0, 9.0)], 64.0) for rate in (50, 600))
    table = report.table({"home page": {"WordPress": slow, "Tympan": fast}})
    assert [line.split() for line in table.splitlines()[2:]] == [
        ["home", "page", "WordPress", "50", "1.0", "5.0", "9.0", "64"],
        ["Tympan", "600", "12.0", "5.0", "9.0", "64"],
    ]


def test_memory_of_this_process_is_seen() -> None:
    assert memory.resident(os.getpid()) > 5
    assert os.getpid() in memory.tree([os.getppid()])
