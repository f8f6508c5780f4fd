"""Another e-mail address for one's own account: only the link sent there, followed by the same account, counts."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from engine.store import users as stored
from tests.conformance.sites import RecordedSite, recorded_site
from tests.integration.sites_with_mail import site_with_mail
from tests.mailbox import Mailbox

PAGE = "/wp-login.php?action=newemail"
PASSWORDS = {"admin": "admin-pass-1"}


async def log_in(site: RecordedSite, login: str, password: str) -> None:
    site.client.cookies.clear()
    done = await site.client.post("/wp-login.php", data={"log": login, "pwd": password})
    assert done.status_code == 302


def field(page: httpx2.Response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, page.text
    return found.group(1)


async def request(site: RecordedSite, email: str) -> httpx2.Response:
    nonce = field(await site.client.get(PAGE), "_wpnonce")
    return await site.client.post(PAGE, data={"email": email, "_wpnonce": nonce})


async def confirm(site: RecordedSite, key: str) -> httpx2.Response:
    page = await site.client.get(f"{PAGE}&key={key}")
    return await site.client.post(PAGE, data={"key": key, "_wpnonce": field(page, "_wpnonce")})


async def sent_key(site: RecordedSite, box: Mailbox) -> str:
    await site.do_jobs()
    found = re.search(r"http://\S+", box.mails[-1].get_content().split("confirm it")[1])
    assert found
    assert urlsplit(found.group(0)).netloc == "blog.test"
    return found.group(0).split("key=")[1]


async def address_of(site: RecordedSite, login: str) -> str:
    user = await stored.by_login(site.database, login)
    assert user
    return user.email


async def make(site: RecordedSite, login: str) -> None:
    body = {
        "username": login,
        "email": f"{login}@example.org",
        "password": "sesame-12",
        "roles": ["subscriber"],
    }
    assert (await site.send("POST", "/wp-json/wp/v2/users", json=body)).status_code == 201


async def test_address_counts_once_its_link_is_followed_and_the_former_one_is_told(
    database_url: str, tmp_path: Path
) -> None:
    async with site_with_mail(database_url, tmp_path) as (site, box):
        await make(site, "mallow")
        await log_in(site, "mallow", "sesame-12")
        await request(site, "new@example.org")
        key = await sent_key(site, box)
        assert box.mails[-1]["To"] == "new@example.org"
        assert await address_of(site, "mallow") == "mallow@example.org"

        await confirm(site, key)

        assert await address_of(site, "mallow") == "new@example.org"
        await site.do_jobs()
        assert box.mails[-1]["To"] == "mallow@example.org"
        assert "new@example.org" in box.mails[-1].get_content()
        assert (await confirm(site, key)).status_code == 403


async def test_link_followed_by_another_account_changes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        await make(site, "mallow")
        await make(site, "thistle")
        await log_in(site, "mallow", "sesame-12")
        await request(site, "new@example.org")
        key = await sent_key(site, box)
        await log_in(site, "thistle", "sesame-12")

        assert (await confirm(site, key)).status_code == 403
        assert [await address_of(site, name) for name in ("mallow", "thistle")] == [
            "mallow@example.org", "thistle@example.org",
        ]  # fmt: skip


async def test_link_without_being_logged_in_asks_to_log_in_first(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        asked = await site.client.get(f"{PAGE}&key=abc")
        assert asked.status_code == 302
        assert "redirect_to=" in asked.headers["location"]


async def test_key_that_nobody_sent_changes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await make(site, "mallow")
        await log_in(site, "mallow", "sesame-12")
        assert (await confirm(site, "")).status_code == 200
        assert (await confirm(site, "0" * 40)).status_code == 403
        assert await address_of(site, "mallow") == "mallow@example.org"


async def test_following_the_link_alone_changes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        await make(site, "mallow")
        await log_in(site, "mallow", "sesame-12")
        await request(site, "new@example.org")
        await site.client.get(f"{PAGE}&key={await sent_key(site, box)}")
        assert await address_of(site, "mallow") == "mallow@example.org"


async def test_address_of_another_account_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with site_with_mail(sqlite_url, tmp_path) as (site, box):
        await make(site, "mallow")
        await log_in(site, "mallow", "sesame-12")
        refused = await request(site, await address_of(site, "admin"))
        assert "Another account has this address" in refused.text
        await site.do_jobs()
        assert box.mails == []


async def test_form_without_its_nonce_changes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await make(site, "mallow")
        await log_in(site, "mallow", "sesame-12")
        assert (await site.client.post(PAGE, data={"email": "new@example.org"})).status_code == 403
