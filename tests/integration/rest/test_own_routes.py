"""Our own routes beside WordPress's: themes, further settings, networks, jobs, transfers, locks, sessions."""

import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.domain import health, networks, publishing, queue
from engine.model.jobs import Nothing, PostNumber
from engine.store import options
from engine.transfer import imports
from tests.conformance.sites import RecordedSite, recorded_site
from tests.mailbox import mail_server

OWN = "/wp-json/tympan/v1"


@pytest.fixture
async def site(sqlite_url: str, tmp_path: Path) -> AsyncIterator[RecordedSite]:
    async with recorded_site(sqlite_url, tmp_path) as opened:
        yield opened


async def stored(site: RecordedSite, name: str) -> str | None:
    return (await options.named(site.database, [name])).get(name)


FOR_WHO_RUNS_IT = (
    ("POST", "/themes/platen/activate"), ("GET", "/settings"), ("GET", "/networks"), ("GET", "/jobs"),
    ("POST", "/jobs/discard"), ("GET", "/export"), ("POST", "/imports"), ("GET", f"/imports/{'x' * 43}"),
    ("GET", "/users/1/sessions"), ("GET", "/roles"), ("POST", "/invitations"),
)  # fmt: skip


async def test_what_runs_the_site_is_for_who_runs_it(site: RecordedSite) -> None:
    guest = {"username": "guest", "email": "guest@example.org", "role": "author"}
    for method, path in FOR_WHO_RUNS_IT:
        json: dict[str, Any] | None = {"ids": [1], **guest} if method == "POST" else None
        for role, status in (("author", 403), ("anon", 401)):
            assert (await site.send(method, OWN + path, role, json)).status_code == status, path


async def test_theme_is_previewed_by_who_may_switch_and_then_shows_the_site(site: RecordedSite) -> None:
    async def shows(theme: str, query: str = "") -> bool:
        return f"/themes/{theme}/" in (await site.client.get(f"/{query}")).text

    assert not await shows("platen", "?wp_theme_preview=platen")
    await site.client.post("/wp-login.php", data={"log": "admin", "pwd": "admin-pass-1"})
    assert await shows("platen", "?wp_theme_preview=platen")
    assert not await shows("platen")
    site.client.cookies.clear()
    answer = await site.send("POST", f"{OWN}/themes/platen/activate")
    assert (answer.status_code, answer.json()) == (200, {"stylesheet": "platen", "status": "active"})
    assert await shows("platen")
    assert (await stored(site, "stylesheet"), await stored(site, "template")) == ("platen", "frisket")
    assert (await site.send("POST", f"{OWN}/themes/none/activate")).status_code == 404
    (shown,) = (await site.ask("/wp-json/wp/v2/themes?status=active", "admin")).json()
    sizes = shown["theme_supports"]["editor-font-sizes"]
    assert sizes
    assert {type(one["size"]) for one in sizes} == {float}


SETTINGS = (
    ("permalink_structure", "archives/%post_id%", "/archives/%post_id%"),
    ("permalink_structure", "", ""),
    ("category_base", " /topics/ ", "/topics"),
    ("gmt_offset", 5.5, "5.5"),
    ("moderation_keys", "spam \n\nham\nspam", "spam\nham"),
    ("comment_max_links", -3, "3"),
    ("users_can_register", True, "1"),
    ("default_role", "author", "author"),
    ("default_role", "king", "author"),
)


async def test_further_setting_is_stored_as_wordpress_stores_it(site: RecordedSite) -> None:
    for name, said, kept in SETTINGS:
        assert (await site.send("POST", f"{OWN}/settings", json={name: said})).status_code == 200
        assert await stored(site, name) == kept


async def test_permalinks_that_lead_nowhere_are_refused(site: RecordedSite) -> None:
    before = await stored(site, "permalink_structure")
    for structure in ("/%year%/", "/blog/", "/%postname%/%nonsense%/"):
        answer = await site.send("POST", f"{OWN}/settings", json={"permalink_structure": structure})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_permalink_structure")
    assert await stored(site, "permalink_structure") == before


