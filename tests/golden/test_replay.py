"""The recorded answers of WordPress, function by function."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.golden.addresses import close_site
from tests.golden.cases import RECORDED, RecordedSite, case_files
from tests.golden.replay import is_mapped, replay, shown

FILES = list(case_files(RECORDED))

# Where we answer otherwise on purpose: a page of 404 has that status (`?p[]=1`), the API answers at /wp-json on sites
# with plain addresses too, and one redirect of WordPress's to nowhere is not told from another.
OTHERWISE = {"http_pages": 2}


@pytest.fixture(scope="module")  # not longer: only one database is open at a time
def site() -> Iterator[RecordedSite]:
    yield RecordedSite()
    close_site()


@pytest.mark.parametrize(("name", "path"), FILES, ids=[f"{path.parent.name}-{name}" for name, path in FILES])
def test_function_replayed_answers_identically(name: str, path: Path, site: RecordedSite) -> None:
    if not is_mapped(name):
        pytest.xfail(f"missing: nothing answers for {name}")
    tally = replay(name, path, site)
    differing = [f"{shown(case.args)} gave {shown(given)}" for case, given in tally.differing[:9]]
    assert len(tally.differing) == OTHERWISE.get(name, 0), differing
