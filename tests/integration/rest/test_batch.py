"""Several requests in one: each is matched, checked, permitted and run by itself."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conformance import replay
from tests.conformance.sites import RecordedSite, recorded_site

BATCH = "/wp-json/batch/v1"
TAGS = "/wp/v2/tags"


async def send(site: RecordedSite, role: str, *requests: Any, **more: Any) -> httpx2.Response:
    said = {"requests": list(requests), **more}
    return await replay.send(site.client, {"path": BATCH, "role": role, "method": "POST"}, json=said)


async def tags(site: RecordedSite, search: str) -> list[str]:
    listed = await site.ask(f"/wp-json{TAGS}?search={search}")
    return [one["slug"] for one in listed.json()]


async def test_each_request_is_permitted_by_itself(database_url: str, tmp_path: Path) -> None:
    """A contributor writes a draft, but neither publishes nor makes tags nor changes the post of another."""
    async with recorded_site(database_url, tmp_path) as site:
        answer = await send(
            site,
            "contributor",
            {"path": "/wp/v2/posts", "body": {"title": "Mine"}},
            {"path": "/wp/v2/posts", "body": {"title": "Mine", "status": "publish"}},
            {"path": "/wp/v2/categories", "body": {"name": "x"}},
            {"path": "/wp/v2/posts/51", "method": "PUT", "body": {"title": "x"}},
            {"path": "/wp/v2/posts/51", "method": "DELETE"},
        )
        assert [one["status"] for one in answer.json()["responses"]] == [201, 403, 403, 403, 403]


@pytest.mark.parametrize(
    "asked",
    [
        {"path": "/batch/v1", "body": {"requests": []}},
        {"path": "/wp/v2/users/1?_method=DELETE&force=true&reassign=2", "method": "PUT", "body": {}},
        {"path": "/wp/v2/posts/51?id=52", "method": "PUT", "body": {"title": "x"}},
        {"path": "/wp/v2/posts/51", "method": "PUT", "body": {"id": 52, "title": "x"}},
        {"path": "/wp/v2/tags/../users/me", "body": {}},
        {"path": "//[", "body": {}},
        {"path": "/wp/v2/media", "body": {}},
        {"path": "/wp/v2/posts/51%2F..%2F52", "method": "PUT", "body": {}},
    ],
)
async def test_request_that_means_another_route_or_object_is_refused(
    sqlite_url: str, tmp_path: Path, asked: dict[str, Any]
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        before = (await site.ask("/wp-json/wp/v2/posts?include=51,52&_fields=title,content")).json()
        answer = await send(site, "editor", asked)
        assert answer.json()["responses"][0]["status"] in {400, 403, 404}
        assert (await site.ask("/wp-json/wp/v2/posts?include=51,52&_fields=title,content")).json() == before


@pytest.mark.parametrize(
    "requests",
    [
        ["x"], [None], [[]], [{"path": ["/wp/v2/tags"]}], [{"body": {"name": "x"}}], [{"path": TAGS, "method": "GET"}],
        [{"path": TAGS, "method": "OPTIONS"}], [{"path": TAGS, "body": "x"}], [{"path": TAGS, "headers": {"X": {"a": 1}}}],
        [{"path": TAGS, "body": {"name": "many"}}] * 26,
    ],
)  # fmt: skip
async def test_malformed_batch_runs_nothing(sqlite_url: str, tmp_path: Path, requests: list[Any]) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        good = {"path": TAGS, "body": {"name": "Not made"}}
        answer = await send(site, "editor", good, *requests)
        assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_param")
        assert await tags(site, "made") == []


async def test_duplicate_of_a_request_is_answered_as_a_duplicate(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        asked = {"path": TAGS, "body": {"name": "Twice"}}
        answer = await send(site, "editor", asked, asked)
        first, second = answer.json()["responses"]
        assert (first["status"], second["status"], second["body"]["code"]) == (201, 400, "term_exists")


async def test_later_request_sees_what_an_earlier_one_wrote(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await send(
            site,
            "editor",
            {"path": "/wp/v2/posts/51", "method": "PUT", "body": {"sticky": True}},
            {"path": "/wp/v2/posts/52", "method": "PUT", "body": {"sticky": True}},
            {"path": "/wp/v2/posts/51?_fields=sticky", "method": "PUT", "body": {"title": "Stuck"}},
        )
        assert answer.json()["responses"][2]["body"] == {"sticky": True}
        listed = await site.ask("/wp-json/wp/v2/posts?sticky=true&include=51,52&_fields=id")
        assert {one["id"] for one in listed.json()} == {51, 52}


async def test_batch_that_has_to_be_valid_as_a_whole_runs_nothing_else(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        good, bad = {"path": TAGS, "body": {"name": "Whole"}}, {"path": TAGS, "body": {}}
        answer = await send(site, "editor", good, bad, validation="require-all-validate")
        assert answer.json()["responses"][0] is None
        assert await tags(site, "whole") == []
