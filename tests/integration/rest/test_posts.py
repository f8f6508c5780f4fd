"""Posts over the API: what a list costs, and what hostile arguments get."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from engine.app import Application, create
from tests.conformance import replay
from tests.conformance.serve import settings
from tests.conformance.sites import load

# Posts whose texts ask nothing of the site; the few have featured media, as some of the many do.
_LIST = "/wp-json/wp/v2/posts?per_page=100&include="
_FEW = _LIST + "130,140"
_MANY = _LIST + ",".join(map(str, range(125, 147)))


@pytest.fixture
async def app(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Starlette]:
    await load(sqlite_url)
    made = create(settings(sqlite_url, tmp_path))
    async with made.router.lifespan_context(made):
        yield made


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    async with replay.client(app) as opened:
        yield opened


async def _statements(app: Starlette, client: httpx2.AsyncClient, path: str) -> int:
    """How many statements an answer takes, once what is remembered between requests is there."""
    application: Application = app.state.application
    database = (await application.running()).site.database
    await client.get(path)
    database.log = []
    assert (await client.get(path)).status_code == 200
    return len(database.log)


@pytest.mark.parametrize("more", ["", "&_fields=id,title", "&context=embed"])
async def test_list_of_any_length_takes_the_same_statements(
    app: Starlette, client: httpx2.AsyncClient, more: str
) -> None:
    few = await _statements(app, client, _FEW + more)
    many = await _statements(app, client, _MANY + more)

    assert few == many


async def test_list_of_few_fields_reads_posts_only(app: Starlette, client: httpx2.AsyncClient) -> None:
    whether_anything_was_written, the_posts = 1, 1

    taken = await _statements(app, client, f"{_MANY}&_fields=id,title")
    assert taken == whether_anything_was_written + the_posts


@pytest.mark.parametrize(
    "query",
    [
        "author[]=1)%20OR%201=1", "author_exclude[]=1%20OR%201", "include[a][b]=1", "exclude=1;DROP", "orderby[]=id",
        "orderby=post_password", "order[]=asc", "status[]=publish'", "categories[terms][x][y]=1",
        "tags[operator]=DROP", "slug[][]=x", "search_columns[]=post_password", "offset=1e400", "per_page=1e2x",
        "after[]=2024-01-01T00:00:00", "sticky[]=1", "format[]=x", "tax_relation[]=AND",
    ],
)  # fmt: skip
async def test_list_with_hostile_arguments_is_refused_or_harmless(
    client: httpx2.AsyncClient, query: str
) -> None:
    answer = await client.get(f"/wp-json/wp/v2/posts?_fields=id&per_page=1&{query}")

    assert answer.status_code in {200, 400}
    assert answer.status_code == 400 or query.startswith(("slug", "offset", "status"))


@pytest.mark.parametrize("number", ["99999999999999999999", "-99999999999999999999", "9223372036854775807"])
@pytest.mark.parametrize("name", ["include", "author", "exclude", "parent", "menu_order", "categories"])
async def test_pages_with_huge_numbers_have_an_answer(
    client: httpx2.AsyncClient, name: str, number: str
) -> None:
    answer = await client.get(f"/wp-json/wp/v2/pages?_fields=id&{name}={number}")

    assert answer.status_code == 200


@pytest.mark.parametrize("query", ["id=51", "id=51abc", "id[]=51"])
async def test_item_asked_with_a_second_id_is_not_found(client: httpx2.AsyncClient, query: str) -> None:
    answer = await client.get(f"/wp-json/wp/v2/posts/126?{query}")

    assert answer.status_code in {400, 404}


async def test_lists_show_visitors_published_posts_only(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/wp-json/wp/v2/posts?per_page=100&_fields=status,content,title")

    assert {post["status"] for post in answer.json()} == {"publish"}
    assert all(not post["content"]["rendered"] for post in answer.json() if post["content"]["protected"])


async def test_media_of_private_posts_are_hidden_from_visitors(client: httpx2.AsyncClient) -> None:
    listed = await client.get("/wp-json/wp/v2/media?per_page=100&_fields=id")
    item = await client.get("/wp-json/wp/v2/media/19")

    assert 19 not in {one["id"] for one in listed.json()}
    assert item.status_code == 401


async def test_create_by_visitor_is_refused(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/wp-json/wp/v2/posts", json={"title": "x", "status": "publish"})

    assert (answer.status_code, answer.json()["code"]) == (401, "rest_cannot_create")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/wp-json/wp/v2/posts", "rest_invalid_json"), ("/wp-json/wp/v2/bogus", "rest_no_route"),
        ("/wp-json/wp/v2/types", "rest_no_route"),
    ],
)  # fmt: skip
async def test_body_that_is_no_json_is_told_after_the_route(
    client: httpx2.AsyncClient, path: str, code: str
) -> None:
    answer = await client.post(path, content=b'{"title": ', headers={"Content-Type": "application/json"})

    assert answer.json()["code"] == code
