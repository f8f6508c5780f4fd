"""Logging in and out by the page for it, and what the cookies are good for."""

import asyncio
from http.cookies import SimpleCookie
from pathlib import Path
from time import process_time, time
from urllib.parse import unquote

import httpx2
import pytest

from engine.domain import attempts
from engine.domain.nonces import create_nonce
from engine.store import attempts as stored_attempts
from engine.store import options, users
from tests.conformance.sites import RecordedSite, recorded_site

HOME = "http://blog.test/"
ME = "/wp-json/wp/v2/users/me"


async def log_in(
    site: RecordedSite, login: str = "admin", password: str = "", **more: str
) -> httpx2.Response:
    form = {"log": login, "pwd": password or f"{login}-pass-1", **more}
    return await site.client.post("/wp-login.php", data=form)


def cookies_of(answer: httpx2.Response) -> SimpleCookie:
    found = SimpleCookie()
    for header in answer.headers.get_list("set-cookie"):
        found.load(header)
    return found


async def test_log_in_on_each_database_sets_cookies_that_scripts_cannot_read(
    database_url: str, tmp_path: Path
) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        answer = await log_in(site, redirect_to="http://blog.test/about/")
        assert (answer.status_code, answer.headers["location"]) == (302, "http://blog.test/about/")
        for name, cookie in cookies_of(answer).items():
            assert cookie["httponly"], name
            assert cookie["samesite"] == "lax", name
            assert not cookie["secure"], name


