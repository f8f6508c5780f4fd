"""Forgotten passwords: a link by mail that works once, for a day, on this site's own address."""

import asyncio
import re
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from engine.domain import password_resets, passwords, users
from engine.domain.attempts import FREE_OF_ACCOUNT
from engine.model.errors import Invalid
from engine.store import users as stored
from tests.conformance.sites import RecordedSite, recorded_site
from tests.integration.sites_with_mail import site_with_mail
from tests.mailbox import Mailbox, mail_server

LOST = "/wp-login.php?action=lostpassword"
NEW = "a new password 1"


async def ask(site: RecordedSite, name: str, **headers: str) -> httpx2.Response:
    return await site.client.post(LOST, data={"user_login": name}, headers=headers)


async def link(site: RecordedSite, box: Mailbox, name: str = "admin") -> str:
    """The address in the mail that somebody gets."""
    assert (await ask(site, name)).status_code == 302
    await site.do_jobs()
    found = re.search(r"https?://\S+", box.mails[-1].get_content().split("follow this link")[1])
    assert found
    return found.group(0)


async def follow(site: RecordedSite, address: str) -> httpx2.Response:
    parts = urlsplit(address)
    return await site.client.get(f"{parts.path}?{parts.query}")


def key_of(page: httpx2.Response) -> str:
    found = re.search(r'name="rp_key" value="(\w+)"', page.text)
    assert found, page.text
    return found.group(1)


async def log_in(site: RecordedSite, password: str) -> int:
    data = {"log": "admin", "pwd": password}
    return (await site.client.post("/wp-login.php", data=data)).status_code


async def set_password(site: RecordedSite, key: str, first: str = NEW, second: str = NEW) -> httpx2.Response:
    data = {"pass1": first, "pass2": second, "rp_key": key}
    return await site.client.post("/wp-login.php?action=resetpass", data=data)


async def test_link_sets_another_password_once(database_url: str, tmp_path: Path) -> None:
    async with site_with_mail(database_url, tmp_path) as (site, box):
        address = await link(site, box)
        moved = await follow(site, address)
        assert moved.status_code == 302
        assert "key=" not in moved.headers["location"]
        page = await follow(site, moved.headers["location"])
        key = key_of(page)

        done = await set_password(site, key)

        assert done.headers["location"].endswith("?checkemail=reset")
        assert await log_in(site, "admin-pass-1") == 200
        assert await log_in(site, NEW) == 302
        again = await follow(site, (await follow(site, address)).headers["location"])
        assert again.headers["location"].endswith("error=invalidkey")


async def test_mail_goes_to_the_account_and_names_the_site_as_it_is_set(
    sqlite_url: str, tmp_path: Path
) -> None:
    with mail_server() as box:
        async with recorded_site(sqlite_url, tmp_path, **box.settings, allowed_hosts=("*",)) as site:
            response = await ask(site, "admin", Host="evil.example", **{"X-Forwarded-Host": "evil.example"})
            assert response.headers["location"].startswith("http://blog.test/")
            await site.do_jobs()

    (mail,) = box.mails
    assert "http://blog.test/wp-login.php?action=rp&key=" in mail.get_content()
    assert "evil" not in mail.as_string()
    assert box.recipients == [[mail["To"].addresses[0].addr_spec]]


@pytest.mark.parametrize("name", ["nobody-here", "nobody@example.org", "admin' OR 1=1"])
async def test_unknown_name_gets_the_same_answer_and_no_mail(
    sqlite_url: str, tmp_path: Path, name: str
) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        known, unknown = await ask(site, "admin"), await ask(site, name)
        assert (known.status_code, known.headers["location"]) == (
            unknown.status_code,
            unknown.headers["location"],
        )
        await site.do_jobs()
        assert len(box.mails) == 1


async def test_no_job_and_no_column_holds_the_key(sqlite_url: str, tmp_path: Path) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        address = await link(site, box)
        key = address.split("key=")[1].split("&")[0]
        user = await stored.by_login(site.database, "admin")
        assert user
        assert key not in user.activation_key
        assert passwords.verify_fast_hash(key, user.activation_key.split(":")[1])
        jobs = await site.database.run("SELECT arguments FROM wp_tympan_jobs")
        assert key not in str(jobs)


