"""Searches over the API find what visitors may see, and nothing else."""

from pathlib import Path

import pytest

from engine.store import posts
from tests.conformance.sites import recorded_site

SEARCH = "/wp-json/wp/v2/search"


@pytest.mark.parametrize("role", ["anon", "author", "admin"])
async def test_search_finds_published_posts_only(database_url: str, tmp_path: Path, role: str) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        found: list[int] = []
        for page in (1, 2):
            answer = await site.ask(f"{SEARCH}?per_page=100&page={page}&_fields=id", role)
            found += [one["id"] for one in answer.json()]
        known = await posts.by_ids(site.database, found)
        assert len(found) > 100
        assert {post.status for post in known.values()} == {"publish"}


async def test_search_of_a_post_types_subtype_that_is_a_taxonomy_is_one_of_posts(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.ask(f"{SEARCH}?subtype=category&per_page=100&_fields=subtype")
        assert {one["subtype"] for one in answer.json()} == {"post"}


async def test_formats_are_found_once_they_have_been_used(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        every = (await site.ask(f"{SEARCH}?type=post-format")).json()
        one = (await site.ask(f"{SEARCH}?type=post-format&search={every[0]['id']}")).json()
        assert one == every[:1]
        assert one[0]["title"].lower() == one[0]["id"]
        assert "standard" not in {each["id"] for each in every}


async def test_page_beyond_the_last_term_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.ask(f"{SEARCH}?type=term&page=999")
        assert (answer.status_code, answer.json()["code"]) == (400, "rest_search_invalid_page_number")
