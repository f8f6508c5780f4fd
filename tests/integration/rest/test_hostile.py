"""Input of the wrong shape, sent to one endpoint and seen by all of its route."""

from pathlib import Path
from typing import Any

import pytest

from tests.conformance.sites import recorded_site
from tests.integration.rest.test_conditions import ask


@pytest.mark.parametrize("status", ["", "%01", ",", "any"])
async def test_list_of_no_status_is_that_of_the_public(sqlite_url: str, tmp_path: Path, status: str) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.ask(f"/wp-json/wp/v2/pages?context=edit&status={status}", "admin")
        assert answer.status_code in {200, 400}, answer.text


@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param("/wp-json/wp/v2/posts/77", {"status": {}}, id="status that is an object"),
        pytest.param("/wp-json/wp/v2/comments", {"post": [None, None]}, id="post that is a list of nothing"),
        pytest.param(
            "/wp-json/wp/v2/media/5/edit", {"src": "x", "modifiers": [{"type": []}]}, id="no modifier"
        ),
        pytest.param(
            "/wp-json/wp/v2/media/5/edit", {"src": "x", "modifiers": {"a": 1}}, id="modifiers by name"
        ),
        pytest.param(
            "/wp-json/tympan/v1/comments/moderate", {"action": {}, "ids": {"a": []}}, id="no action"
        ),
    ],
)
async def test_input_of_the_wrong_shape_is_refused(
    sqlite_url: str, tmp_path: Path, path: str, body: dict[str, Any]
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await ask(site, path, None, "admin", **body)
    assert 400 <= answer.status_code < 500, answer.text