async def test_network_is_offered_once_it_is_set_up_and_its_secret_is_never_told(site: RecordedSite) -> None:
    said = {"github_client_id": "the-blog", "github_client_secret": "hush-hush"}
    answer = await site.send("POST", f"{OWN}/networks", json=said)
    github = next(one for one in answer.json()["networks"] if one["slug"] == "github")
    assert github["is_offered"]
    assert github["callback"] == "http://blog.test/auth/github/callback"
    assert [one["value"] for one in github["fields"]] == ["the-blog", ""]
    assert "hush-hush" not in answer.text + (await site.ask(f"{OWN}/networks", "admin")).text

    leaving = await site.client.get("/auth/github")
    assert "client_id=the-blog" in leaving.headers["location"]
    await site.send("POST", f"{OWN}/networks", json=dict.fromkeys(said, ""))
    assert (await site.client.get("/auth/github")).status_code == 404


async def test_secret_of_a_network_is_sealed_and_entered_anew_once_the_keys_have_changed(
    sqlite_url: str, tmp_path: Path
) -> None:
    said = {"github_client_id": "the-blog", "github_client_secret": "hush-hush"}
    async with recorded_site(sqlite_url, tmp_path, auth_key="a key", auth_salt="a salt") as site:
        await site.send("POST", f"{OWN}/networks", json=said)
        kept = await stored(site, "tympan_networks") or ""
        assert "the-blog" in kept
        assert "hush-hush" not in kept
        assert (await site.client.get("/auth/github")).is_redirect

        running = await site.application.running()
        rotated = replace(running.site.settings, auth_key="another")
        findings = {one.name: one for one in await health.examine(rotated)}
        assert not findings["secrets"].ok
        assert "github_client_secret" in findings["secrets"].detail
        begun = await running.site.begin()
        ctx = replace(begun, site=replace(begun.site, settings=rotated))
        assert networks.effective(ctx).github_client_secret == ""
        assert networks.effective(ctx).github_client_id == "the-blog"


async def test_jobs_are_told_without_what_is_in_them_and_done_again_or_forgotten(site: RecordedSite) -> None:
    running = await site.application.running()
    ctx = await running.site.begin()
    await queue.add(ctx, publishing.PING, PostNumber(4711), at=ctx.now + timedelta(days=400))
    answer = await site.ask(f"{OWN}/jobs?kind={publishing.PING.name}", "admin")
    (job,) = answer.json()
    assert job["state"] == "waiting"
    assert "4711" not in answer.text
    assert (await site.send("POST", f"{OWN}/jobs/retry", json={"ids": [job["id"]]})).json() == {"count": 1}
    assert (await site.send("POST", f"{OWN}/jobs/discard", json={"ids": [job["id"]]})).json() == {"count": 1}
    assert (await site.ask(f"{OWN}/jobs?kind={publishing.PING.name}", "admin")).json() == []


async def test_what_is_exported_is_imported_in_the_background_with_a_report(site: RecordedSite) -> None:
    exported = await site.ask(f"{OWN}/export?type=page", "admin")
    assert exported.headers["content-disposition"].startswith('attachment; filename="export-')
    assert exported.content.startswith(b"<?xml")
    foreign = exported.content.replace(b"http://blog.test", b"http://elsewhere.test")
    state = await send_file(site, "site.xml", foreign)
    assert state["status"] == "waiting"
    await site.do_jobs()
    done = (await site.ask(f"{OWN}/imports/{state['id']}", "admin")).json()
    assert (done["status"], done["error"]) == ("done", "")
    assert done["report"]["posts"] > 0
    assert done["position"] == done["size"] == len(foreign)


async def test_export_is_written_while_it_is_sent(site: RecordedSite) -> None:
    async with site.client.stream("GET", f"{OWN}/export", headers=await basic(site)) as answer:
        assert "content-length" not in answer.headers
        assert (await answer.aread()).endswith(b"</channel>\n</rss>\n")
    enveloped = (await site.ask(f"{OWN}/export?_envelope", "admin")).json()
    assert (enveloped["status"], enveloped["body"][:5]) == (200, "<?xml")


async def test_file_of_an_import_that_was_discarded_is_removed_after_a_month(site: RecordedSite) -> None:
    await send_file(site, "site.xml", b"<?xml")
    running = await site.application.running()
    ctx = await running.site.begin()
    folder = running.site.settings.uploads_dir / ".imports"
    await imports.sweep(ctx, Nothing())
    assert list(folder.iterdir())
    await imports.sweep(replace(ctx, now=ctx.now + timedelta(days=31)), Nothing())
    assert not list(folder.iterdir())
    await site.do_jobs()