async def test_log_in_by_email_with_https_sets_secure_cookies(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.client.post(
            "https://blog.test/wp-login.php", data={"log": "admin@example.org", "pwd": "admin-pass-1"}
        )
        assert answer.status_code == 302
        assert all(cookie["secure"] for cookie in cookies_of(answer).values())
        assert any(name.startswith("wordpress_sec_") for name in cookies_of(answer))


async def test_log_in_twice_begins_two_sessions(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        first, second = cookies_of(await log_in(site)), cookies_of(await log_in(site))
        name = next(name for name in first if name.startswith("wordpress_logged_in_"))
        assert first[name].value != second[name].value


@pytest.mark.parametrize(
    ("login", "password"), [("admin", "wrong"), ("ghost", "admin-pass-1"), ("ghost@example.org", "x")]
)
async def test_log_in_with_a_wrong_pair_does_not_say_which_half_is_wrong(
    sqlite_url: str, tmp_path: Path, login: str, password: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await log_in(site, login, password)
        assert answer.status_code == 200
        assert "do not belong together" in answer.text
        assert f'value="{password}"' not in answer.text
        assert "set-cookie" not in answer.headers


async def test_log_in_takes_as_much_work_for_an_unknown_name(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        took = dict.fromkeys(("admin", "ghost", "ghost@example.org"), float("inf"))
        for login in 3 * tuple(took):
            began = process_time()
            await log_in(site, login, "wrong")
            took[login] = min(took[login], process_time() - began)
        # Without a hash to check, a refusal would come within a tenth of the time.
        assert min(took.values()) > max(took.values()) / 4, took


async def test_log_in_page_shows_hostile_names_as_text(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await log_in(site, '"><script>alert(1)</script>', "x", redirect_to='"><b>')
        assert "<script" not in answer.text
        assert "<b>" not in answer.text
        assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_log_in_from_another_site_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await site.client.post(
            "/wp-login.php",
            data={"log": "admin", "pwd": "admin-pass-1"},
            headers={"Origin": "https://evil.example"},
        )
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


# Where to go afterwards, as somebody else's link may say (E17).
ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "/\\evil.example", "https://blog.test@evil.example/",
    "https://blog.test.evil.example/", "javascript:alert(1)", "http:evil.example", "/\tevil", "%2F%2Fevil.example",
    "http://blog.test:8080/",
)  # fmt: skip


async def test_log_in_never_leads_to_another_site(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for target in ELSEWHERE:
            answer = await log_in(site, redirect_to=target)
            assert answer.headers["location"] == HOME, target


async def fail(site: RecordedSite, times: int, account: str = "admin") -> None:
    """Attempts at an account that failed just now."""
    bucket = attempts._bucket(attempts._ACCOUNT, account)
    for _ in range(times):
        await stored_attempts.add(site.database, (bucket,), now=int(time()), wait=lambda _bucket, _known: 0)


async def test_log_in_too_often_has_to_wait_and_says_how_long(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        await fail(site, attempts.FREE_OF_ACCOUNT - 1)
        assert (await log_in(site, "admin", "wrong")).status_code == 200
        await fail(site, 5)
        refused = await log_in(site)
        assert refused.status_code == 429
        assert 25 <= int(refused.headers["retry-after"]) <= 32


async def test_guesses_made_at_once_are_counted_one_by_one(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        answers = await asyncio.gather(*(log_in(site, "admin", f"guess {n}") for n in range(15)))
        looked_at = [answer for answer in answers if answer.status_code == 200]
        assert {answer.status_code for answer in answers} == {200, 429}
        assert attempts.FREE_OF_ACCOUNT <= len(looked_at) <= attempts.FREE_OF_ACCOUNT + 2


async def test_log_in_that_succeeds_begins_the_count_anew(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for _ in range(2):
            await fail(site, attempts.FREE_OF_ACCOUNT - 1)
            assert (await log_in(site)).status_code == 302
            site.client.cookies.clear()


async def test_log_in_of_a_known_browser_is_not_kept_out_by_others(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        known = cookies_of(await log_in(site))["tympan_browser"].value
        site.client.cookies.clear()
        await fail(site, 20)
        assert (await log_in(site)).status_code == 429
        site.client.cookies.set("tympan_browser", known)
        assert (await log_in(site)).status_code == 302


async def test_log_in_renews_an_old_hash(sqlite_url: str, tmp_path: Path) -> None:
    old = "$P$B55D6LjfHDkINU5wF.v2BuuzO0/XPk/"  # the password "test"
    async with recorded_site(sqlite_url, tmp_path) as site:
        await users.set_password(site.database, 1, old)
        assert (await log_in(site, "admin", "test")).status_code == 302
        renewed = (await users.by_ids(site.database, (1,)))[1].password
        assert renewed.startswith("$wp$2y$10$")
        assert (await log_in(site, "admin", "test")).status_code == 302


async def test_log_in_leaves_an_old_hash_where_an_old_wordpress_reads_it_too(
    sqlite_url: str, tmp_path: Path
) -> None:
    old = "$P$B55D6LjfHDkINU5wF.v2BuuzO0/XPk/"  # the password "test"
    async with recorded_site(sqlite_url, tmp_path, shared=True) as site:
        await users.set_password(site.database, 1, old)
        assert (await log_in(site, "admin", "test")).status_code == 302
        assert (await users.by_ids(site.database, (1,)))[1].password == old


async def test_cookie_without_nonce_counts_for_nothing_in_the_api(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await log_in(site)
        assert (await site.ask(ME)).status_code == 401
        assert (await site.ask(f"{ME}?_wpnonce=")).status_code == 403
        wrong = await site.client.get(ME, headers={"X-WP-Nonce": "0123456789"})
        assert (wrong.status_code, wrong.json()["code"]) == (403, "rest_cookie_invalid_nonce")


async def test_cookie_with_the_nonce_of_its_session_is_an_account_in_the_api(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        cookies = cookies_of(await log_in(site))
        value = next(cookie.value for name, cookie in cookies.items() if "logged_in" in name)
        _, _, token, _ = unquote(value).split("|")
        halves = ["nonce_key", "nonce_salt"]
        kept = await options.named(site.database, halves)
        salt = "".join(kept[half] for half in halves)
        nonce = create_nonce("wp_rest", user_id=1, session=token, salt=salt, now=time())
        header = {"X-WP-Nonce": nonce}
        for answer in (
            await site.client.get(ME, headers=header), await site.client.get(f"{ME}?_wpnonce={nonce}"),
        ):  # fmt: skip
            assert (answer.status_code, answer.json()["id"]) == (200, 1)
            assert answer.headers["x-wp-nonce"] == nonce
        # It is this session's alone.
        await log_in(site)
        assert (await site.client.get(ME, headers=header)).status_code == 403


async def test_log_out_needs_the_link_made_for_the_session(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await log_in(site)
        asked = await site.client.get("/wp-login.php?action=logout")
        assert asked.status_code == 403
        link = asked.text.split('<a href="', 2)[2].split('"')[0].replace("&amp;", "&")
        before = dict(site.client.cookies)
        gone = await site.client.get(link)
        assert gone.status_code == 302
        # The cookie itself is worth nothing any more.
        for name, value in before.items():
            site.client.cookies.set(name, value)
        again = await site.client.get("/wp-login.php?action=logout")
        assert again.status_code == 302
        assert "action=logout" not in again.headers["location"]
