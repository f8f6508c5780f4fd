"""The language of mails: the account's that gets them, else the site's."""

from email.message import EmailMessage
from pathlib import Path

from engine.domain import users
from engine.store import options
from tests.conformance.sites import RecordedSite, recorded_site
from tests.mailbox import mail_server

LOST = "/wp-login.php?action=lostpassword"


async def set_up(site: RecordedSite, **values: str) -> None:
    for name, value in values.items():
        await options.put(site.database, name, value)
    (await site.application.running()).site.options.forget()


def to(mails: list[EmailMessage], address: str) -> tuple[str, str]:
    (mail,) = (one for one in mails if one["To"] == address)
    return str(mail["Subject"]), mail.get_content()


async def test_german_site_writes_in_german(sqlite_url: str, tmp_path: Path) -> None:
    with mail_server() as box:
        async with recorded_site(sqlite_url, tmp_path, **box.settings) as site:
            await set_up(site, WPLANG="de_DE", users_can_register="1")
            page = "/wp-login.php?action=register"
            await site.client.post(page, data={"user_login": "mallow", "user_email": "mallow@example.org"})
            await site.do_jobs()
            ctx = await (await site.application.running()).site.begin()
    subject, text = to(box.mails, "mallow@example.org")
    assert subject.endswith("] Dein Konto")
    assert "Um ein Passwort zu setzen" in text
    subject, text = to(box.mails, ctx.options.text("admin_email"))
    assert subject.endswith("] Neues Konto")
    assert "Adresse: mallow@example.org" in text


async def test_account_is_written_to_in_its_own_language(sqlite_url: str, tmp_path: Path) -> None:
    with mail_server() as box:
        async with recorded_site(sqlite_url, tmp_path, **box.settings) as site:
            changed = await site.send("POST", "/wp-json/wp/v2/users/me", "author", {"locale": "de_DE"})
            assert changed.status_code == 200
            await site.client.post(LOST, data={"user_login": "arthur"})
            await site.client.post(LOST, data={"user_login": "edith"})
            await site.do_jobs()
            ctx = await (await site.application.running()).site.begin()
            arthur, edith = await users.by_login(ctx, "arthur"), await users.by_login(ctx, "edith")
    assert arthur
    assert edith
    assert "folge innerhalb eines Tages diesem Link" in to(box.mails, arthur.email)[1]
    assert "follow this link within a day" in to(box.mails, edith.email)[1]


async def test_former_address_of_the_site_is_told_of_the_new_one(sqlite_url: str, tmp_path: Path) -> None:
    with mail_server() as box:
        async with recorded_site(sqlite_url, tmp_path, **box.settings) as site:
            former = (await site.ask("/wp-json/wp/v2/settings", "admin")).json()["email"]
            for email in ("new@example.org", "new@example.org"):
                await site.send("POST", "/wp-json/wp/v2/settings", json={"email": email})
            await site.do_jobs()
    assert [one["To"] for one in box.mails] == [former]
    assert "new@example.org now" in box.mails[0].get_content()
