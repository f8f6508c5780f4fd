"""What readers end themselves, what Facebook ends for them (E33), and accounts that have linked another network."""

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest

from engine.store import tables
from tests.providers.oauth2_server import CLIENT_SECRET
from tests.providers.reading import HOME, Browser, reading

ACCOUNT = "/auth/account"
ROBIN = "9007199254740993"


def signed(payload: dict[str, Any], secret: str = CLIENT_SECRET) -> str:
    """A signed_request as Facebook makes it."""
    body = _encoded(json.dumps(payload).encode())
    return f"{_encoded(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest())}.{body}"


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


RIGHT = {"algorithm": "HMAC-SHA256", "user_id": ROBIN, "issued_at": 1_790_000_000}
FORGED = {
    "nothing": "",
    "no signature": _encoded(json.dumps(RIGHT).encode()),
    "an empty signature": "." + _encoded(json.dumps(RIGHT).encode()),
    "another secret": signed(RIGHT, "guessed"),
    "no algorithm": signed(RIGHT | {"algorithm": "none"}),
    "nobody": signed(RIGHT | {"user_id": ""}),
    "a list": signed(RIGHT | {"user_id": [ROBIN]}),
    "no object": f"{_encoded(hmac.new(CLIENT_SECRET.encode(), b'W10', hashlib.sha256).digest())}.W10",
}


async def commented(browser: Browser) -> None:
    await browser.log_in("facebook")
    assert (await browser.comment(post_as="facebook")).status_code == 302


@pytest.mark.parametrize("path", ["deauthorize", "delete"])
@pytest.mark.parametrize("kind", FORGED)
async def test_request_that_facebook_did_not_sign_changes_nothing(
    sqlite_url: str, tmp_path: Path, kind: str, path: str
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await commented(site.browser)
        answer = await site.another_browser().site.post(
            f"/auth/facebook/{path}", data={"signed_request": FORGED[kind]}
        )
        assert answer.status_code == 400
        assert await site.browser.who() is not None


async def test_right_taken_away_at_facebook_ends_sessions_and_keeps_comments(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await commented(site.browser)
        for _ in range(2):
            sent = {"signed_request": signed(RIGHT)}
            answer = await site.another_browser().site.post("/auth/facebook/deauthorize", data=sent)
            assert answer.status_code == 200
        assert await site.browser.who() is None
        newest = await tables.Comments.all().order_by("-id").first()
        assert newest is not None
        assert newest.author == "Robin Reader"


async def test_wish_to_be_forgotten_is_fulfilled_once_and_answered_alike(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await commented(site.browser)
        other = site.another_browser().site
        answers = [
            await other.post("/auth/facebook/delete", data={"signed_request": signed(RIGHT)}) for _ in "12"
        ]
        assert answers[0].json() == answers[1].json()
        newest = await tables.Comments.all().order_by("-id").first()
        assert newest is not None
        assert (newest.author, newest.author_email) == ("Anonymous", "")
        status = await other.get(answers[0].json()["url"])
        assert "It is done." in status.text
        assert "without your name: 1" in status.text
        assert (await other.get("/auth/facebook/deletion?code=x")).status_code == 404


async def test_reader_logs_out_everywhere(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("github")
        other = site.another_browser()
        await other.log_in("github")
        page = await other.site.get(ACCOUNT)
        assert page.text.count("<li>Since") == 2
        await other.site.post(ACCOUNT, data={"do": "everywhere"}, headers={"Origin": HOME})
        assert await site.browser.who() is None
        assert await other.who() is None


async def test_reader_is_forgotten_only_when_sure(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("github")
        await site.browser.comment(post_as="github")
        await site.browser.site.post(ACCOUNT, data={"do": "forget"}, headers={"Origin": HOME})
        assert await site.browser.who() is not None
        refused = await site.browser.site.post(
            ACCOUNT, data={"do": "forget", "sure": "1"}, headers={"Origin": "https://evil.example"}
        )
        assert refused.status_code == 403
        done = await site.browser.site.post(
            ACCOUNT, data={"do": "forget", "sure": "1"}, headers={"Origin": HOME}
        )
        assert "1 comment of yours stayed" in done.text
        assert await site.browser.who() is None
        assert await tables.Readers.all().count() == 0


# E28: only from within a session of the account.


async def test_account_is_linked_from_within_and_logs_in_by_the_network_then(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.site.post("/wp-login.php", data={"log": "arthur", "pwd": "arthur-pass-1"})
        left = await site.browser.site.post("/auth/github", data={"link": "1"}, headers={"Origin": HOME})
        back = await site.browser.site.get(await site.browser.consent(left))
        assert back.headers["location"] == f"{HOME}{ACCOUNT}"
        assert "Robin Reader at GitHub" in (await site.browser.site.get(ACCOUNT)).text
        elsewhere = site.another_browser()
        await elsewhere.log_in("github")
        assert (await elsewhere.site.get("/tympan/reader")).json()["user"] == "Arthur Pell"


async def test_linking_that_another_account_finishes_links_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.site.post("/wp-login.php", data={"log": "arthur", "pwd": "arthur-pass-1"})
        left = await site.browser.site.post("/auth/github", data={"link": "1"}, headers={"Origin": HOME})
        back = await site.browser.consent(left)
        await site.browser.site.post("/wp-login.php", data={"log": "edith", "pwd": "edith-pass-1"})
        site.browser.site.cookies.delete(
            next(n for n in site.browser.site.cookies if n.startswith("wordpress_logged_in"))
        )
        assert (await site.browser.site.get(back)).status_code == 403
        assert await tables.Readers.filter(user__gt=0).count() == 0


async def test_reader_of_one_account_cannot_be_taken_by_another(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        for login in ("arthur", "zoe"):
            browser = site.another_browser()
            logged_in = await browser.site.post(
                "/wp-login.php", data={"log": login, "pwd": f"{login}-pass-1"}
            )
            assert logged_in.status_code == 302
            left = await browser.site.post("/auth/github", data={"link": "1"}, headers={"Origin": HOME})
            await browser.site.get(await browser.consent(left))
        assert [row.user for row in await tables.Readers.all()] == [3]


# Moderators.


async def test_moderator_ends_sessions_and_forgets(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await commented(site.browser)
        edith = site.another_browser().site
        await edith.post("/wp-login.php", data={"log": "edith", "pwd": "edith-pass-1"})
        page = (await edith.get("/auth/readers")).text
        assert "Robin Reader" in page
        nonce = page.split('name="_wpnonce" value="')[1].split('"')[0]
        sent = {"do": "revoke", "reader": "1"}
        assert (await edith.post("/auth/readers", data=sent, headers={"Origin": HOME})).status_code == 403
        assert await site.browser.who() is not None
        await edith.post("/auth/readers", data=sent | {"_wpnonce": nonce}, headers={"Origin": HOME})
        assert await site.browser.who() is None
        forgotten = {"do": "forget", "reader": "1", "_wpnonce": nonce}
        await edith.post("/auth/readers", data=forgotten, headers={"Origin": HOME})
        newest = await tables.Comments.all().order_by("-id").first()
        assert newest is not None
        assert newest.author == "Anonymous"


@pytest.mark.parametrize("login", ["", "arthur", "susan"])
async def test_nobody_else_sees_the_readers(sqlite_url: str, tmp_path: Path, login: str) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("github")
        if login:
            await site.browser.site.post("/wp-login.php", data={"log": login, "pwd": f"{login}-pass-1"})
        answer = await site.browser.site.get("/auth/readers")
        assert answer.status_code == 403
        assert "Robin" not in answer.text
