"""Accounts through the API, beyond what is recorded."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from engine.model import php
from engine.store import meta, options
from tests.conformance import recording, replay
from tests.conformance.sites import RecordedSite, recorded_site

USERS = "/wp-json/wp/v2/users"


async def send(
    site: RecordedSite, role: str, path: str, body: dict[str, Any], method: str = "POST"
) -> httpx2.Response:
    return await replay.send(site.client, {"path": path, "role": role, "method": method}, json=body)


@pytest.mark.parametrize("role", ["anon", "subscriber", "author", "editor"])
async def test_accounts_listed_to_those_who_may_not_show_nothing_private(
    sqlite_url: str, tmp_path: Path, role: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        listed = await site.ask(f"{USERS}?per_page=100", role)
        assert {one["id"] for one in listed.json()} == {1, 2, 3, 4, 7}
        assert not {"email", "username", "roles", "registered_date", "capabilities"} & listed.json()[0].keys()
        assert "@example.org" not in listed.text


@pytest.mark.parametrize("search", ["author2@example.org", "example.org", "@"])
async def test_addresses_of_accounts_cannot_be_guessed_by_searching(
    sqlite_url: str, tmp_path: Path, search: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for role in ("anon", "editor"):
            assert (await site.ask(f"{USERS}?search={search}", role)).json() == []


async def test_account_that_never_published_is_not_known_to_visitors(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        assert (await site.ask(f"{USERS}/6")).json()["code"] == "rest_user_cannot_view"
        assert (await site.ask(f"{USERS}?slug=susan")).json() == []
        assert (await site.ask(f"{USERS}?include=6")).json() == []


async def test_roles_are_given_only_by_who_may_promote(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        refused = await send(site, "subscriber", f"{USERS}/me", {"roles": ["administrator"]})
        assert (refused.status_code, refused.json()["code"]) == (403, "rest_cannot_edit_roles")
        assert (await send(site, "subscriber", f"{USERS}/me", {"roles": []})).status_code == 403
        own = await send(site, "admin", f"{USERS}/me", {"roles": ["editor"]})
        assert (own.status_code, own.json()["code"]) == (403, "rest_user_invalid_role")
        assert (await send(site, "admin", f"{USERS}/6", {"roles": ["author"]})).json()["roles"] == ["author"]


async def test_account_changes_what_is_its_own(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        body = {"first_name": "Su <b>x</b>", "meta": {"persisted_preferences": {"core": {"open": True}}}}
        changed = (await send(site, "subscriber", f"{USERS}/me", body)).json()
        assert changed["first_name"] == "Su x"
        shown = (await site.ask(f"{USERS}/me?context=edit", "subscriber")).json()
        assert shown["meta"]["persisted_preferences"] == {"core": {"open": True}}


async def test_another_password_ends_the_sessions_of_the_old_one(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await site.client.post("/wp-login.php", data={"log": "susan", "pwd": "susan-pass-1"})
        assert "logged in as Susan" in (await site.client.get("/wp-login.php")).text
        session = dict(site.client.cookies)
        site.client.cookies.clear()
        await send(site, "admin", f"{USERS}/6", {"password": "another one"})
        site.client.cookies.update(session)
        assert "logged in as" not in (await site.client.get("/wp-login.php")).text
        again = await site.client.post("/wp-login.php", data={"log": "susan", "pwd": "another one"})
        assert again.status_code == 302


async def test_account_with_posts_is_not_removed_without_an_heir(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        path = f"{USERS}/3?force=true&reassign="
        assert (await send(site, "admin", path + "false", {}, "DELETE")).status_code == 409
        assert (await send(site, "admin", path + "4", {}, "DELETE")).status_code == 200
        assert (await site.ask("/wp-json/wp/v2/posts/127?_fields=author")).json() == {"author": 4}


async def test_use_of_an_application_password_is_noted_once_a_day(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        await note_use(site, 1000)
        await site.ask(f"{USERS}/me", "subscriber")
        first = await uses(site)
        assert first["last_used"] > 1000
        assert first["last_ip"] == "127.0.0.1"
        await note_use(site, first["last_used"] - 60)
        await site.ask(f"{USERS}/me", "subscriber")
        assert (await uses(site))["last_used"] == first["last_used"] - 60


async def uses(site: RecordedSite) -> dict[Any, Any]:
    """What is kept of the subscriber's first application password."""
    stored = (await meta.load(site.database, "user", (6,)))[6]["_application_passwords"][0]
    items: Any = php.unserialize(stored)
    return dict(items[0])


async def note_use(site: RecordedSite, when: int) -> None:
    value = php.serialize([{**(await uses(site)), "last_used": when}])
    await meta.put(site.database, "user", 6, key="_application_passwords", value=value)


async def test_wrong_application_password_is_as_good_as_none(sqlite_url: str, tmp_path: Path) -> None:
    user = recording.users()["subscriber"]
    async with recorded_site(sqlite_url, tmp_path) as site:
        header = {"Authorization": replay.basic(user["login"], "wrong" + user["app_password"])}
        refused = await site.client.get(f"{USERS}/me", headers=header)
        assert (refused.status_code, refused.json()["code"]) == (401, "rest_not_logged_in")


async def test_basic_counts_for_nothing_where_application_passwords_are_not_in_use(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        await options.remove(site.database, "using_application_passwords")
        assert (await site.ask(f"{USERS}/me", "admin")).status_code == 401


async def test_cookie_without_a_nonce_is_not_made_up_for_by_basic(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await site.client.post("/wp-login.php", data={"log": "susan", "pwd": "susan-pass-1"})
        assert (await site.ask(f"{USERS}/me", "admin")).status_code == 401
