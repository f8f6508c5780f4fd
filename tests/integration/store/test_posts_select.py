"""Collections of posts on the recorded site, the same on every database."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest

from engine.model.posts import DateRange, MetaQuery, PostQuery, Readership, TaxQuery
from engine.model.users import UserQuery
from engine.store import posts, revisions, users
from engine.store.connection import Database, open_database
from tests.conformance.sites import load


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    await load(database_url)
    async with open_database(database_url) as opened:
        yield opened


async def _ids(database: Database, **asked: Any) -> list[int]:
    found, _ = await posts.select(database, PostQuery(**asked))
    return [post.id for post in found]


_CASES: list[tuple[str, dict[str, Any], list[int]]] = [
    ("two words", {"search": "bread oak", "password": ""}, [66]),
    ("case does not count", {"search": "HARBOUR", "search_columns": ("title",)}, [122, 77]),
    ("accents do not count", {"search": "Gruße"}, [64]),
    ("wildcards are text", {"search": "100%_"}, []),
    ("excerpt only", {"search": "markup", "search_columns": ("excerpt",)}, [70]),
    ("exact", {"search": "Fog", "search_exact": True, "search_columns": ("title",)}, []),
    ("in given order", {"include": (51, 77, 26), "orderby": "include"}, [51, 77, 26]),
    ("slugs in given order", {"slugs": ("lists", "headings"), "orderby": "include_slugs"}, [26, 25]),
    ("offset", {"offset": 5, "per_page": 2}, [50, 49]),
    ("far page", {"page": 99}, []),
    ("all of two terms", {"taxonomies": (TaxQuery("category", (2, 6), "AND"),)}, [77]),
    ("format", {"formats": ("aside",)}, [80]),
    ("format or none", {"formats": ("gallery", "status")}, [79, 30, 85]),
    (
        "unknown term",
        {"taxonomies": (TaxQuery("category", (9999,)), TaxQuery("post_tag", (17,))), "per_page": 2},
        [],
    ),
    (
        "either term",
        {"taxonomies": (TaxQuery("category", (9999,)), TaxQuery("post_tag", (46, 17))), "tax_relation": "OR",
         "per_page": 2},
        [209, 24],
    ),
    (
        "dates are half open",
        {"dates": (DateRange(after=datetime(2023, 1, 15, 10, 10), before=datetime(2023, 2, 16)),)},  # noqa: DTZ001
        [81, 114, 77],
    ),
    ("by id", {"orderby": "id", "order": "asc", "per_page": 3}, [24, 25, 26]),
    ("meta", {"meta": (MetaQuery("mood", "bright"),)}, []),
    ("meta exists", {"meta": (MetaQuery("mood"),)}, [209]),
    ("images", {"types": ("attachment",), "statuses": ("inherit",), "mime_types": ("image/*",),
                "orderby": "id", "order": "asc", "per_page": 2}, [5, 6]),
]  # fmt: skip


async def test_select_queries_give_recorded_posts(database: Database) -> None:
    found = {name: await _ids(database, **asked) for name, asked, _ in _CASES}

    assert found == {name: expected for name, _, expected in _CASES}


async def test_select_relevance_puts_titles_first(database: Database) -> None:
    assert (await _ids(database, search="harbour", orderby="relevance"))[:2] == [122, 77]


async def test_select_page_counts_all_pages(database: Database) -> None:
    assert (await posts.select(database, PostQuery(per_page=7)))[1] == 100


async def test_select_page_beyond_the_last_still_counts(database: Database) -> None:
    assert await posts.select(database, PostQuery(page=99)) == ((), 100)


async def test_select_any_number_of_posts_and_their_total_takes_one_statement(database: Database) -> None:
    database.log = []

    for count in (1, 3, 100):
        await posts.select(database, PostQuery(per_page=count))

    assert len(database.log) == 3


async def test_posts_around_one_in_time_take_one_statement(database: Database) -> None:
    every, _ = await posts.select(database, PostQuery(per_page=-1, order="asc", count=False))
    dated = [one for one in every if one.date]
    database.log = []

    for before, one, after in zip([None, *dated], dated, [*dated[1:], None], strict=False):
        assert await posts.around(database, one) == (before, after)
    assert len(database.log) == len(dated)


async def test_select_readership_adds_private_posts_of_the_reader(database: Database) -> None:
    own = await _ids(database, readership=Readership(user=3), per_page=-1)

    assert 102 in own
    assert 100 not in own


async def test_holders_slug_is_found_without_regard_to_case(database: Database) -> None:
    found = await posts.holders(database, ["LISTS", "no-such-slug"])

    assert [one.id for one in found["LISTS"]] == [26]
    assert found["no-such-slug"] == []


async def test_versions_count_revisions_of_several_posts_at_once(database: Database) -> None:
    found = await revisions.versions(database, [24, 47, 46])

    assert (found[24].count, found[24].latest) == (4, 168)
    assert 46 not in found


async def test_accounts_without_a_page_are_all_there_are(database: Database) -> None:
    found, total = await users.select(database, UserQuery(per_page=-1, orderby="id"))
    ((there,),) = await database.run("SELECT COUNT(*) FROM wp_users")

    assert len(found) == total == there
