"""Comments of guests by the API, where the site takes them, and many comments moderated at once."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conformance.sites import RecordedSite, recorded_site
from tests.integration.rest.test_conditions import ask

COMMENTS = "/wp-json/wp/v2/comments"
MODERATE = "/wp-json/tympan/v1/comments/moderate"
OPEN_POST = 127
_GUEST: dict[str, Any] = {
    "post": OPEN_POST, "author_name": "Guest", "author_email": "guest@example.org", "content": "Hello <b>there</b>",
}  # fmt: skip


@pytest.fixture
async def site(sqlite_url: str, tmp_path: Path) -> AsyncIterator[RecordedSite]:
    async with recorded_site(sqlite_url, tmp_path, rest_guest_comments=True) as opened:
        yield opened


async def comment(site: RecordedSite, **changes: Any) -> httpx2.Response:
    return await ask(site, COMMENTS, **{**_GUEST, **changes})


async def test_guest_is_refused_unless_the_site_takes_guests(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await comment(site)
        assert (answer.status_code, answer.json()["code"]) == (401, "rest_comment_login_required")


async def test_guest_comments_and_waits_for_moderation(site: RecordedSite) -> None:
    answer = await comment(site)
    assert (answer.status_code, answer.json()["status"]) == (201, "hold")
    assert answer.json()["content"]["rendered"] == "<p>Hello <b>there</b></p>\n"
    assert "author_email" not in answer.json()
    assert (await site.ask(f"{COMMENTS}/{answer.json()['id']}")).status_code == 401


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        pytest.param({"author_email": "nonsense"}, 400, id="no e-mail address"),
        pytest.param({"author_name": ""}, 400, id="no name"),
        pytest.param({"content": " "}, 400, id="no text"),
        pytest.param({"status": "approved"}, 401, id="own judgement"),
        pytest.param({"author": 1}, 401, id="in the name of an account"),
        pytest.param({"author_ip": "10.1.2.3"}, 401, id="from another address"),
        pytest.param({"date": "2001-01-01T00:00:00"}, 401, id="at another time"),
        pytest.param({"type": "note"}, 401, id="a note"),
        pytest.param({"post": 999999}, 403, id="on nothing"),
        pytest.param({"parent": 999999}, 400, id="reply to nothing"),
    ],
)
async def test_guest_may_do_what_the_form_allows(
    site: RecordedSite, changes: dict[str, Any], status: int
) -> None:
    answer = await comment(site, **changes)
    assert answer.status_code == status, answer.text


async def test_guest_who_repeats_or_floods_is_refused(site: RecordedSite) -> None:
    assert (await comment(site)).status_code == 201
    assert (await comment(site)).status_code == 409
    assert (await comment(site, content="Another one")).status_code in {400, 429}


async def test_moderation_of_many_tells_each_outcome(site: RecordedSite) -> None:
    first = (await ask(site, COMMENTS, None, "admin", post=OPEN_POST, content="One")).json()["id"]
    second = (await ask(site, COMMENTS, None, "admin", post=OPEN_POST, content="Two")).json()["id"]
    answer = await ask(site, MODERATE, None, "admin", action="hold", ids=[first, 999999, second, first])
    assert answer.status_code == 200
    done, missing, other = answer.json()["results"]
    assert done == {"id": first, "status": "hold"}
    assert (missing["id"], missing["error"]["code"]) == (999999, "rest_comment_invalid_id")
    assert other["status"] == "hold"
    gone = await ask(site, MODERATE, None, "admin", action="delete", ids=[first, second])
    assert [one["deleted"] for one in gone.json()["results"]] == [True, True]


async def test_moderation_of_foreign_comments_is_refused_one_by_one(site: RecordedSite) -> None:
    made = (await ask(site, COMMENTS, None, "admin", post=OPEN_POST, content="One")).json()["id"]
    answer = await ask(site, MODERATE, None, "author2", action="spam", ids=[made])
    assert answer.json()["results"][0]["error"]["code"] == "rest_cannot_edit"
    assert (await site.ask(f"{COMMENTS}/{made}")).status_code == 200


@pytest.mark.parametrize(
    ("role", "body", "status"),
    [
        ("anon", {"action": "spam", "ids": [1]}, 401),
        ("subscriber", {"action": "spam", "ids": [1]}, 403),
        ("admin", {"action": "burn", "ids": [1]}, 400),
        ("admin", {"action": "spam", "ids": []}, 400),
        ("admin", {"action": "spam", "ids": [0]}, 400),
        ("admin", {"action": "spam", "ids": list(range(1, 102))}, 400),
    ],
)
async def test_moderation_that_makes_no_sense_is_refused(
    site: RecordedSite, role: str, body: dict[str, Any], status: int
) -> None:
    assert (await ask(site, MODERATE, None, role, **body)).status_code == status


async def test_moderation_is_in_no_index(site: RecordedSite) -> None:
    index = (await site.ask("/wp-json/")).json()
    assert "tympan/v1" not in index["namespaces"]
    assert not [route for route in index["routes"] if "moderate" in route]
