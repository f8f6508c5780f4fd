"""The recorded answers of WordPress, function by function."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.golden.addresses import close_site
from tests.golden.cases import RECORDED, RecordedSite, case_files
from tests.golden.replay import is_mapped, replay, shown

FILES = list(case_files(RECORDED))


@pytest.fixture(scope="module")  # not longer: only one database is open at a time
def site() -> Iterator[RecordedSite]:
    yield RecordedSite()
    close_site()


@pytest.mark.parametrize(("name", "path"), FILES, ids=[f"{path.parent.name}-{name}" for name, path in FILES])
def test_function_replayed_answers_identically(name: str, path: Path, site: RecordedSite) -> None:
    if not is_mapped(name):
        pytest.xfail(f"missing: nothing answers for {name}")
    tally = replay(name, path, site)
    differing = [f"{shown(case.args)} gave {shown(given)}" for case, given in tally.differing[:3]]
    assert tally.same == tally.total, differing
