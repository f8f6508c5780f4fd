"""Readers who log in with a network: in the page, in a window, and everything that must not work."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.store import readers as stored_readers
from engine.store import tables
from tests.providers.people import OPENID_FAULTS
from tests.providers.reading import HOME, POST, SLUGS, reading

VARIANTS = {
    **{slug: (slug, {}) for slug in SLUGS},
    "wordpress, legacy": ("wordpress", {"wordpress_com_protocol": "legacy"}),
    "twitter, OAuth 1.0a": ("twitter", {"x_protocol": "1.0a"}),
}


@pytest.mark.parametrize("variant", VARIANTS)
async def test_reader_logs_in_by_whole_pages_and_finds_the_draft(
    variant: str, sqlite_url: str, tmp_path: Path
) -> None:
    slug, changes = VARIANTS[variant]
    async with reading(sqlite_url, tmp_path, **changes) as site:
        back = await site.browser.log_in(slug)
        assert back.status_code == 303
        assert back.headers["location"].endswith("?commenting=1#respond")
        who = await site.browser.who()
        assert who is not None
        assert (who["slug"], who["name"]) == (slug, "Robin Reader")
        page = await site.browser.site.get(back.headers["location"])
        assert "Half a thought</textarea>" in page.text
        assert f'name="hc_post_as" value="{slug}"' in page.text
        assert "no-store" in page.headers["cache-control"]


@pytest.mark.parametrize("variant", VARIANTS)
async def test_reader_who_says_no_is_a_guest_with_the_draft_and_the_reason(
    variant: str, sqlite_url: str, tmp_path: Path
) -> None:
    slug, changes = VARIANTS[variant]
    async with reading(sqlite_url, tmp_path, **changes) as site:
        back = await site.browser.log_in(slug, person="")
        assert await site.browser.who() is None
        page = (await site.browser.site.get(back.headers["location"])).text
        assert "You did not log in with" in page
        assert "Half a thought</textarea>" in page


@pytest.mark.parametrize("fault", ["expired", "limited", "broken", "garbled"])
@pytest.mark.parametrize("variant", VARIANTS)
async def test_network_that_fails_leaves_a_guest_with_the_draft_and_a_reason(
    variant: str, fault: str, sqlite_url: str, tmp_path: Path
) -> None:
    slug, changes = VARIANTS[variant]
    async with reading(sqlite_url, tmp_path, **changes) as site:
        back = await site.browser.log_in(slug, fault=fault)
        assert await site.browser.who() is None
        page = (await site.browser.site.get(back.headers["location"])).text
        expected = "is not available now" if fault in {"limited", "broken"} else "did not confirm who you are"
        assert expected in page
        assert "Half a thought</textarea>" in page


# E29: what an OpenID provider, or somebody in its place, may try.


@pytest.mark.parametrize("fault", OPENID_FAULTS)
@pytest.mark.parametrize("slug", ["wordpress", "google", "oidc"])
async def test_openid_answer_that_is_not_right_is_refused(
    slug: str, fault: str, sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        back = await site.browser.log_in(slug, fault=fault)
        assert await site.browser.who() is None
        page = (await site.browser.site.get(back.headers["location"])).text
        assert 'role="alert">' in page
        assert await tables.Readers.all().count() == 0


async def test_answer_of_one_network_is_no_answer_of_another(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        back = await site.browser.consent(await site.browser.leave("google"))
        answer = await site.browser.site.get(back.replace("/auth/google/", "/auth/oidc/"))
        assert answer.status_code == 400
        assert await site.browser.who() is None


@pytest.mark.parametrize("slug", ["wordpress", "google", "oidc", "twitter", "github", "mastodon"])
async def test_network_that_takes_a_challenge_gets_one(slug: str, sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        asked = parse_qs(urlsplit((await site.browser.leave(slug)).headers["location"]).query)
        assert asked["code_challenge_method"] == ["S256"]
        assert len(asked["code_challenge"][0]) == 43
        assert asked["redirect_uri"] == [f"{HOME}/auth/{slug}/callback"]


# E27: an answer belongs to the browser that asked, once.


@pytest.mark.parametrize("variant", VARIANTS)
async def test_answer_in_another_browser_is_refused(variant: str, sqlite_url: str, tmp_path: Path) -> None:
    slug, changes = VARIANTS[variant]
    async with reading(sqlite_url, tmp_path, **changes) as site:
        back = await site.browser.consent(await site.browser.leave(slug))
        other = site.another_browser()
        assert (await other.site.get(back)).status_code == 400
        assert await other.who() is None


async def test_answer_comes_once(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        back = await site.browser.consent(await site.browser.leave("github"))
        assert (await site.browser.site.get(back)).status_code == 303
        assert (await site.browser.site.get(back)).status_code == 400


async def test_answer_after_ten_minutes_is_too_late(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        back = await site.browser.consent(await site.browser.leave("github"))
        await _make_older(11 * 60)
        answer = await site.browser.site.get(back)
        assert answer.status_code == 400
        assert await site.browser.who() is None


async def test_tampered_state_is_refused_and_leads_back_to_the_draft(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        back = await site.browser.consent(await site.browser.leave("github"))
        answer = await site.browser.site.get(back.replace("state=", "state=x"))
        assert answer.status_code == 400
        assert "commenting=1#respond" in answer.text
        page = await site.browser.site.get("/?p=127&commenting=1", follow_redirects=True)
        assert "Half a thought</textarea>" in page.text


@pytest.mark.parametrize("origin", ["https://evil.example", "http://blog.test.evil.example"])
async def test_log_in_begun_by_another_site_is_refused(origin: str, sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        answer = await site.browser.site.post(
            "/auth/github", data={"comment": "x"}, headers={"Origin": origin}
        )
        assert answer.status_code == 403


# Windows (E30).


async def test_window_hands_over_a_code_that_is_good_once_for_its_own_page(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        challenge = "c" * 43
        back = await site.browser.consent(await site.browser.open_window("github", challenge))
        page = await site.browser.site.get(back)
        assert "script-src 'self'" in page.headers["content-security-policy"]
        code = page.text.split("&#34;code&#34;: &#34;")[1].split("&#34;")[0]
        assert await site.browser.who() is None, "the window has no session, only a code"
        for browser, shown in ((site.another_browser(), challenge), (site.browser, "d" * 43)):
            refused = await browser.site.post("/auth/session", data={"code": code, "challenge": shown})
            assert refused.status_code == 400
        taken = {"code": code, "challenge": challenge}
        assert (await site.browser.site.post("/auth/session", data=taken)).status_code == 200
        assert await site.browser.who() is not None
        assert (await site.browser.site.post("/auth/session", data=taken)).status_code == 400


async def test_window_of_who_says_no_tells_the_reason_to_its_own_page(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        back = await site.browser.consent(await site.browser.open_window("twitter"), person="")
        page = (await site.browser.site.get(back)).text
        assert "You did not log in with X." in page
        assert "&#34;code&#34;" not in page


# Who a reader is (E28).


async def test_name_of_a_network_is_text_wherever_it_is_shown(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("twitter", person="sly")
        page = (await site.browser.site.get("/?p=127&commenting=1", follow_redirects=True)).text
        assert "<b>Sly</b>" not in page


async def test_same_address_is_somebody_else_and_signs_nobody_in(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        # Sly has the address of an editor's account, which the network even vouches for.
        await site.browser.log_in("google", person="sly")
        said = (await site.browser.site.get("/tympan/reader")).json()
        assert said["user"] == ""
        assert (await site.browser.site.get("/wp-json/wp/v2/users/me")).status_code == 401
        await site.browser.comment(post_as="google")
        newest = await tables.Comments.all().order_by("-id").first()
        assert newest is not None
        assert (newest.user, newest.approved, newest.author_email) == (0, "0", "editor@example.org")


async def test_two_networks_with_one_address_are_two_readers(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("google")
        first = await stored_readers.by_id(site.database, 1)
        await site.browser.log_in("github")
        second = await stored_readers.by_id(site.database, 2)
        assert first is not None
        assert second is not None
        assert first.email == second.email == "robin@example.com"


# Sessions (E36).


async def test_session_cookie_is_kept_from_scripts_and_other_sites(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        back = await site.browser.log_in("github")
        cookie = next(one for one in back.headers.get_list("set-cookie") if one.startswith("tympan_reader="))
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Max-Age=2592000" in cookie


async def test_session_is_new_with_every_log_in_and_the_old_one_ends(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("github")
        old = site.browser.site.cookies["tympan_reader"]
        await site.browser.log_in("github")
        assert site.browser.site.cookies["tympan_reader"] != old
        fixed = site.another_browser()
        fixed.site.cookies.set("tympan_reader", old)
        assert await fixed.who() is None


async def test_logging_out_ends_the_session_here_and_asks_the_network_anew(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("google")
        token = site.browser.site.cookies["tympan_reader"]
        out = await site.browser.site.post(
            "/auth/sign-out",
            data={"comment_post_ID": POST, "comment": "Still here"},
            headers={"Origin": HOME},
        )
        assert out.status_code == 303
        stolen = site.another_browser()
        stolen.site.cookies.set("tympan_reader", token)
        assert await stolen.who() is None
        page = (await site.browser.site.get(out.headers["location"])).text
        assert "Still here</textarea>" in page
        asked = parse_qs(urlsplit((await site.browser.leave("google")).headers["location"]).query)
        assert asked["prompt"] == ["select_account"]


async def test_logging_out_by_another_site_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.log_in("github")
        answer = await site.browser.site.post("/auth/sign-out", headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403
        assert await site.browser.who() is not None


# Where to go afterwards, as somebody else's link may say (E17).
ELSEWHERE = (
    "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http://blog.test@evil.example",
    "%2F%2Fevil.example", "/\t/evil.example",
)  # fmt: skip


async def test_way_back_leads_nowhere_else(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        for target in ELSEWHERE:
            back = await site.browser.log_in("github", comment_post_ID="", redirect_to=target)
            assert back.headers["location"] == f"{HOME}/", target
        back = await site.browser.log_in("github", comment_post_ID="", redirect_to="/about/")
        assert back.headers["location"] == "/about/"


async def test_network_without_an_application_is_not_offered(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, x_client_id="", mastodon_servers=()) as site:
        page = (await site.browser.site.get("/?p=127", follow_redirects=True)).text
        assert "/auth/github" in page
        assert "/auth/twitter" not in page
        assert (await site.browser.site.get("/auth/twitter")).status_code == 404


async def test_mastodon_server_that_is_not_let_in_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        back = await site.browser.leave("mastodon", server="evil.example")
        page = (await site.browser.site.get(back.headers["location"])).text
        assert "does not let in readers from that server" in page


async def test_mastodon_registers_once(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        ids = set()
        for _ in range(2):
            asked = parse_qs(urlsplit((await site.browser.leave("mastodon")).headers["location"]).query)
            ids |= {*asked["client_id"]}
        assert len(ids) == 1


async def test_reader_logs_in_on_each_database(database_url: str, tmp_path: Path) -> None:
    async with reading(database_url, tmp_path) as site:
        await site.browser.log_in("wordpress")
        assert (await site.browser.comment(post_as="wordpress")).status_code == 302
        assert await stored_readers.was_approved(site.database, 1) is False
        reader = await stored_readers.by_id(site.database, 1)
        assert reader is not None
        assert len(await stored_readers.comments_of(site.database, reader)) == 1
        assert await stored_readers.has_address(site.database, "robin@example.com")


async def _make_older(seconds: int) -> None:
    for ticket in await tables.Tickets.all():
        await tables.Tickets.filter(secret=ticket.secret).update(expires_at=ticket.expires_at - seconds)
