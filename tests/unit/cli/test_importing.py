"""The table of what was left out cannot make a spreadsheet compute."""

import csv
from pathlib import Path

import pytest

from engine.cli.importing import _write
from engine.model.transfer import LeftOut


@pytest.mark.parametrize("hostile", ["=HYPERLINK(1)", "+1", "-1", "@SUM", "\t=1"])
def test_cell_that_looks_like_a_formula_is_a_text(hostile: str, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    _write(path, [LeftOut("post", hostile, 'a "reason"')])
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1] == ["post", f"'{hostile}", 'a "reason"']
    assert path.read_text(encoding="utf-8").count('"post"') == 1
