"""No group of recorded answers falls below the count that is known to be identical."""

from pathlib import Path

import pytest

from tests.conformance import baseline, recording, replay, scenarios, xmlrpc
from tests.conformance.baseline import Yardstick
from tests.conformance.load import load
from tests.conformance.serve import settings

_REPLAYS: dict[Yardstick, tuple[replay.Replay, recording.SiteName]] = {
    "reads": (replay.replay, "recorded"),
    "scenarios": (scenarios.replay, "recorded"),
    "xmlrpc": (xmlrpc.replay, "golden"),
}


@pytest.mark.parametrize("yardstick", _REPLAYS)
async def test_recorded_answers_replayed_stay_as_identical_as_they_were(
    yardstick: Yardstick, database_url: str, tmp_path: Path
) -> None:
    run, site = _REPLAYS[yardstick]
    await load(database_url, site)
    async with replay.running(settings(database_url, recording.unpack_uploads(tmp_path))) as opened:
        tallies = await run(opened, "")
    assert not baseline.fallen(yardstick, tallies)
    assert [name for tally in tallies for name in tally.needless] == []


@pytest.mark.parametrize("site", ["recorded", "golden"])
async def test_load_over_rows_is_refused(site: recording.SiteName, sqlite_url: str) -> None:
    assert await load(sqlite_url, site) > 100
    with pytest.raises(ValueError, match="not empty"):
        await load(sqlite_url, site)
