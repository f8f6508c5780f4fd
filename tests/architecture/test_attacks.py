"""The page of attacks names tests that are there."""

import re

from tests.messages import ROOT

NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_each_attack_is_tried_by_tests_that_are_there() -> None:
    page = (ROOT / "docs/attacks.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| E")]
    assert [line for line in rows if not NAMED.search(line)] == []
    missing = [
        f"{file}::{test}"
        for file, test in NAMED.findall(page)
        if not (ROOT / "tests" / file).exists()
        or f"def {test}(" not in (ROOT / "tests" / file).read_text("utf-8")
    ]
    assert missing == []
