import pytest

from tests.integration.cli.conftest import Tympan


@pytest.mark.parametrize("path", ["no/such/folder/site.xml", "/dev/full"])
@pytest.mark.usefixtures("site")
def test_export_that_cannot_be_written_is_refused_in_a_line(tympan: Tympan, path: str) -> None:
    done = tympan("export", path)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"tympan: cannot write {path}: ")
    assert done.stderr.count("\n") == 1
