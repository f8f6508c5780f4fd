"""An account is linked by a mail to its own address, and only in the browser that asked for it (E28)."""

import re
from pathlib import Path

from engine.store import tables
from tests.integration.site.test_subscriptions import postman_of
from tests.providers.reading import HOME, reading

ACCOUNT = "/auth/account"
OURS = {"Origin": HOME}


async def test_holder_of_the_address_links_in_the_browser_that_asked(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, mail_host="mail.test") as site:
        # Sly has the address of the account edith.
        await site.browser.log_in("google", person="sly")
        await site.browser.site.post(ACCOUNT, data={"do": "link"}, headers=OURS)
        (letter,) = await (await postman_of(site)).work()
        assert letter["to"] == "editor@example.org"
        found = re.search(r"confirm=(\S+)", str(letter.get_content()))
        assert found is not None
        stranger = site.another_browser()
        await stranger.log_in("google", person="sly")
        taken = {"do": "confirm", "secret": found[1]}
        assert (await stranger.site.post(ACCOUNT, data=taken, headers=OURS)).status_code == 400
        assert (await site.browser.site.get(f"{ACCOUNT}?confirm={found[1]}")).status_code == 200
        assert await tables.Readers.filter(user__gt=0).count() == 0, "looking links nothing"
        assert (await site.browser.site.post(ACCOUNT, data=taken, headers=OURS)).status_code == 200
        assert [row.user for row in await tables.Readers.filter(user__gt=0)] == [2]


async def test_address_of_no_account_is_answered_alike(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, mail_host="mail.test") as site:
        said = []
        for person in ("sly", "robin"):
            browser = site.another_browser()
            await browser.log_in("google", person=person)
            page = (await browser.site.post(ACCOUNT, data={"do": "link"}, headers=OURS)).text
            said.append(page[page.index('role="status"') :].partition("</p>")[0])
        assert said[0] == said[1]
        assert len(await (await postman_of(site)).work()) == 1
