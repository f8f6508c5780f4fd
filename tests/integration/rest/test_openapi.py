"""The description of the API for programs: valid, whole, and true."""

from pathlib import Path
from typing import Any

from tests.bench import contract
from tests.conformance.sites import recorded_site


async def test_description_names_every_route_and_its_arguments(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.client.get("/openapi.json")
        described: dict[str, Any] = answer.json()
        index = (await site.ask("/wp-json/")).json()["routes"]
    assert described["openapi"] == "3.1.0"
    paths = described["paths"]
    assert len(paths) >= len(index)
    listing = paths["/wp/v2/posts"]["get"]["parameters"]
    assert {one["name"] for one in listing} == set(index["/wp/v2/posts"]["endpoints"][0]["args"])
    assert paths["/wp/v2/posts/{id}"]["get"]["parameters"][0]["in"] == "path"
    assert "/tympan/v1/comments/moderate" in paths
    assert not [path for path in paths if "(" in path or "\\" in path or "?" in path]
    ids = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert len(ids) == len(set(ids))


async def test_description_known_is_not_sent_again(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        tag = (await site.client.get("/openapi.json")).headers["etag"]
        again = await site.client.get("/openapi.json", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_api_answers_as_it_is_described() -> None:
    """Asked for a short while here; `make contract` asks for longer, and on each database."""
    assert contract.run("SQLite", 20) == 0
