"""The page on which one lets a program act on one's behalf: who asks, where it leads, and no way round it (E32)."""

import re
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest

from tests.conformance.sites import RecordedSite, recorded_site

PAGE = "/wp-admin/authorize-application.php"
APP = "https://app.example/back"


async def log_in(site: RecordedSite) -> None:
    answer = await site.client.post("/wp-login.php", data={"log": "arthur", "pwd": "arthur-pass-1"})
    site.client.cookies.update(answer.cookies)


async def ask(site: RecordedSite, **wish: str) -> httpx2.Response:
    return await site.client.get(f"{PAGE}?{urlencode(wish)}")


async def decide(site: RecordedSite, page: httpx2.Response, choice: str, **changed: str) -> httpx2.Response:
    """Press one of the buttons of a page."""
    fields = dict(re.findall(r'name="(\w+)" (?:type="text" )?value="([^"]*)"', page.text))
    fields = {
        name: value.replace("&amp;", "&")
        for name, value in fields.items()
        if name not in {"approve", "reject"}
    }
    return await site.client.post(PAGE, data={**fields, **changed, choice: "1"})


async def test_yes_sends_a_password_that_opens_the_api(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        await log_in(site)
        page = await ask(site, app_name="Pocket", success_url=f"{APP}?state=1")
        assert "Pocket" in page.text
        assert f"{APP}?state=1" in page.text
        answer = await decide(site, page, "approve")
        sent = urlsplit(answer.headers["location"])
        said = {name: values[0] for name, values in parse_qs(sent.query).items()}
        assert (answer.status_code, sent.netloc, said["state"]) == (302, "app.example", "1")
        assert (said["site_url"], said["user_login"]) == ("http://blog.test", "arthur")
        site.client.cookies.clear()
        me = await site.client.get("/wp-json/wp/v2/users/me", auth=("arthur", said["password"]))
        assert me.json()["slug"] == "arthur"


async def test_yes_without_an_address_shows_the_password(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await log_in(site)
        answer = await decide(site, await ask(site, app_name="Pocket"), "approve")
        assert re.search(r"<code>(\w{4} ){5}\w{4}</code>", answer.text)
        assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("wish", "target"),
    [
        ({"success_url": APP}, f"{APP}?success=false"), ({"success_url": APP, "reject_url": f"{APP}/no"}, f"{APP}/no"),
        ({}, "http://blog.test/"),
    ],
)  # fmt: skip
async def test_no_makes_no_password(
    sqlite_url: str, tmp_path: Path, wish: dict[str, str], target: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await log_in(site)
        answer = await decide(site, await ask(site, app_name="Pocket", **wish), "reject")
        assert (answer.status_code, answer.headers["location"]) == (302, target)
        listed = await site.ask("/wp-json/wp/v2/users/3/application-passwords?_fields=name", "admin")
        assert "Pocket" not in listed.text


LEAKS_OR_RUNS = (
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "http://app.example/", "//app.example",
    "/wp-admin/", "java\tscript:alert(1)", " javascript:alert(1)", "https://a@b.example/", "https:///x",
    "https://app.example\\@evil.example", "vbscript:x", "http://127.0.0.1.evil.example/", "https://[x",
    "javascript&colon;alert(1)", "javascript%3Aalert(1)", "blob:https://app.example/x", "https:app.example",
    "https://app.example/\r\nX: y", "view-source:javascript:alert(1)", "feed:javascript:alert(1)",
)  # fmt: skip


async def test_address_that_would_leak_or_run_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await log_in(site)
        page = await ask(site, app_name="Pocket")
        for address, name in product(LEAKS_OR_RUNS, ("success_url", "reject_url")):
            for answer in (
                await ask(site, **{name: address}),
                await decide(site, page, "approve", **{name: address}),
            ):
                assert answer.status_code == 400, address
                assert address not in answer.text
        listed = await site.ask("/wp-json/wp/v2/users/3/application-passwords?_fields=name", "admin")
        assert "Pocket" not in listed.text


async def test_address_of_a_program_on_this_machine_is_fine(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await log_in(site)
        for address in ("http://localhost:8080/", "http://127.0.0.1/x", "http://[::1]:9/", "pocket://done"):
            page = await ask(site, app_name="Pocket", success_url=address, reject_url=f"{APP}/no")
            assert page.status_code == 200, address
            for shown in ("<strong>Pocket</strong>", f"<code>{address}</code>", f"<code>{APP}/no</code>"):
                assert shown in page.text, address


async def test_page_asks_to_log_in_and_comes_back(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        answer = await ask(site, app_name="Pocket", success_url=APP)
        target = parse_qs(urlsplit(answer.headers["location"]).query)["redirect_to"][0]
        assert (answer.status_code, parse_qs(urlsplit(target).query)["success_url"]) == (302, [APP])


async def test_page_is_never_framed_kept_or_scripted(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await log_in(site)
        page = await ask(site, app_name="<script>alert(1)</script>", app_id="x" * 5)
        assert page.status_code == 400
        page = await ask(site, app_name='"><script>alert(1)</script>')
        assert "<script" not in page.text
        assert page.headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert "no-store" in page.headers["cache-control"]


@pytest.mark.parametrize("proof", ["", "0123456789"])
async def test_decision_made_on_another_site_counts_nothing(
    sqlite_url: str, tmp_path: Path, proof: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await log_in(site)
        page = await ask(site, app_name="Pocket", success_url=APP)
        answer = await decide(site, page, "approve", _wpnonce=proof)
        assert answer.status_code == 403
        listed = await site.ask("/wp-json/wp/v2/users/3/application-passwords?_fields=name", "admin")
        assert "Pocket" not in listed.text
