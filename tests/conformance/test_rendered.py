"""What readers see of recorded posts, media and comments is what WordPress shows of them."""

from pathlib import Path

from tests.conformance import recording, rendered, replay
from tests.conformance.serve import settings
from tests.conformance.sites import load


async def test_rendered_texts_of_recorded_answers_are_identical(sqlite_url: str, tmp_path: Path) -> None:
    await load(sqlite_url)
    async with replay.running(settings(sqlite_url, recording.unpack_uploads(tmp_path))) as opened:
        found = await rendered.count(opened)

    assert found.total.total() > 3000
    assert found.share >= 0.99, found.differing[:3]
