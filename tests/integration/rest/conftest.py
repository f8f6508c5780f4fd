"""The recorded site, for tests that need no other."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conformance.sites import RecordedSite, recorded_site


@pytest.fixture
async def site(sqlite_url: str, tmp_path: Path) -> AsyncIterator[RecordedSite]:
    async with recorded_site(sqlite_url, tmp_path) as opened:
        yield opened
