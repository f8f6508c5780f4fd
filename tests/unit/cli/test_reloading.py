import os
from pathlib import Path

from engine.cli.reloading import snapshot


def test_snapshot_changes_with_sources_alone(tmp_path: Path) -> None:
    source, other = tmp_path / "in" / "a.py", tmp_path / "site.sqlite3"
    source.parent.mkdir()
    source.write_text("one")
    other.write_text("one")
    before = snapshot([tmp_path])
    os.utime(other, (1, 1))
    assert snapshot([tmp_path]) == before
    os.utime(source, (1, 1))
    assert snapshot([tmp_path]) != before
    source.unlink()
    assert snapshot([tmp_path]) == {}
