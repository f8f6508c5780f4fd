"""The page in which the admin runs."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from engine.web.admin import assets
from tests.conformance.sites import RecordedSite, recorded_site


@pytest.fixture
async def site(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[RecordedSite]:
    entry = assets.Entry("entry.js", ("entry.css",), ("shared.js",), ("sha256-abc=",))
    monkeypatch.setattr(assets, "entry", lambda: entry)
    async with recorded_site(sqlite_url, tmp_path) as opened:
        yield opened


async def log_in(site: RecordedSite, login: str) -> None:
    form = {"log": login, "pwd": f"{login}-pass-1"}
    assert (await site.client.post("/wp-login.php", data=form)).status_code == 302


async def boot(site: RecordedSite, path: str) -> dict[str, object]:
    answer = await site.client.get(path)
    assert answer.status_code == 200
    found = re.search(
        r'<script type="application/json" id="tympan-boot">(.*?)</script>', answer.text, re.DOTALL
    )
    assert found
    read: dict[str, object] = json.loads(found[1])
    return read


async def test_page_for_a_stranger_leads_to_the_log_in_and_back(site: RecordedSite) -> None:
    answer = await site.client.get("/wp-admin/edit.php?post_type=page")

    assert answer.status_code == 302
    assert answer.headers["location"].startswith("http://blog.test/wp-login.php?redirect_to=")
    assert "edit.php" in answer.headers["location"]


async def test_page_brings_along_what_the_application_asks_first(site: RecordedSite) -> None:
    await log_in(site, "edith")
    read = await boot(site, "/wp-admin/")

    assert read["root"] == "http://blog.test/wp-json/"
    assert "edit_others_posts" in read["capabilities"]  # type: ignore[operator]
    assert read["preload"]["/wp/v2/users/me?context=edit"]["body"]["slug"] == "edith"  # type: ignore[index]


async def test_page_runs_no_script_but_ours(site: RecordedSite) -> None:
    await log_in(site, "edith")
    answer = await site.client.get("/wp-admin/")

    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["script-src"] == "'self' 'sha256-abc='"
    assert policy["frame-ancestors"] == "'self'"


async def test_page_of_a_new_post_makes_an_auto_draft_of_the_author(site: RecordedSite) -> None:
    await log_in(site, "arthur")
    read = await boot(site, "/wp-admin/post-new.php")
    answer = await site.client.get(
        f"/wp-json/wp/v2/posts/{read['newPost']}?context=edit", headers={"X-WP-Nonce": str(read["nonce"])}
    )

    assert answer.json()["status"] == "auto-draft"


async def test_canvas_of_the_editor_has_the_look_and_the_presets_of_the_theme(site: RecordedSite) -> None:
    await log_in(site, "arthur")
    editor: Any = (await boot(site, "/wp-admin/post-new.php"))["editor"]
    (styles,) = [one for one in editor["styles"] if "Theme Name:" in one["css"]]

    assert styles["baseURL"].startswith("http://blog.test/wp-content/themes/")
    palette = editor["__experimentalFeatures"]["color"]["palette"]
    assert {"name": "Black", "slug": "black", "color": "#000000"} in palette["default"]


async def test_editor_is_told_of_an_autosave_until_the_post_is_saved_after_it(site: RecordedSite) -> None:
    await log_in(site, "admin")
    nonce = (await site.client.get("/wp-admin/admin-ajax.php?action=rest-nonce")).text
    (post,) = (await site.client.get("/wp-json/wp/v2/posts?per_page=1")).json()
    page, path = f"/wp-admin/post.php?post={post['id']}&action=edit", f"/wp-json/wp/v2/posts/{post['id']}"
    before = await boot(site, page)
    saved = await site.client.post(
        f"{path}/autosaves", json={"content": "Half a thought"}, headers={"X-WP-Nonce": nonce}
    )
    told = await boot(site, page)

    assert "autosave" not in before["editor"]  # type: ignore[operator]
    link = f"http://blog.test/wp-admin/revision.php?revision={saved.json()['id']}"
    assert told["editor"]["autosave"] == {"editLink": link}  # type: ignore[index]

    await site.client.post(path, json={"content": "A thought"}, headers={"X-WP-Nonce": nonce})
    assert "autosave" not in (await boot(site, page))["editor"]  # type: ignore[operator]


async def test_page_of_a_new_post_for_a_subscriber_is_refused(site: RecordedSite) -> None:
    await log_in(site, "susan")

    assert (await site.client.get("/wp-admin/post-new.php")).status_code == 403


async def test_page_of_a_strangers_post_is_refused_to_an_author(site: RecordedSite) -> None:
    await log_in(site, "arthur")

    assert (await site.client.get("/wp-admin/post.php?post=1&action=edit")).status_code == 403


async def test_nonce_is_renewed_for_the_session_alone(site: RecordedSite) -> None:
    address = "/wp-admin/admin-ajax.php?action=rest-nonce"
    assert (await site.client.get(address)).status_code == 400
    await log_in(site, "edith")

    nonce = (await site.client.get(address)).text
    me = await site.client.get("/wp-json/wp/v2/users/me", headers={"X-WP-Nonce": nonce})
    assert me.json()["slug"] == "edith"
