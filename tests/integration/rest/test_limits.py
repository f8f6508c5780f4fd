"""How much one client may ask, and which pages of other sites may ask at all."""

from pathlib import Path
from typing import Any

import pytest

from tests.conformance import replay
from tests.conformance.sites import recorded_site
from tests.integration.rest.test_conditions import ask

POSTS = "/wp-json/wp/v2/posts?per_page=1"
COMMENTS = "/wp-json/wp/v2/comments"
_COUNTED: dict[str, Any] = {"rate_limit_exempt": ()}


async def test_client_is_told_what_is_left_and_then_to_wait(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, **_COUNTED, rate_limit_general="2/minute") as site:
        first = await site.ask(POSTS)
        assert (first.headers["ratelimit-limit"], first.headers["ratelimit-remaining"]) == ("2", "1")
        assert 0 < int(first.headers["ratelimit-reset"]) <= 61
        assert first.headers["ratelimit-policy"] == "2;w=60"
        await site.ask(POSTS)
        refused = await site.ask(POSTS)
        assert (refused.status_code, refused.json()["code"]) == (429, "rest_too_many_requests")
        assert 0 < int(refused.headers["retry-after"]) <= 61
        assert refused.headers["ratelimit-remaining"] == "0"
        assert (await site.ask(POSTS, "editor")).status_code == 200  # an account counts by itself


async def test_kinds_of_requests_are_counted_apart(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, **_COUNTED, rate_limit_search="1/minute") as site:
        assert (await site.ask(f"{POSTS}&search=a")).status_code == 200
        assert (await site.ask(f"{POSTS}&search=b")).status_code == 429
        assert (await site.ask("/?s=quay")).status_code == 429
        assert (await site.ask(POSTS)).status_code == 200


async def test_forms_of_pages_are_counted(sqlite_url: str, tmp_path: Path) -> None:
    limits: dict[str, Any] = {"rate_limit_login": "1/minute", "rate_limit_comments": "1/minute"}
    async with recorded_site(sqlite_url, tmp_path, **_COUNTED, **limits) as site:
        for path in ("/wp-login.php", "/wp-comments-post.php"):
            assert (await site.client.post(path, data={"log": "admin"})).status_code != 429
            refused = await site.client.post(path, data={"log": "admin"})
            assert (refused.status_code, refused.headers["ratelimit-limit"]) == (429, "1")


async def test_exempt_network_and_limits_that_are_off_count_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, rate_limit_general="1/minute") as site:
        answers = [await site.ask(POSTS) for _ in range(3)]
        assert {answer.status_code for answer in answers} == {200}
        assert "ratelimit-limit" not in answers[0].headers


@pytest.mark.redis
async def test_limits_in_redis_are_shared(sqlite_url: str, redis_url: str, tmp_path: Path) -> None:
    limits: dict[str, Any] = {
        "rate_limit_general": "1/hour",
        "rate_limit_search": "7/second",
        "redis_url": redis_url,
    }
    async with recorded_site(sqlite_url, tmp_path, **_COUNTED, **limits) as site:
        first = await site.ask(f"{POSTS}&search=a")
        assert first.headers["ratelimit-limit"] == "7"


async def test_redis_that_is_down_keeps_nobody_out(sqlite_url: str, tmp_path: Path) -> None:
    limits: dict[str, Any] = {
        "rate_limit_general": "1/minute",
        "redis_url": "redis://127.0.0.1:1/0",
        "background": "worker",
    }
    async with recorded_site(sqlite_url, tmp_path, **_COUNTED, **limits) as site:
        assert [(await site.ask(POSTS)).status_code for _ in range(2)] == [200, 200]


async def test_origin_that_is_listed_gets_credentials_and_no_other(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, cors_origins=("https://app.example",)) as site:
        for origin, allowed in (
            ("https://app.example", True),
            ("https://evil.example", False),
            ("null", False),
        ):
            for method in ("GET", "OPTIONS"):
                case = {"path": POSTS, "method": method, "headers": {"Origin": origin}}
                answer = await replay.send(site.client, case)
                assert answer.headers["vary"] == "Origin"
                assert ("access-control-allow-origin" in answer.headers) is allowed
                assert ("access-control-allow-credentials" in answer.headers) is allowed
        without = await ask(site, POSTS, role="editor")
        assert without.headers["vary"] == "Origin"
