"""Many clients write at once, for a short while; `python -m tests.bench.writers` does so for longer."""

from pathlib import Path

from engine.app import create
from tests.bench.writers import checked, press
from tests.conformance import recording, replay
from tests.conformance.serve import settings
from tests.conformance.sites import load


async def test_what_many_clients_write_at_once_is_all_there(database_url: str, tmp_path: Path) -> None:
    await load(database_url)
    chosen = settings(database_url, recording.unpack_uploads(tmp_path))
    app = create(chosen)
    async with app.router.lifespan_context(app), replay.client(app) as client:
        report = await press(client, clients=12, seconds=3)
    assert report.problems == []
    assert report.statuses[201]
    assert report.counted > 0
    assert await checked(chosen) == []
