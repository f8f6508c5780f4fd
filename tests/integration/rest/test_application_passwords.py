"""Application passwords over the API."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conformance import recording, replay
from tests.conformance.sites import RecordedSite, recorded_site

MINE = "/wp-json/wp/v2/users/me/application-passwords"


async def send(
    site: RecordedSite, role: str, path: str, method: str = "POST", **said: Any
) -> httpx2.Response:
    return await replay.send(site.client, {"path": path, "role": role, "method": method}, json=said)


async def ask_with(site: RecordedSite, password: str, path: str) -> httpx2.Response:
    login = recording.users()["author"]["login"]
    headers = {"Authorization": replay.basic(login, password)}
    return await replay.send(site.client, {"path": path, "headers": headers})


async def test_new_password_is_shown_once_and_opens_the_api(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        made = await send(site, "author", MINE, name="Pocket")
        assert made.status_code == 201
        assert made.headers["location"].endswith(f"/users/3/application-passwords/{made.json()['uuid']}")
        shown = await ask_with(site, made.json()["password"], f"{MINE}/introspect?context=edit")
        assert (shown.json()["name"], "password" in shown.json()) == ("Pocket", False)


async def test_revoked_password_opens_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        made = (await send(site, "author", MINE, name="Pocket")).json()
        gone = await send(site, "author", f"{MINE}/{made['uuid']}", "DELETE")
        assert (gone.json()["deleted"], gone.json()["previous"]["name"]) == (True, "Pocket")
        refused = await ask_with(site, made["password"], "/wp-json/wp/v2/users/me")
        assert refused.status_code == 401


async def test_password_takes_another_name(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        made = (await send(site, "author", MINE, name="Pocket")).json()
        renamed = await send(site, "author", f"{MINE}/{made['uuid']}", "PUT", name="Tablet <b>two</b>")
        assert (renamed.status_code, renamed.json()["name"]) == (200, "Tablet two")


@pytest.mark.parametrize("said", [{}, {"name": " "}, {"name": "x", "app_id": "no-uuid"}, {"name": ["x"]}])
async def test_password_without_a_name_or_with_a_wrong_id_is_refused(
    sqlite_url: str, tmp_path: Path, said: dict[str, Any]
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        assert (await send(site, "author", MINE, **said)).status_code == 400


async def test_second_password_of_a_name_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await send(site, "author", MINE, name="CONFORMANCE")
        assert (answer.status_code, answer.json()["code"]) == (409, "application_password_duplicate_name")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", ""), ("POST", ""), ("DELETE", ""), ("GET", "/introspect")]
)
async def test_passwords_of_others_are_for_administrators(
    sqlite_url: str, tmp_path: Path, method: str, path: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        address = f"/wp-json/wp/v2/users/1/application-passwords{path}"
        assert (await send(site, "editor", address, method, name="x")).status_code == 403


async def test_all_passwords_of_an_account_go_at_once(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        address = "/wp-json/wp/v2/users/3/application-passwords"
        gone = await send(site, "admin", address, "DELETE")
        assert gone.json() == {"deleted": True, "count": 2}
        assert (await site.ask(address, "admin")).json() == []
