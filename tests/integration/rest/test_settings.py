"""Settings over the API: what is stored of what is said."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from engine.store import options
from tests.conformance import replay
from tests.conformance.sites import RecordedSite, recorded_site

SETTINGS = "/wp-json/wp/v2/settings"


async def change(site: RecordedSite, role: str = "admin", **said: Any) -> httpx2.Response:
    return await replay.send(site.client, {"path": SETTINGS, "role": role, "method": "POST"}, json=said)


async def stored(site: RecordedSite, name: str) -> str | None:
    return (await options.named(site.database, [name])).get(name)


@pytest.mark.parametrize(
    ("setting", "said", "kept"),
    [
        (("title", "blogname"), "Tides & Sons", "Tides &amp; Sons"),
        (("date_format", "date_format"), "<b>Y</b>", "Y"),
        (("start_of_week", "start_of_week"), -1, "1"),
        (("posts_per_page", "posts_per_page"), 0, "1"),
        (("posts_per_page", "posts_per_page"), -1, "-1"),
        (("use_smilies", "use_smilies"), False, ""),
        (("use_smilies", "use_smilies"), True, "1"),
        (("timezone", "timezone_string"), "Europe/Lisbon", "Europe/Lisbon"),
        (("default_ping_status", "default_ping_status"), "closed", "closed"),
        (("url", "siteurl"), "https://blog.test", "https://blog.test"),
    ],
)
async def test_setting_is_stored_as_wordpress_stores_it(
    database_url: str, tmp_path: Path, setting: tuple[str, str], said: Any, kept: str
) -> None:
    name, option = setting
    async with recorded_site(database_url, tmp_path) as site:
        assert (await change(site, **{name: said})).status_code == 200
        assert await stored(site, option) == kept


@pytest.mark.parametrize(
    ("name", "said"), [("timezone", "Mars/Olympus"), ("url", "ftp://x"), ("language", "xx")]
)
async def test_setting_that_cannot_be_is_left_as_it_was(
    sqlite_url: str, tmp_path: Path, name: str, said: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        before = (await site.ask(SETTINGS, "admin")).json()
        answer = await change(site, **{name: said})
        assert (answer.status_code, answer.json()) == (200, before)


@pytest.mark.parametrize(
    ("name", "said"), [("email", "nobody"), ("page_on_front", "x"), ("default_ping_status", "on")]
)
async def test_setting_of_another_type_is_refused(
    sqlite_url: str, tmp_path: Path, name: str, said: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await change(site, **{name: said})
        assert (answer.status_code, list(answer.json()["data"]["params"])) == (400, [name])


async def test_null_goes_back_to_the_default(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        assert (await change(site, posts_per_page=None)).json()["posts_per_page"] == 10
        assert await stored(site, "posts_per_page") is None


@pytest.mark.parametrize("role", ["anon", "subscriber", "contributor", "author", "editor"])
async def test_settings_are_changed_by_administrators_alone(
    sqlite_url: str, tmp_path: Path, role: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await change(site, role, title="Mine now")
        assert (answer.status_code, answer.json()["code"]) == (
            401 if role == "anon" else 403,
            "rest_forbidden",
        )
        assert await stored(site, "blogname") == "Lantern Quay &amp; Sons"