def packed(*names: str) -> bytes:
    """An archive of Markdown files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "# Out of line")
    return buffer.getvalue()


async def test_archive_is_unpacked_nowhere_else(site: RecordedSite, tmp_path: Path) -> None:
    state = await send_file(site, "notes.zip", packed("../../../evil.md", "/tmp/evil.md", "a/../../evil.md"))  # noqa: S108
    await site.do_jobs()
    told = (await site.ask(f"{OWN}/imports/{state['id']}", "admin")).json()
    assert told["status"] == "done"
    assert not list(tmp_path.rglob("evil*"))
    assert not Path("/tmp/evil.md").exists()  # noqa: S108


async def test_archive_of_too_many_files_is_refused(site: RecordedSite) -> None:
    state = await send_file(site, "notes.zip", packed(*(f"{number}.md" for number in range(20_001))))
    await site.do_jobs()
    told = (await site.ask(f"{OWN}/imports/{state['id']}", "admin")).json()
    assert (told["status"], told["error"]) == ("failed", "There is too much in this archive.")


async def test_file_that_is_no_export_is_told(site: RecordedSite) -> None:
    state = await send_file(site, "notes.zip", b"not packed at all")
    await site.do_jobs()
    told = (await site.ask(f"{OWN}/imports/{state['id']}", "admin")).json()
    assert (told["status"], told["error"]) == ("failed", "This archive cannot be opened.")
    refused = await site.client.post(
        f"{OWN}/imports", files={"file": ("x.exe", b"MZ")}, headers=await basic(site)
    )
    assert refused.json()["code"] == "no_export"


async def test_second_person_is_told_of_the_first_and_may_take_over(site: RecordedSite) -> None:
    post = (await site.ask("/wp-json/wp/v2/posts?per_page=1", "admin")).json()[0]["id"]
    lock = f"{OWN}/locks/{post}"
    assert (await site.send("POST", lock, "admin", {})).json()["lock"]
    second = (await site.send("POST", lock, "editor", {})).json()
    assert (second["lock"], bool(second["holder"]["name"])) == ("", True)
    assert (await site.send("POST", lock, "editor", {"take_over": True})).json()["lock"]
    assert (await site.send("POST", lock, "admin", {})).json()["holder"]
    await site.send("DELETE", lock, "admin")
    assert (await site.ask(lock, "admin")).json()["holder"], "another's lock stays"
    await site.send("DELETE", lock, "editor")
    assert (await site.ask(lock, "admin")).json()["holder"] is None
    assert (await site.send("POST", lock, "subscriber", {})).status_code == 403


async def test_draft_is_seen_by_whoever_has_its_shared_address(site: RecordedSite) -> None:
    draft = {"title": "Not yet", "content": "Ripe in <b>May</b>.", "status": "draft"}
    post = (await site.send("POST", "/wp-json/wp/v2/posts", json=draft)).json()["id"]
    other = (await site.send("POST", "/wp-json/wp/v2/posts", json=draft)).json()["id"]
    link = (await site.send("POST", f"{OWN}/previews/{post}", json={})).json()["link"]
    seen = await site.client.get(link)
    assert "Ripe in <b>May</b>." in seen.text
    assert seen.headers["x-robots-tag"] == "noindex"
    for wrong in (link.replace(f"p={post}", f"p={other}"), link[:-1] + ("0" if link[-1] != "0" else "1")):
        assert "Ripe in" not in (await site.client.get(wrong)).text
    assert (await site.send("POST", f"{OWN}/previews/{post}", "author", {})).status_code == 403


async def test_sessions_are_listed_and_ended(site: RecordedSite) -> None:
    form = {"log": "edith", "pwd": "edith-pass-1"}
    for _ in range(3):
        assert (await site.client.post("/wp-login.php", data=form)).status_code == 302
    nonce = (await site.client.get("/wp-admin/admin-ajax.php?action=rest-nonce")).text
    headers = {"X-WP-Nonce": nonce}
    found = (await site.client.get(f"{OWN}/users/me/sessions", headers=headers)).json()
    assert [one["is_this"] for one in found].count(True) == 1
    this = next(one for one in found if one["is_this"])
    others = await site.client.delete(f"{OWN}/users/me/sessions", headers=headers)
    assert others.json() == {"count": len(found) - 1}
    assert (await site.client.get(f"{OWN}/users/me/sessions", headers=headers)).json() == [this]
    ended = await site.client.delete(f"{OWN}/users/me/sessions/{this['key']}", headers=headers)
    assert ended.json() == {"deleted": True}
    assert (await site.client.get("/wp-admin/")).status_code == 302


async def basic(site: RecordedSite) -> dict[str, str]:
    """The headers by which the administrator asks."""
    request = (await site.ask("/wp-json/wp/v2/users/me", "admin")).request
    return {"Authorization": request.headers["authorization"]}


async def send_file(site: RecordedSite, name: str, content: bytes) -> dict[str, Any]:
    """Have a file imported; how that begins."""
    answer = await site.client.post(
        f"{OWN}/imports", files={"file": (name, content)}, headers=await basic(site)
    )
    assert answer.status_code == 202, answer.text
    state: dict[str, Any] = answer.json()
    return state


async def test_views_of_lists_are_the_accounts_own(site: RecordedSite) -> None:
    drafts = {
        "name": "Drafts",
        "view": {"type": "table", "filters": [{"field": "status", "value": ["draft"]}]},
    }
    mine = {"name": "Mine", "view": {"search": "quay"}}
    kept = await site.send("POST", f"{OWN}/views/posts", "author", {"views": [drafts, mine]})
    assert (kept.status_code, kept.json()) == (200, {"views": [drafts, mine]})
    await site.send("POST", f"{OWN}/views/media", "author", {"views": [mine]})
    assert (await site.ask(f"{OWN}/views/posts", "author")).json() == {"views": [drafts, mine]}
    assert (await site.ask(f"{OWN}/views/posts", "editor")).json() == {"views": []}
    assert (await site.ask(f"{OWN}/views/posts")).status_code == 401
    await site.send("POST", f"{OWN}/views/posts", "author", {"views": []})
    assert (await site.ask(f"{OWN}/views/posts", "author")).json() == {"views": []}
    assert (await site.ask(f"{OWN}/views/media", "author")).json() == {"views": [mine]}


@pytest.mark.parametrize(
    ("views", "code"),
    [
        ([{"name": "Twice", "view": {}}] * 2, "view_exists"),
        ([{"name": str(number), "view": {}} for number in range(31)], "rest_invalid_param"),
        ([{"name": "Large", "view": {"search": "x" * 70_000}}], "too_many_views"),
        ([{"name": "", "view": {}}], "rest_invalid_param"),
        ([{"name": "No view"}], "rest_invalid_param"),
    ],
)
async def test_views_that_cannot_be_kept_are_refused(site: RecordedSite, views: list[Any], code: str) -> None:
    refused = await site.send("POST", f"{OWN}/views/posts", "author", {"views": views})
    assert (refused.status_code, refused.json()["code"]) == (400, code)
    assert (await site.ask(f"{OWN}/views/posts", "author")).json() == {"views": []}


async def test_invitation_makes_an_account_whose_password_only_the_mail_sets(
    sqlite_url: str, tmp_path: Path
) -> None:
    guest = {"username": "nora", "email": "nora@example.org", "role": "author"}
    with mail_server() as box:
        async with recorded_site(sqlite_url, tmp_path, **box.settings) as site:
            answer = await site.send("POST", f"{OWN}/invitations", json=guest)
            assert (answer.status_code, answer.json()["username"]) == (201, "nora")
            assert (await site.send("POST", f"{OWN}/invitations", json=guest)).status_code == 409
            made = await site.send("GET", f"/wp-json/wp/v2/users/{answer.json()['id']}?context=edit")
            assert made.json()["roles"] == ["author"]
            await site.do_jobs()
    letter = next(mail for mail in box.mails if mail["to"] == "nora@example.org")
    assert "/wp-login.php?action=rp&key=" in letter.get_content()


async def test_nobody_is_invited_where_no_mail_goes_out(site: RecordedSite) -> None:
    guest = {"username": "nora", "email": "nora@example.org", "role": "author"}
    assert (await site.send("POST", f"{OWN}/invitations", json=guest)).json()["code"] == "no_mail"
    assert (await site.send("GET", "/wp-json/wp/v2/users?search=nora")).json() == []
