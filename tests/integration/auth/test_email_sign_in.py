"""Readers who log in by a code that is mailed to them: in the browser that asked, once, soon."""

import re
from pathlib import Path
from typing import Any

import pytest

from engine.store import tables
from tests.integration.site.test_subscriptions import Postman, postman_of
from tests.providers.reading import HOME, POST, Browser, reading

PATH = "/auth/email"
OFFERED: dict[str, Any] = {"mail_host": "mail.test", "email_sign_in": True}
ANN = {"mail_name": "Ann", "mail_address": "Ann@Example.com"}


async def ask(browser: Browser, **fields: str) -> None:
    answer = await browser.site.post(PATH, data=ANN | fields, headers={"Origin": HOME})
    assert answer.status_code == 200
    assert "A code is on its way to Ann@Example.com." in answer.text


async def code_of(postman: Postman) -> str:
    (message,) = await postman.work()
    assert message["to"] == "ann@example.com"
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", str(message.get_content()))
    assert found is not None
    return found[0]


async def enter(browser: Browser, code: str) -> Any:
    return await browser.site.post(PATH, data={"code": code}, headers={"Origin": HOME})


async def test_reader_logs_in_by_a_code_and_finds_the_draft(database_url: str, tmp_path: Path) -> None:
    async with reading(database_url, tmp_path, **OFFERED) as site:
        page = await site.browser.leave("email")
        assert "Send me a code" in page.text
        await ask(site.browser, comment_post_ID=str(POST))
        back = await enter(site.browser, (await code_of(await postman_of(site))).lower())
        assert back.status_code == 303
        page = await site.browser.site.get(back.headers["location"])
        assert "Half a thought</textarea>" in page.text
        who = await site.browser.who()
        assert who is not None
        assert (who["slug"], who["name"]) == ("email", "Ann")
        assert (await site.browser.comment(post_as="email")).status_code == 302


async def test_link_of_the_mail_logs_nobody_in_by_being_looked_at(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, **OFFERED) as site:
        await ask(site.browser)
        code = await code_of(await postman_of(site))
        page = await site.browser.site.get(PATH, params={"code": code})
        assert f'value="{code}"' in page.text
        assert await site.browser.who() is None


async def test_code_is_no_good_in_another_browser_nor_twice(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, **OFFERED) as site:
        await ask(site.browser)
        code = await code_of(await postman_of(site))
        assert (await enter(site.another_browser(), code)).status_code == 400
        assert (await enter(site.browser, code)).status_code == 303
        assert (await enter(site.browser, code)).status_code == 400


async def test_code_is_too_late_after_a_quarter_of_an_hour(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, **OFFERED) as site:
        await ask(site.browser)
        code = await code_of(await postman_of(site))
        for ticket in await tables.Tickets.all():
            await tables.Tickets.filter(secret=ticket.secret).update(expires_at=ticket.expires_at - 16 * 60)
        assert (await enter(site.browser, code)).status_code == 400


async def test_code_reaches_the_page_that_opened_a_window(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, **OFFERED) as site:
        await ask(site.browser, popup="1", challenge="c" * 43)
        page = await enter(site.browser, await code_of(await postman_of(site)))
        assert page.status_code == 200
        assert "&#34;code&#34;" in page.text
        assert await site.browser.who() is None


async def test_codes_are_not_guessed_nor_sent_by_the_dozen(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, **OFFERED) as site:
        statuses = [
            (await site.browser.site.post(PATH, data=ANN, headers={"Origin": HOME})).status_code
            for _ in range(8)
        ]
        assert statuses[0] == 200
        assert statuses[-1] == 429
        guesses = [(await enter(site.browser, f"AAAA{n:04}".replace("0", "A"))).status_code for n in range(8)]
        assert guesses[0] == 400
        assert guesses[-1] == 429


async def test_mail_says_nothing_that_whoever_asks_has_written(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, **OFFERED) as site:
        postman = await postman_of(site)
        await ask(site.browser, mail_name="WIN at https://casino.example")
        (message,) = await postman.work()
        assert "casino" not in message.as_string()


async def test_one_address_is_not_mailed_by_the_dozen_from_wherever_it_is_asked(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path, trusted_proxies=("0.0.0.0/0",), **OFFERED) as site:
        statuses = []
        for number in range(30):
            elsewhere = {"Origin": HOME, "X-Forwarded-For": f"203.0.113.{number}"}
            answer = await site.another_browser().site.post(PATH, data=ANN, headers=elsewhere)
            statuses.append(answer.status_code)
        assert statuses[0] == 200
        assert statuses[-1] == 429


@pytest.mark.parametrize("address", ["nobody", "a@b", "x@example.com\r\nBcc: y@example.com"])
async def test_what_is_no_address_gets_no_mail(sqlite_url: str, tmp_path: Path, address: str) -> None:
    async with reading(sqlite_url, tmp_path, **OFFERED) as site:
        answer = await site.browser.site.post(
            PATH, data=ANN | {"mail_address": address}, headers={"Origin": HOME}
        )
        assert answer.status_code == 400
        assert await (await postman_of(site)).work() == []


async def test_way_by_mail_is_not_offered_where_none_is_sent(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, email_sign_in=True) as site:
        assert (await site.browser.site.get(PATH)).status_code == 404
