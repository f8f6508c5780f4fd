"""Reading collections on by cursor, while they change."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conformance.sites import RecordedSite, recorded_site
from tests.integration.rest.test_conditions import ask

POSTS = "/wp-json/wp/v2/posts"
COMMENTS = "/wp-json/wp/v2/comments"
MEDIA = "/wp-json/wp/v2/media"


@pytest.fixture
async def site(database_url: str, tmp_path: Path) -> AsyncIterator[RecordedSite]:
    async with recorded_site(database_url, tmp_path) as opened:
        yield opened


async def _read_on(site: RecordedSite, path: str) -> AsyncIterator[list[int]]:
    address: str | None = path
    while address:
        answer = await site.ask(address.removeprefix("http://blog.test"))
        assert answer.status_code == 200
        assert "x-wp-total" not in answer.headers
        yield [item["id"] for item in answer.json()]
        found = re.search(r'<([^>]+)>; rel="next"', answer.headers["link"])
        address = found[1] if found else None


@pytest.mark.parametrize("order", ["desc", "asc"])
@pytest.mark.parametrize("path", [POSTS, COMMENTS, MEDIA])
async def test_cursor_meets_everything_once_and_in_order(site: RecordedSite, path: str, order: str) -> None:
    query = f"order={order}&_fields=id"
    pages = [page async for page in _read_on(site, f"{path}?cursor=&per_page=7&{query}")]
    found = [identity for page in pages for identity in page]
    numbered = []
    for page in (1, 2):
        answer = await site.ask(f"{path}?per_page=100&page={page}&{query}")
        numbered += [item["id"] for item in answer.json()] if answer.status_code == 200 else []
    assert found == numbered
    assert len(pages) > 1


@pytest.mark.parametrize("order", ["desc", "asc"])
@pytest.mark.parametrize("path", ["tags?", "categories?", "categories?hide_empty=1&", "users?"])
async def test_terms_and_users_are_read_on_in_the_order_of_their_ids(
    site: RecordedSite, path: str, order: str
) -> None:
    query = f"/wp-json/wp/v2/{path}orderby=id&order={order}&_fields=id"
    pages = [page async for page in _read_on(site, f"{query}&cursor=&per_page=2")]
    everything = await site.ask(f"{query}&per_page=100")
    assert [identity for page in pages for identity in page] == [item["id"] for item in everything.json()]
    assert len(pages) > 1


@pytest.mark.parametrize("name", ["tags", "categories", "users"])
async def test_cursor_in_another_order_than_that_of_ids_is_refused(site: RecordedSite, name: str) -> None:
    answer = await site.ask(f"/wp-json/wp/v2/{name}?cursor=")
    assert (answer.status_code, list(answer.json()["data"]["params"])) == (400, ["orderby"])


async def test_cursor_is_not_shifted_by_what_is_added(site: RecordedSite) -> None:
    pages = _read_on(site, f"{POSTS}?cursor=&per_page=5&_fields=id")
    first = await anext(pages)
    for number in range(3):
        made = await ask(site, POSTS, None, "editor", title=f"New {number}", status="publish")
        assert made.status_code == 201
    second = await anext(pages)
    assert not set(first) & set(second)
    before = [item["id"] for item in (await site.ask(f"{POSTS}?per_page=13&_fields=id")).json()]
    assert [*first, *second] == before[3:]


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("cursor=nonsense", "cursor"),
        ("cursor=%FF", "cursor"),
        ("cursor[]=x", "cursor"),
        ("cursor=MjAyNnwx&page=1", "page"),
        ("cursor=&offset=3", "offset"),
        ("cursor=&orderby=title", "orderby"),
        ("cursor=JyBPUiAxPTF8MQ", "cursor"),
    ],
)
async def test_cursor_that_makes_no_sense_is_refused(site: RecordedSite, query: str, wrong: str) -> None:
    answer = await site.ask(f"{POSTS}?{query}")
    assert answer.status_code == 400
    assert wrong in answer.json()["data"]["params"]
