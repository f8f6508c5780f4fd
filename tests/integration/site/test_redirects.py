"""Nothing of ours sends a reader to another site, however an address is written (E17)."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.conformance.sites import recorded_site

HOME = "http://blog.test"

HOSTILE = (
    "//evil.example/", "///evil.example", "/\\evil.example/", "/%5Cevil.example/", "/%2F%2Fevil.example/%2e%2e",
    "/@evil.example/", "/%40evil.example", "/;@evil.example", "/.evil.example/", "/http://evil.example/",
    "/https:evil.example", "/%0d%0aLocation:%20http://evil.example/", "/%09//evil.example/", "/?p=77&x=//evil.example",
    "/?name=//evil.example", "/?p=77%0d%0aX:%20y", "//evil.example/?p=77", "/\\evil.example/?p=77",
    "//evil.example/page/2", "//evil.example/%2f..", "///evil.example/about", "//evil.example/feed", "/%2f/evil.example/?paged=2", "/?redirect_to=//evil.example&p=77",
    "/index.php//evil.example/", "/about//evil.example", "/about%20//evil.example", "//blog.test@evil.example/about",
)  # fmt: skip


# Where to go afterwards, as a link or a form of somebody else's may say.
ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "http://blog.test@evil.example/", "http:evil.example",
    "%2F%2Fevil.example/", "http://blog.test%2F@evil.example/", "/\t/evil.example/", "/\r\nLocation: //evil.example/",
    "javascript:alert(1)//evil", "http://blog.test.evil.example/",
)  # fmt: skip


async def test_redirect_stays_on_the_site(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for address in HOSTILE:
            url = httpx2.URL(HOME).copy_with(raw_path=address.encode())
            answer = await site.client.get(url)
            assert answer.request.url.raw_path == address.encode()
            assert answer.status_code < 500, address
            place = answer.headers.get("location")
            if place is not None:
                assert (urlsplit(place).scheme, urlsplit(place).netloc) == ("http", "blog.test"), address
                assert "\\" not in place, address
                assert not set(place) & set("\r\n\t "), address


@pytest.mark.parametrize("path", ["/wp-login.php?action=postpass", "/auth/sign-out"])
async def test_form_that_says_where_to_go_afterwards_leads_to_this_site(
    path: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for target in ELSEWHERE:
            form = {"post_password": "x", "redirect_to": target}
            assert (await site.client.post(path, data=form)).headers["location"] == f"{HOME}/", target
        good = await site.client.post(path, data={"post_password": "x", "redirect_to": f"{HOME}/about/"})
        assert good.headers["location"] == f"{HOME}/about/"


async def test_page_that_a_password_form_was_on_is_gone_back_to_on_this_site_alone(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for referer, place in ((f"{HOME}/about/", f"{HOME}/about/"), ("http://evil.example/", f"{HOME}/")):
            sent = await site.client.post(
                "/wp-login.php?action=postpass", data={"post_password": "x"}, headers={"Referer": referer}
            )
            assert sent.headers["location"] == place


async def test_log_out_leads_to_this_site(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        sent = await site.client.post("/wp-login.php", data={"log": "arthur", "pwd": "arthur-pass-1"})
        site.client.cookies.update(sent.cookies)
        for target in ELSEWHERE:
            asked = await site.client.get("/wp-login.php", params={"action": "logout", "redirect_to": target})
            assert asked.status_code == 403, target
            assert "evil" not in asked.text, target
        link = re.search(r'href="([^"]*action=logout[^"]*)"', asked.text)
        assert link is not None
        out = await site.client.get(f"{unescape(link[1])}&redirect_to=//evil.example/")
        assert (out.status_code, out.headers["location"]) == (302, f"{HOME}/")
