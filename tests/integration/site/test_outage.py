"""What readers and programs are told while the database is gone."""

import logging
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.sites import recorded_site


async def test_whoever_comes_meanwhile_is_told_to_come_again_and_the_log_has_one_line(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: Any) -> Any:
        raise ConnectionRefusedError("nobody listens")

    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        with monkeypatch.context() as gone, caplog.at_level(logging.WARNING):
            gone.setattr(site.database.client, "acquire_connection", refuse)
            for path in ("/", "/feed/", "/wp-login.php", "/wp-json/wp/v2/posts"):
                answer = await site.client.get(path)
                assert (answer.status_code, answer.headers["retry-after"]) == (503, "10"), path
            assert answer.json()["data"] == {"status": 503}
        assert [one.message for one in caplog.records] == [
            "GET /: the database does not answer: nobody listens"
        ]
        assert (await site.client.get("/")).status_code == 200
