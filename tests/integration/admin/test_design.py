"""The pages of the design: a site's own styles begin when somebody looks who designs it, and templates open by their name."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.model.posts import PostQuery
from engine.store import posts
from engine.web.admin import assets
from tests.conformance.sites import RecordedSite, recorded_site

STYLES = "/wp-admin/site-editor.php?p=/styles"


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "entry", lambda: assets.Entry("entry.js", (), ()))


async def log_in(site: RecordedSite, login: str) -> None:
    site.client.cookies.clear()
    done = await site.client.post("/wp-login.php", data={"log": login, "pwd": f"{login}-pass-1"})
    assert done.status_code == 302


async def link(site: RecordedSite) -> str | None:
    site.client.cookies.clear()  # who asks says so with every question
    (theme,) = (await site.ask("/wp-json/wp/v2/themes?status=active", "admin")).json()
    found = theme["_links"].get("wp:user-global-styles")
    return urlsplit(found[0]["href"]).path if found else None


async def test_own_styles_begin_once_for_who_designs(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path, theme="golden") as site:
        await log_in(site, "edith")
        assert (await site.client.get(STYLES)).status_code == 200
        assert await link(site) is None
        await log_in(site, "admin")
        for _ in range(2):
            assert (await site.client.get(STYLES)).status_code == 200
        own = await link(site)
        assert own is not None
        identity = int(own.rpartition("/")[2])
        asked = PostQuery(types=("wp_global_styles",), slugs=("wp-global-styles-golden",))
        (post,) = (await posts.select(site.database, asked))[0]
        assert (post.id, post.title, post.status) == (identity, "Custom Styles", "publish")
        kept = await site.send("POST", own, json={"styles": {"color": {"text": "#123456"}}})
        assert kept.json()["styles"] == {"color": {"text": "#123456"}}
        assert "#123456" in (await site.client.get("/")).text


async def test_theme_that_brings_its_looks_itself_gets_no_styles(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path, theme="frisket") as site:
        await log_in(site, "admin")
        assert (await site.client.get(STYLES)).status_code == 200
        assert await link(site) is None


async def test_stored_template_is_opened_by_its_name(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        changed = await site.send("POST", "/wp-json/wp/v2/templates/fixture//page", json={"content": "Mine."})
        await log_in(site, "admin")
        answer = await site.client.get(f"/wp-admin/post.php?post={changed.json()['wp_id']}&action=edit")
        assert answer.status_code == 302
        asked = parse_qs(urlsplit(answer.headers["location"]).query)
        assert asked == {"p": ["/wp_template/fixture//page"], "canvas": ["edit"]}
