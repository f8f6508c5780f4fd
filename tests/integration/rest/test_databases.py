"""What no recorded request asks is answered alike on all three databases, with MariaDB's answer as the right one."""

import asyncio
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.conformance import recording
from tests.conformance.replay import basic
from tests.conformance.sites import recorded_site

API = "/wp-json/wp/v2"
SEARCHED = ("posts", "pages", "categories", "tags", "users", "comments", "media")
TEXTS = (
    "lamp", "ZOË", "Äpfel", "ss", "ß", "STRASSE", "%", "_", "\\", "'", '"two ways"', "-lamp quay", "a\0b", "МИР",
    "海", "مرحبا", "🚢", "e\u0301", "ﬁ", "ø", "İ", "カ", "100%", "\\%", "l_mp", "...", "&amp;", "<", "²", "①", "ａ",
    "\u00ad", "x" * 300,
)  # fmt: skip
ORDERS = {
    "posts": ("author", "date", "id", "modified", "parent", "slug", "title"), "pages": ("title", "menu_order"),
    "categories": ("name", "slug", "count", "description"), "tags": ("name", "slug", "count", "description"),
    "users": ("name", "slug", "email", "registered_date"), "comments": ("date", "post", "type"), "media": ("title",),
}  # fmt: skip
NUMBERS = ("-1", "0", str(2**31 - 1), str(2**31), str(2**63 - 1), str(2**63), "9" * 20)
NUMBERED = {
    "posts": ("author", "include", "exclude", "offset", "page", "categories", "tags_exclude"),
    "pages": ("menu_order", "parent"), "categories": ("parent", "post", "include"), "tags": ("post", "offset"),
    "users": ("include", "offset", "page"), "comments": ("post", "parent", "author", "offset"), "media": ("parent",),
}  # fmt: skip
DATES = ("0001-01-01T00:00:00", "9999-12-31T23:59:59", "2025-03-30T02:30:00", "2025-01-01T00:00:00%2B14:00")


def paths() -> Iterator[str]:
    for name, text in product(SEARCHED, TEXTS):
        yield f"{name}?search={quote(text)}&per_page=50&_fields=id"
    for name, text in product(("posts", "categories", "users"), TEXTS):
        yield f"{name}?slug={quote(text)}&_fields=id"
    for name, orders in ORDERS.items():
        yield from (
            f"{name}?orderby={by}&order={order}&per_page=100&_fields=id"
            for by, order in product(orders, ("asc", "desc"))
        )
    for name, arguments in NUMBERED.items():
        yield from (
            f"{name}?{argument}={number}&_fields=id" for argument, number in product(arguments, NUMBERS)
        )
        yield from (f"{name}/{number}?_fields=id" for number in NUMBERS)
    for argument, date in product(("after", "before", "modified_after"), DATES):
        yield f"posts?{argument}={date}&per_page=100&_fields=id"


async def answers(url: str, uploads: Path) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    async with recorded_site(url, uploads) as site:
        for path in paths():
            answer = await site.ask(f"{API}/{path}", "admin")
            found[path] = answer.status_code, answer.text
    return found


@pytest.mark.parametrize("other", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_databases_answer_alike(
    other: str, mariadb_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    theirs = asyncio.run(answers(mariadb_url, tmp_path / "theirs"))
    ours = asyncio.run(answers(str(request.getfixturevalue(f"{other}_url")), tmp_path / "ours"))
    assert {path: ours[path] for path in theirs if ours[path] != theirs[path]} == {}
    assert [path for path, (status, _) in theirs.items() if status >= 500] == []


@pytest.mark.postgres
async def test_body_that_cannot_be_read_is_told_whatever_number_the_address_has(
    postgres_url: str, tmp_path: Path
) -> None:
    """What may be done at the address is told too, of a number that no database can look for."""
    user = recording.users()["admin"]
    headers = {
        "Authorization": basic(user["login"], user["app_password"]),
        "Content-Type": "application/json",
    }
    async with recorded_site(postgres_url, tmp_path) as site:
        for name in NUMBERED:
            path = f"{API}/{name}/{'9' * 24}"
            answer = await site.client.post(path, headers=headers, content=b"\xff")
            assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_json"), name


@pytest.mark.mariadb
async def test_what_no_column_holds_is_stored_or_not_found_as_wordpress_has_it(
    mariadb_url: str, tmp_path: Path
) -> None:
    async with recorded_site(mariadb_url, tmp_path) as site:
        path = f"{API}/comments"
        made = await site.send("POST", path, json={"post": 127, "content": "Below nothing", "parent": -553})
        assert (made.status_code, made.json()["parent"]) == (201, 0)
        for number, stored in ((-(10**26), 0), (58, 58), (10**26, 2**63 - 1)):
            changed = await site.send("PATCH", f"{path}/{made.json()['id']}", json={"parent": number})
            assert (changed.status_code, changed.json()["parent"]) == (200, stored)
        jobs = await site.ask("/wp-json/tympan/v1/jobs?kind=m%C3%BCll", "admin")
        assert (jobs.status_code, jobs.json()) == (200, [])
