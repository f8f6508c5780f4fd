"""Accounts that readers make for themselves."""

import re
from pathlib import Path

import pytest

from engine.domain import users
from engine.store import options
from tests.conformance.sites import RecordedSite, recorded_site
from tests.mailbox import mail_server

PAGE = "/wp-login.php?action=register"


async def opened(site: RecordedSite) -> None:
    await options.put(site.database, "users_can_register", "1")
    (await site.application.running()).site.options.forget()


async def test_registration_makes_an_account_and_mails_a_link(database_url: str, tmp_path: Path) -> None:
    with mail_server() as box:
        async with recorded_site(database_url, tmp_path, **box.settings) as site:
            await opened(site)
            assert "action=register" in (await site.client.get("/wp-login.php")).text
            done = await site.client.post(
                PAGE, data={"user_login": "mallow", "user_email": "mallow@example.org"}
            )
            assert done.headers["location"].endswith("?checkemail=registered")
            await site.do_jobs()
            ctx = await (await site.application.running()).site.begin()
            user = await users.by_login(ctx, "mallow")
            assert user
            await users.remember_meta(ctx, (user,))
            assert users.grants(ctx, user).roles == ("subscriber",)
            mails = {mail["To"]: mail.get_content() for mail in box.mails}
            assert set(mails) == {"mallow@example.org", ctx.options.text("admin_email")}
            found = re.search(r"key=(\w{20})&login=mallow", mails["mallow@example.org"])
            assert found
            moved = await site.client.get(f"/wp-login.php?action=rp&key={found.group(1)}&login=mallow")
            assert "rp_key" in (await site.client.get(moved.headers["location"])).text


async def test_registration_that_is_closed_makes_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for answer in (
            await site.client.get(PAGE),
            await site.client.post(PAGE, data={"user_login": "mallow", "user_email": "m@example.org"}),
        ):
            assert answer.headers["location"].endswith("?registration=disabled")
        ctx = await (await site.application.running()).site.begin()
        assert await users.by_login(ctx, "mallow") is None


@pytest.mark.parametrize(
    ("login", "email"),
    [("", "m@example.org"), ("mal<b>low", "m@example.org"), ("mallow", "none"), ("admin", "m@example.org")],
)
async def test_registration_of_what_no_account_can_have_is_refused(
    sqlite_url: str, tmp_path: Path, login: str, email: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await opened(site)
        refused = await site.client.post(PAGE, data={"user_login": login, "user_email": email})
        assert refused.status_code == 200
        assert 'role="alert"' in refused.text


async def test_registering_too_often_has_to_wait(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await opened(site)
        answers = [
            await site.client.post(PAGE, data={"user_login": f"m{n}", "user_email": f"m{n}@example.org"})
            for n in range(7)
        ]
        assert answers[-1].status_code == 429
