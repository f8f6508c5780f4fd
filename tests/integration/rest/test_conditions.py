"""Conditional requests: 304 for what a client has, 412 for what it has not seen."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conformance import replay
from tests.conformance.sites import RecordedSite, recorded_site

POST = "/wp-json/wp/v2/posts/77"


@pytest.fixture
async def site(database_url: str, tmp_path: Path) -> AsyncIterator[RecordedSite]:
    async with recorded_site(database_url, tmp_path) as opened:
        yield opened


async def ask(
    site: RecordedSite, path: str, headers: dict[str, str] | None = None, role: str = "anon", **json: Any
) -> httpx2.Response:
    case = {"path": path, "role": role, "method": "POST" if json else "GET", "headers": headers or {}}
    return await replay.send(site.client, case, **({"json": json} if json else {}))


@pytest.mark.parametrize(
    "path",
    [POST, "/wp-json/wp/v2/posts", "/wp-json/wp/v2/categories/1", "/wp-json/", "/wp-json/wp/v2/types", f"{POST}?_embed"],
)  # fmt: skip
async def test_answer_the_client_has_is_not_sent_again(site: RecordedSite, path: str) -> None:
    first = await ask(site, path)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    again = await ask(site, path, {"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert again.headers["vary"] == "Origin"
    changed = await ask(site, path, {"If-None-Match": '"other"'})
    assert (changed.status_code, changed.content) == (200, first.content)


async def test_answer_after_a_change_is_sent(site: RecordedSite) -> None:
    tag = (await ask(site, POST)).headers["etag"]
    await ask(site, POST, role="editor", title="Changed")
    assert (await ask(site, POST, {"If-None-Match": tag})).json()["title"]["rendered"] == "Changed"


async def test_answer_by_date_is_sent_when_newer(site: RecordedSite) -> None:
    modified = (await ask(site, POST)).headers["last-modified"]
    assert (await ask(site, POST, {"If-Modified-Since": modified})).status_code == 304
    assert (await ask(site, POST, {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"})).status_code == 200
    assert (await ask(site, POST, {"If-Modified-Since": "nonsense"})).status_code == 200


async def test_picked_fields_are_known_by_tag_when_asked(site: RecordedSite) -> None:
    path = f"{POST}?_fields=id"
    assert "etag" not in (await ask(site, path)).headers
    tag = (await ask(site, path, {"If-None-Match": '"x"'})).headers["etag"]
    assert (await ask(site, path, {"If-None-Match": tag})).status_code == 304


async def test_refusals_and_writes_have_no_tag(site: RecordedSite) -> None:
    assert "etag" not in (await ask(site, "/wp-json/wp/v2/posts/999999")).headers
    assert "etag" not in (await ask(site, POST, role="editor", title="x")).headers


@pytest.mark.parametrize("context", ["view", "edit"])
async def test_write_to_what_was_seen_goes_through(site: RecordedSite, context: str) -> None:
    tag = (await ask(site, f"{POST}?context={context}", role="editor")).headers["etag"]
    written = await ask(site, POST, {"If-Match": tag}, "editor", title="Mine")
    assert (written.status_code, written.json()["title"]["raw"]) == (200, "Mine")
    late = await ask(site, POST, {"If-Match": tag}, "editor", title="Late")
    assert (late.status_code, late.json()["code"]) == (412, "rest_precondition_failed")
    assert (await ask(site, POST)).json()["title"]["rendered"] == "Mine"


async def test_write_by_date_to_what_changed_is_refused(site: RecordedSite) -> None:
    modified = (await ask(site, POST)).headers["last-modified"]
    fine = await ask(site, POST, {"If-Unmodified-Since": modified}, "editor", title="Mine")
    assert fine.status_code == 200
    late = await ask(site, POST, {"If-Unmodified-Since": modified}, "editor", title="Late")
    assert late.status_code == 412


async def test_deletion_of_what_changed_is_refused(site: RecordedSite) -> None:
    case = {"path": POST, "role": "editor", "method": "DELETE", "headers": {"If-Match": '"old"'}}
    assert (await replay.send(site.client, case)).status_code == 412
    assert (await ask(site, POST)).status_code == 200


async def test_writes_at_once_to_the_same_state_let_one_through(site: RecordedSite) -> None:
    tag = (await ask(site, POST, role="editor")).headers["etag"]
    answers = await asyncio.gather(
        *(ask(site, POST, {"If-Match": tag}, "editor", title=f"By {number}") for number in range(6))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412, 412]
