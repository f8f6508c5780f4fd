"""Plugins and themes over the API."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from engine.app import create
from tests.conformance import recording, replay
from tests.conformance.serve import settings
from tests.conformance.sites import load

PLUGINS = "/wp-json/wp/v2/plugins"

_MARKING = '''"""
Plugin Name: Marking
Description: Marks titles.
"""

from engine.plugin_api import the_title


def register(hooks, _registrations):
    hooks.add_filter(the_title, lambda title, _post: "* " + title)
'''


@pytest.fixture
async def client(sqlite_url: str, tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """The recorded site with a copy of its plugins, and one that does something."""
    await load(sqlite_url)
    folder = tmp_path / "plugins"
    shutil.copytree(recording.SITE / "plugins", folder)
    (folder / "marking.py").write_text(_MARKING, encoding="utf-8")
    app = create(replace(settings(sqlite_url, tmp_path / "uploads"), plugins_dir=folder))
    async with app.router.lifespan_context(app), replay.client(app) as opened:
        yield opened


async def ask(
    client: httpx2.AsyncClient, method: str, path: str, role: str = "admin", status: str = ""
) -> httpx2.Response:
    said = {"json": {"status": status}} if status else {}
    return await replay.send(client, {"path": path, "role": role, "method": method}, **said)


async def title(client: httpx2.AsyncClient) -> str:
    answer = await client.get("/wp-json/wp/v2/posts/126?_fields=title")
    return str(answer.json()["title"]["rendered"])


async def test_plugin_works_from_the_request_after_it_is_switched_on(client: httpx2.AsyncClient) -> None:
    before = await title(client)
    assert (await ask(client, "PUT", f"{PLUGINS}/marking", status="active")).json()["status"] == "active"
    assert await title(client) == f"* {before}"
    assert (await ask(client, "PUT", f"{PLUGINS}/marking", status="inactive")).json()["status"] == "inactive"
    assert await title(client) == before


async def test_plugin_of_the_site_is_deleted_with_its_file(
    client: httpx2.AsyncClient, tmp_path: Path
) -> None:
    gone = await ask(client, "DELETE", f"{PLUGINS}/marking")
    assert (gone.json()["deleted"], gone.json()["previous"]["plugin"]) == (True, "marking")
    assert not (tmp_path / "plugins" / "marking.py").exists()
    assert (await ask(client, "GET", f"{PLUGINS}/marking")).status_code == 404


async def test_plugin_that_comes_with_the_engine_is_not_deleted(client: httpx2.AsyncClient) -> None:
    answer = await ask(client, "DELETE", f"{PLUGINS}/heading_anchors/plugin")
    assert (answer.status_code, answer.json()["code"]) == (409, "could_not_remove_plugin")


@pytest.mark.parametrize(
    "name", ["..%2f..%2fetc", "../plugins", "fixture-one%00", "fixture-one/fixture-one/x", "%2e%2e"]
)
async def test_plugin_is_named_by_what_is_installed_alone(client: httpx2.AsyncClient, name: str) -> None:
    assert (await ask(client, "DELETE", f"{PLUGINS}/{name}")).status_code in {400, 404}


@pytest.mark.parametrize("role", ["anon", "subscriber", "contributor", "author", "editor"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_plugins_are_for_administrators(client: httpx2.AsyncClient, method: str, role: str) -> None:
    answer = await ask(client, method, f"{PLUGINS}/marking", role)
    assert answer.status_code == (401 if role == "anon" else 403)


async def test_themes_are_listed_with_what_the_active_one_supports(client: httpx2.AsyncClient) -> None:
    answer = await ask(client, "GET", "/wp-json/wp/v2/themes?status=active", "contributor")
    (theme,) = answer.json()
    assert (theme["stylesheet"], theme["theme_supports"]["post-thumbnails"]) == ("fixture", True)
    assert (await ask(client, "GET", "/wp-json/wp/v2/themes", "contributor")).status_code == 403
