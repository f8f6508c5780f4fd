"""Which arguments are told of first, and what WordPress makes of odd ones."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.sites import RecordedSite, recorded_site

API = "/wp-json/wp/v2"
POST, LOCKED, PRIVATE = 58, 87, 100


@pytest.fixture
async def site(sqlite_url: str, tmp_path: Path) -> AsyncIterator[RecordedSite]:
    async with recorded_site(sqlite_url, tmp_path) as made:
        yield made


async def wrong(site: RecordedSite, path: str, role: str = "anon", **sent: Any) -> set[str]:
    """The arguments that an answer says are wrong."""
    answer = await site.send("POST", path, role, sent) if sent else await site.ask(path, role)
    assert answer.json()["code"] == "rest_invalid_param", answer.text
    return set(answer.json()["data"]["params"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("page=x&offset=x&status=draft", {"page"}),
        ("context=x&per_page=0&after=x", {"context", "per_page"}),
        ("search[]=x&order=x", {"search"}),
        ("offset=x&status=draft&after=x", {"offset", "status", "after"}),
    ],
)
async def test_what_every_list_takes_is_told_of_before_the_rest(
    site: RecordedSite, query: str, expected: set[str]
) -> None:
    assert await wrong(site, f"{API}/posts?{query}") == expected


async def test_fields_are_told_of_before_names_and_passwords(site: RecordedSite) -> None:
    person = {"username": "bad name!", "password": "", "email": "x"}
    assert await wrong(site, f"{API}/users", "admin", **person) == {"email"}
    person |= {"email": "one@example.org"}
    assert await wrong(site, f"{API}/users", "admin", **person) == {"username", "password"}


@pytest.mark.parametrize("sent", [{"template": "nope"}, {"status": "trash"}, {"status": "auto-draft"}])
async def test_template_and_status_are_looked_at_before_the_right_to_change(
    site: RecordedSite, sent: dict[str, str]
) -> None:
    assert await wrong(site, f"{API}/posts/{POST}", **sent) == set(sent)


async def test_a_post_may_be_given_the_status_it_has(site: RecordedSite) -> None:
    await site.send("DELETE", f"{API}/posts/{POST}")
    kept = await site.send("POST", f"{API}/posts/{POST}", json={"status": "trash", "title": "Still there"})
    assert (kept.status_code, kept.json()["status"]) == (200, "trash")


async def test_null_for_a_status_is_none(site: RecordedSite) -> None:
    made = await site.send("POST", f"{API}/posts", json={"title": "A", "status": None})
    assert (made.status_code, made.json()["status"]) == (201, "draft")


@pytest.mark.parametrize("kind", ["categories", "tags", "users", "menus"])
async def test_meta_that_is_no_object_is_refused_without_a_reason(site: RecordedSite, kind: str) -> None:
    sent = {"name": "A", "meta": 5}
    if kind == "users":
        sent |= {"username": "somebody", "email": "one@example.org", "password": "word"}
    refused = (await site.send("POST", f"{API}/{kind}", json=sent)).json()
    assert (set(refused["data"]["params"]), refused["data"]["details"]) == ({"meta"}, [])


@pytest.mark.parametrize("said", ["_fields[a][b]=id", "_fields="])
async def test_fields_that_name_nothing_leave_all(site: RecordedSite, said: str) -> None:
    assert "content" in (await site.ask(f"{API}/posts/{POST}?{said}")).json()


async def test_a_field_without_a_name_is_none(site: RecordedSite) -> None:
    assert (await site.ask(f"{API}/posts/{POST}?_fields[]=")).json() == []


async def test_what_is_embedded_may_be_said_under_names(site: RecordedSite) -> None:
    embedded = (await site.ask(f"{API}/posts/{POST}?_embed[a]=author")).json()["_embedded"]
    assert set(embedded) == {"author"}


async def test_links_none_of_which_is_asked_for_are_an_empty_list(site: RecordedSite) -> None:
    found = (await site.ask(f"{API}/categories?_fields=_links.nope&per_page=1")).json()
    assert found == [{"_links": []}]


async def test_an_empty_callback_is_none(site: RecordedSite) -> None:
    answer = await site.ask(f"{API}/posts/{POST}?_jsonp=&_fields=id")
    assert (answer.headers["content-type"], answer.json()) == (
        "application/json; charset=UTF-8",
        {"id": POST},
    )


@pytest.mark.parametrize(
    "path", ["posts?include=-58", "categories?include[]=-1", "users?include=-1", "comments?include=-152"]
)
async def test_ids_count_without_their_sign(site: RecordedSite, path: str) -> None:
    assert len((await site.ask(f"{API}/{path}", "admin")).json()) == 1


async def test_markup_is_taken_out_of_what_is_searched_for(site: RecordedSite) -> None:
    every = (await site.ask(f"{API}/menus", "admin")).json()
    assert every
    assert (await site.ask(f"{API}/menus?search=%3Cb%3E", "admin")).json() == every


@pytest.mark.parametrize("zero", ["", "0"])
async def test_no_password_is_no_wrong_one(site: RecordedSite, zero: str) -> None:
    assert (await site.ask(f"{API}/posts/{LOCKED}?password={zero}")).status_code == 200
    assert (await site.ask(f"{API}/posts/{LOCKED}?password=x")).status_code == 403


@pytest.mark.parametrize(
    ("date", "status"),
    [
        ("0000-00-00T00:00:00", 200),
        ("2025-00-10T00:00:00", 200),
        ("2025-01-01T00:00:00+02", 200),
        ("2025-01-01T00:00:00+0200", 400),
        ("2025-01-01T00:00:00z", 400),
    ],
)
async def test_dates_are_those_that_wordpress_reads(site: RecordedSite, date: str, status: int) -> None:
    path = f"{API}/posts?per_page=1&after={date.replace('+', '%2B')}"
    assert (await site.ask(path)).status_code == status


async def test_a_post_is_given_no_day_that_never_was(site: RecordedSite) -> None:
    refused = await site.send("POST", f"{API}/posts", json={"title": "A", "date": "0000-00-00T00:00:00"})
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_date")


async def test_statuses_are_compared_as_slugs(site: RecordedSite) -> None:
    assert await wrong(site, f"{API}/posts?status=draft%20%E6%97%A5", "editor") == {"status"}
    assert (await site.ask(f"{API}/posts?status[]=%0A&status[]=draft", "editor")).status_code == 200


async def test_no_status_lists_what_a_visitor_sees_and_private_posts_to_their_readers(
    site: RecordedSite,
) -> None:
    public = (await site.ask(f"{API}/posts?per_page=1")).headers["x-wp-total"]
    assert (await site.ask(f"{API}/posts?per_page=1&status=")).headers["x-wp-total"] == public
    found = await site.ask(f"{API}/posts?per_page=1&status=", "editor")
    assert int(found.headers["x-wp-total"]) > int(public)


async def test_terms_of_a_post_are_listed_to_its_readers_where_it_can_have_any(site: RecordedSite) -> None:
    assert (await site.ask(f"{API}/tags?post={POST}")).status_code == 200
    refused = await site.ask(f"{API}/tags?post=10", "editor")  # a picture has no tags
    assert (refused.status_code, refused.json()["code"]) == (403, "rest_forbidden_context")
    every = (await site.ask(f"{API}/tags")).headers["x-wp-total"]
    assert (await site.ask(f"{API}/tags?post=0")).headers["x-wp-total"] == every


async def test_pages_before_and_after_an_offset_of_terms(site: RecordedSite) -> None:
    link = (await site.ask(f"{API}/tags?offset=1&per_page=5")).headers["link"]
    assert 'page=1>; rel="prev"' in link
    assert 'page=3>; rel="next"' in link


async def test_a_search_of_an_unknown_type_has_no_subtypes_either(site: RecordedSite) -> None:
    assert await wrong(site, f"{API}/search?type=nope&subtype=post") == {"type", "subtype"}
    assert await wrong(site, f"{API}/search?type=nope") == {"type"}
    assert await wrong(site, f"{API}/search?type[]=post") == {"type"}


async def test_an_unknown_place_of_menus_may_be_asked_for(site: RecordedSite) -> None:
    answer = await site.ask(f"{API}/menu-locations/nope", "admin")
    assert (answer.status_code, answer.headers["allow"]) == (404, "GET")
    assert (await site.ask(f"{API}/menu-locations/nope")).status_code == 401


async def test_any_status_of_comments_is_every_one(site: RecordedSite) -> None:
    counts = {
        status: int((await site.ask(f"{API}/comments?status={status}", "admin")).headers["x-wp-total"])
        for status in ("any", "approve", "hold", "spam", "trash")
    }
    assert counts.pop("any") == sum(counts.values()) > 0


async def test_a_boolean_is_a_list(site: RecordedSite) -> None:
    changed = await site.send("POST", f"{API}/posts/{POST}", json={"categories": True})
    assert changed.json()["categories"] == [1]
