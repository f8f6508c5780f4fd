"""Personal data: asked for, confirmed by mail, exported as WordPress's archive, erased; and who may do which of it."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from engine.domain import hooks, personal_data, user_requests
from engine.domain.context import Context
from engine.domain.privacy_tools import Eraser, Exporter
from engine.model.comments import Comment
from engine.model.jobs import Nothing
from engine.model.privacy import ErasurePage, ExportPage, PersonalItem
from engine.store import comments, posts
from tests.conformance.sites import RecordedSite
from tests.integration.sites_with_mail import site_with_mail

REQUESTS = "/wp-json/tympan/v1/personal-data-requests"
GUEST = "guest@example.org"
EXPORT, ERASE = "export_personal_data", "remove_personal_data"


async def ask_for(site: RecordedSite, kind: str, person: str, **said: Any) -> dict[str, Any]:
    answer = await site.send("POST", REQUESTS, json={"action_name": kind, "person": person, **said})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def state(site: RecordedSite, identity: int) -> dict[str, Any]:
    found: dict[str, Any] = (await site.ask(f"{REQUESTS}/{identity}", "admin")).json()
    return found


async def answered(site: RecordedSite, identity: int, **said: Any) -> dict[str, Any]:
    """A request whose data were exported, or erased."""
    begun = await site.send("POST", f"{REQUESTS}/{identity}/answer", json=said)
    assert (begun.status_code, begun.json()["is_worked_on"]) == (202, True)
    await site.do_jobs()
    return await state(site, identity)


async def comment(site: RecordedSite, words: str) -> int:
    post = (await site.ask("/wp-json/wp/v2/posts")).json()[0]["id"]
    said = {"post": post, "content": words, "author_name": "Greta", "author_email": GUEST, "author_url": "https://greta.example",
            "author_ip": "203.0.113.77", "author_user_agent": "Lynx"}  # fmt: skip
    made = await site.send("POST", "/wp-json/wp/v2/comments", json=said)
    assert made.status_code == 201, made.text
    return int(made.json()["id"])


async def author(site: RecordedSite, identity: int) -> tuple[str, str, str, str, str, int]:
    """Who wrote a comment, as its row tells."""
    one = (await comments.by_ids(site.database, (identity,)))[identity]
    return one.author, one.author_email, one.author_url, one.author_ip, one.agent, one.user


def link_in(mail: Any) -> str:
    found = re.search(r"http://\S+(confirm_key|wp-personal-data)\S+", str(mail.get_content()))
    assert found, mail
    address = urlsplit(found[0])
    return f"{address.path}?{address.query}" if address.query else address.path


async def test_request_is_confirmed_by_mail_exported_and_fetched(database_url: str, tmp_path: Path) -> None:
    async with site_with_mail(database_url, tmp_path) as (site, box):
        wrote = await comment(site, "The **tide** is early.")
        made = await ask_for(site, EXPORT, GUEST)
        assert (made["status"], made["user"], made["file"]) == ("request-pending", 0, "")
        stored = (await posts.by_ids(site.database, (made["id"],)))[made["id"]]
        assert (stored.type, stored.name, stored.title, stored.content) == (
            "user_request",
            EXPORT,
            GUEST,
            "[]",
        )

        await site.do_jobs()
        question = next(one for one in box.mails if one["To"] == GUEST and "confirm_key" in one.get_content())
        page = await site.client.get(link_in(question))
        assert (page.status_code, GUEST in page.text) == (200, True)
        assert (await state(site, made["id"]))["status"] == "request-pending", "looking confirms nothing"
        done = await site.client.post(link_in(question), data={})
        assert done.status_code == 200
        assert (await state(site, made["id"]))["status"] == "request-confirmed"
        assert (await site.client.post(link_in(question), data={})).status_code == 403, "once"
        await site.do_jobs()
        assert any("export-personal-data.php" in one.get_content() for one in box.mails), "the owner is told"

        finished = await answered(site, made["id"], send_as_email=True)
        assert (finished["status"], finished["is_worked_on"]) == ("request-completed", False)
        assert finished["completed"]
        sent = next(one for one in box.mails if "wp-personal-data-exports" in one.get_content())
        fetched = await site.client.get(link_in(sent))
        assert (fetched.status_code, fetched.headers["content-disposition"]) == (200, "attachment")
        archive = zipfile.ZipFile(io.BytesIO(fetched.content))
        assert sorted(archive.namelist()) == ["export.json", "index.html"]
        ((title, groups),) = json.loads(archive.read("export.json")).items()
        assert title == f"Personal Data Export for {GUEST}"
        said = {one["name"]: one["value"] for one in groups["comments"]["items"][f"comment-{wrote}"]}
        assert said["Comment Author IP"] == "203.0.113.77"
        assert said["Comment Content"] == "The **tide** is early."
        assert "Greta" in archive.read("index.html").decode()


async def test_erasing_leaves_words_and_takes_who_said_them(database_url: str, tmp_path: Path) -> None:
    async with site_with_mail(database_url, tmp_path) as (site, box):
        ids = [await comment(site, f"Word {number}.") for number in range(3)]
        other = await author(site, 2)
        made = await ask_for(site, ERASE, GUEST, send_confirmation_email=False)
        assert made["status"] == "request-confirmed"
        done = await answered(site, made["id"])
        assert done["status"] == "request-completed"
        assert done["outcome"] == {"removed": True, "retained": False, "messages": [], "error": ""}
        for identity in ids:
            assert await author(site, identity) == ("Anonymous", "", "", "203.0.113.0", "", 0)
        assert await author(site, 2) == other
        await site.do_jobs()
        assert box.mails[-1]["To"] == GUEST
        again = await site.send("POST", f"{REQUESTS}/{made['id']}/answer", json={})
        assert again.status_code == 409


async def test_account_is_found_by_name_with_profile_sessions_and_files(site: RecordedSite) -> None:
    await site.client.post("/wp-login.php", data={"log": "admin", "pwd": "admin-pass-1"})
    site.client.cookies.clear()
    made = await ask_for(site, EXPORT, "admin", send_confirmation_email=False)
    done = await answered(site, made["id"])
    assert (made["user"], done["status"]) == (1, "request-confirmed"), "who downloads it says when it is done"
    fetched = await site.client.get(urlsplit(done["file"]).path)
    (groups,) = json.loads(zipfile.ZipFile(io.BytesIO(fetched.content)).read("export.json")).values()
    assert list(groups) == ["about", "user", "session-tokens", "media"]
    profile = {one["name"]: one["value"] for one in groups["user"]["items"]["user-1"]}
    assert (profile["User ID"], profile["User Login Name"]) == ("1", "admin")
    completed = await site.send("POST", f"{REQUESTS}/{made['id']}/complete")
    assert completed.json()["status"] == "request-completed"


async def test_plugins_add_exporters_and_erasers_and_keep_comments(
    site: RecordedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(personal_data, "_COMMENTS", 1)  # so that there are several pages of them
    running = await site.application.running()

    async def export(_ctx: Context, email: str, page: int) -> ExportPage:
        item = PersonalItem(
            "letters", "Letters", "", f"letter-{page}", (("To", f"{email} <script>1</script>"),)
        )
        return ExportPage((item,), done=page == 2)

    async def erase(_ctx: Context, _email: str, page: int) -> ErasurePage:
        return ErasurePage(retained=True, messages=(f"Letter {page} stays.",), done=page == 2)

    def keep(answer: bool | str, one: Comment, anonymous: Comment) -> bool | str:
        return "It is <evidence>." if one.content == "Keep me." and not anonymous.author_email else answer

    running.site.hooks.add_filter(
        hooks.wp_privacy_personal_data_exporters,
        lambda known: {**known, "letters": Exporter("Letters", export)},
    )
    running.site.hooks.add_filter(
        hooks.wp_privacy_personal_data_erasers, lambda known: {**known, "letters": Eraser("Letters", erase)}
    )
    running.site.hooks.add_filter(hooks.wp_anonymize_comment, keep)
    kept, taken = await comment(site, "Keep me."), await comment(site, "Take me.")
    made = await ask_for(site, EXPORT, GUEST, send_confirmation_email=False)
    done = await answered(site, made["id"])
    archive = zipfile.ZipFile(io.BytesIO((await site.client.get(urlsplit(done["file"]).path)).content))
    (groups,) = json.loads(archive.read("export.json")).values()
    assert list(groups["comments"]["items"]) == [f"comment-{one}" for one in (kept, taken)]
    assert list(groups["letters"]["items"]) == ["letter-1", "letter-2"]
    assert "<script" not in archive.read("index.html").decode()
    erasure = await ask_for(site, ERASE, GUEST, send_confirmation_email=False)
    outcome = (await answered(site, erasure["id"]))["outcome"]
    assert outcome["messages"] == ["It is &lt;evidence&gt;.", "Letter 1 stays.", "Letter 2 stays."]
    assert (outcome["removed"], outcome["retained"]) == (True, True)
    assert [(await author(site, one))[0] for one in (kept, taken)] == ["Greta", "Anonymous"]


async def test_readers_and_subscriptions_of_an_address_are_found_and_forgotten(site: RecordedSite) -> None:
    database = site.database
    await database.run(
        "INSERT INTO wp_tympan_readers (person, provider, subject, name, url, email, email_verified, picture, avatar, user_id,"
        " first_at, last_at) VALUES ('p', 'github', '7', 'Greta', '', 'guest@example.org', 1, '', '', 0, 1, 1)"
    )
    await database.run(
        "INSERT INTO wp_tympan_subscriptions (subject, email, post_id, pace, asked_at, confirmed_at, told_at)"
        " VALUES ('s', 'guest@example.org', 0, 'daily', 1, 1, 1)"
    )
    made = await ask_for(site, EXPORT, GUEST, send_confirmation_email=False)
    fetched = await site.client.get(urlsplit((await answered(site, made["id"]))["file"]).path)
    (groups,) = json.loads(zipfile.ZipFile(io.BytesIO(fetched.content)).read("export.json")).values()
    assert list(groups) == ["about", "readers", "subscriptions"]
    erasure = await ask_for(site, ERASE, GUEST, send_confirmation_email=False)
    assert (await answered(site, erasure["id"]))["outcome"]["removed"]
    for table in ("readers", "subscriptions"):
        assert not await database.run(
            f"SELECT email FROM wp_tympan_{table} WHERE email = 'guest@example.org'"  # noqa: S608 - a name above
        )


async def test_requests_are_for_who_answers_them(site: RecordedSite) -> None:
    made = await ask_for(site, EXPORT, GUEST)
    for role, status in (("editor", 403), ("author", 403), ("anon", 401)):
        for method, path in (
            ("GET", f"?action_name={EXPORT}"), ("GET", f"?action_name={ERASE}"), ("POST", ""), ("GET", f"/{made['id']}"),
            ("DELETE", f"/{made['id']}"), *(("POST", f"/{made['id']}/{name}") for name in ("send", "answer", "complete")),
        ):  # fmt: skip
            said = {"action_name": EXPORT, "person": GUEST} if (method, path) == ("POST", "") else None
            answer = await site.send(method, REQUESTS + path, role, said)
            assert answer.status_code == status, (role, method, path, answer.text)
    assert (await site.send("DELETE", f"{REQUESTS}/{made['id']}")).json()["deleted"]
    assert (await site.ask(f"{REQUESTS}/{made['id']}", "admin")).status_code == 404
    assert (await site.ask(f"{REQUESTS}/1", "admin")).status_code == 404, "a post is no request"


async def test_second_open_request_and_nobody_are_refused(site: RecordedSite) -> None:
    await ask_for(site, EXPORT, GUEST)
    for person, status, code in (
        ("Guest@Example.org", 409, "duplicate_request"),
        ("who is this", 400, "invalid_email"),
        ("no@", 400, "invalid_email"),
    ):
        answer = await site.send("POST", REQUESTS, json={"action_name": EXPORT, "person": person})
        assert (answer.status_code, answer.json()["code"]) == (status, code), person
    await ask_for(site, ERASE, GUEST)
    listed = await site.ask(f"{REQUESTS}?action_name={ERASE}&search=guest", "admin")
    assert (listed.headers["x-wp-total"], [one["email"] for one in listed.json()]) == ("1", [GUEST])


@pytest.mark.parametrize("key", ["", "x" * 20, "0"])
async def test_wrong_key_confirms_nothing(sqlite_url: str, tmp_path: Path, key: str) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, _):
        made = await ask_for(site, EXPORT, GUEST)
        await site.do_jobs()
        address = f"/wp-login.php?action=confirmaction&request_id={made['id']}&confirm_key={key}"
        for answer in (await site.client.get(address), await site.client.post(address, data={})):
            assert answer.status_code == 403
        for other in ("0", "1", "9" * 30, "-1", "x"):
            missing = f"/wp-login.php?action=confirmaction&request_id={other}&confirm_key={key}"
            assert (await site.client.get(missing)).status_code == 404
        assert (await state(site, made["id"]))["status"] == "request-pending"


async def test_what_nobody_confirms_in_a_day_has_failed_and_may_be_asked_again(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        made = await ask_for(site, EXPORT, GUEST)
        await site.do_jobs()
        old = link_in(box.mails[-1])
        running = await site.application.running()
        later = replace(running.site, clock=lambda: datetime.now(UTC) + timedelta(days=1, minutes=1))
        await user_requests.sweep(await later.begin(), Nothing())
        assert (await state(site, made["id"]))["status"] == "request-failed"
        assert (await site.client.get(old)).status_code == 404, "its key is gone"
        assert (await site.send("POST", f"{REQUESTS}/{made['id']}/send")).status_code == 200
        await site.do_jobs()
        assert (await site.client.post(link_in(box.mails[-1]), data={})).status_code == 200
        assert (await state(site, made["id"]))["status"] == "request-confirmed"