async def test_name_may_be_the_email_address(sqlite_url: str, tmp_path: Path) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        user = await stored.by_login(site.database, "admin")
        assert user
        await link(site, box, user.email)
        assert box.mails[0]["To"] == user.email


@pytest.mark.parametrize(("hours", "code"), [(23.9, ""), (24.1, "expired_key")])
async def test_key_is_good_for_a_day(sqlite_url: str, tmp_path: Path, hours: float, code: str) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        ctx = await (await site.application.running()).site.begin()
        user = await users.by_login(ctx, "admin")
        assert user
        key = await password_resets.new_key(ctx, user)
        made = int(ctx.now.timestamp() - hours * 3600)
        await stored.set_activation_key(site.database, user.id, f"{made}:{passwords.fast_hash(key)}")
        try:
            assert (await password_resets.check(ctx, "admin", key)).id == user.id
            found = ""
        except Invalid as refusal:
            found = refusal.code
        assert found == code


@pytest.mark.parametrize("change", [{"password": "changed-12"}, {"email": "other@example.org"}])
async def test_key_dies_when_password_or_address_change(
    sqlite_url: str, tmp_path: Path, change: dict[str, str]
) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        address = await link(site, box)
        assert (await site.send("POST", "/wp-json/wp/v2/users/1", json=change)).status_code == 200

        moved = await follow(site, (await follow(site, address)).headers["location"])

        assert moved.headers["location"].endswith("error=invalidkey")


async def test_second_key_makes_the_first_worthless(sqlite_url: str, tmp_path: Path) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        first = await link(site, box)
        await link(site, box)
        moved = await follow(site, (await follow(site, first)).headers["location"])
        assert moved.headers["location"].endswith("error=invalidkey")


async def test_key_used_twice_at_once_works_once(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        ctx = await (await site.application.running()).site.begin()
        user = await users.by_login(ctx, "admin")
        assert user
        key = await password_resets.new_key(ctx, user)
        fresh = [await (await site.application.running()).site.begin() for _ in range(2)]
        results = await asyncio.gather(
            *(password_resets.reset(one, "admin", key, NEW) for one in fresh), return_exceptions=True
        )
        assert sorted(isinstance(one, Invalid) for one in results) == [False, True]


@pytest.mark.parametrize(
    ("first", "second"), [("", ""), ("   ", "   "), ("one", "other")], ids=["empty", "blank", "different"]
)
async def test_password_that_will_not_do_is_refused_and_the_key_stays(
    sqlite_url: str, tmp_path: Path, first: str, second: str
) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        moved = await follow(site, await link(site, box))
        key = key_of(await follow(site, moved.headers["location"]))

        refused = await set_password(site, key, first, second)

        assert refused.status_code == 200
        assert 'role="alert"' in refused.text
        assert (await set_password(site, key)).status_code == 302


async def test_form_without_the_key_of_the_cookie_changes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        await follow(site, await link(site, box))
        assert (await set_password(site, "forged")).status_code == 200
        assert await log_in(site, "admin-pass-1") == 302


async def test_asking_too_often_has_to_wait(sqlite_url: str, tmp_path: Path) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        answers = [await ask(site, "admin") for _ in range(FREE_OF_ACCOUNT + 1)]
        assert answers[-1].status_code == 429
        assert int(answers[-1].headers["retry-after"]) > 0
        # Whoever knows the password still gets in.
        assert await log_in(site, "admin-pass-1") == 302
        await site.do_jobs()
        assert len(box.mails) == FREE_OF_ACCOUNT


async def test_form_of_another_site_sends_no_mail(sqlite_url: str, tmp_path: Path) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        await ask(site, "admin", Origin="https://evil.example")
        await site.do_jobs()
        assert box.mails == []


async def test_owner_is_told_of_a_password_that_was_reset_and_the_account_of_one_that_was_changed(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        edith = await stored.by_login(site.database, "edith")
        assert edith
        moved = await follow(site, await link(site, box, "edith"))
        await set_password(site, key_of(await follow(site, moved.headers["location"])))
        await site.send("POST", f"/wp-json/wp/v2/users/{edith.id}", json={"password": "changed-12"})
        await site.do_jobs()
        admin = (await (await site.application.running()).site.begin()).options.text("admin_email")
        assert sorted(mail["To"] for mail in box.mails[1:]) == sorted((admin, edith.email))
        assert all("changed" in mail["Subject"] for mail in box.mails[1:])
