"""Comments sent by the form below a post, from guests and from accounts."""

import re
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx2
import pytest

from engine.model.comments import Comment, CommentQuery
from engine.store import comments
from engine.store import options as stored_options
from engine.store import posts as stored_posts
from tests.conformance.sites import RecordedSite, read_site

FORM = "/wp-comments-post.php"
POST = 127
GUEST = {"author": "Wren", "email": "wren@example.com", "url": "wren.example.com"}
# A guest whom the recorded site has approved before.
KNOWN = {"author": "Ann", "email": "ann@example.com"}


async def send(site: RecordedSite, text: str = "Well said.", **fields: Any) -> httpx2.Response:
    form = {"comment_post_ID": POST, "comment": text, **GUEST, **fields}
    return await site.client.post(FORM, data={name: str(value) for name, value in form.items()})


async def newest(site: RecordedSite) -> Comment:
    everything = CommentQuery(
        statuses=("0", "1", "spam", "trash"), types_exclude=(), orderby="id", per_page=1, count=False
    )
    found, _ = await comments.select(site.database, everything)
    return found[0]


async def test_guest_on_each_database_is_held_and_led_to_a_preview(database_url: str, tmp_path: Path) -> None:
    async with read_site(database_url, tmp_path) as site:
        answer = await send(site, "First light. \U0001f305")
        assert answer.status_code == 302
        made = await newest(site)
        assert (made.approved, made.author, made.author_url) == ("0", "Wren", "http://wren.example.com")
        assert made.content == "First light. \U0001f305"
        pattern = (
            rf"http://blog\.test/.+/\?unapproved={made.id}&moderation-hash=[0-9a-f]{{32}}#comment-{made.id}"
        )
        assert re.fullmatch(pattern, answer.headers["location"])


async def test_known_guest_is_approved_and_counted(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        before = (await stored_posts.by_ids(site.database, (POST,)))[POST].comment_count
        answer = await send(site, **KNOWN)
        made = await newest(site)
        assert made.approved == "1"
        assert answer.headers["location"].endswith(f"/bread-wants-time-3/#comment-{made.id}")
        assert (await stored_posts.by_ids(site.database, (POST,)))[POST].comment_count == before + 1


REFUSED: tuple[tuple[dict[str, Any], int], ...] = (
    ({"comment_parent": 49}, 403),
    ({"comment_post_ID": 125}, 403),
    ({"comment_post_ID": 90}, 403),
    ({"comment_post_ID": 107}, 403),
    ({"comment_post_ID": 87}, 403),
    ({"comment_post_ID": 101}, 404),
    ({"comment_post_ID": 999999}, 404),
    ({"author": ""}, 200),
    ({"email": ""}, 200),
    ({"email": "a@b.c"}, 200),
    ({"email": "no mail at all"}, 200),
    ({"text": "  "}, 200),
    ({"author": "é" * 123}, 200),
    ({"url": "http://" + "u" * 200}, 200),
    ({"text": "y" * 65526}, 200),
)


async def test_form_that_cannot_be_taken_is_refused_and_keeps_the_text(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        before = await newest(site)
        for fields, status in REFUSED:
            text = str(fields.get("text", "Typed with <care> & love"))
            answer = await send(site, **{"text": text, **fields})
            assert answer.status_code == status, fields
            shown = text.strip()[:24].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            assert shown in answer.text, fields
            assert await newest(site) == before, fields


async def test_post_behind_a_password_takes_comments_of_those_who_know_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        await site.client.post("/wp-login.php?action=postpass", data={"post_password": "leek"})
        assert (await send(site, comment_post_ID=87)).status_code == 302
        assert (await newest(site)).post == 87


async def test_form_fetched_instead_of_sent_is_not_allowed(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        answer = await site.client.get(FORM)
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


async def test_comment_said_twice_is_a_duplicate(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        assert (await send(site)).status_code == 302
        assert (await send(site)).status_code == 409


async def test_comments_made_too_fast_are_a_flood(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        assert (await send(site)).status_code == 302
        answer = await send(site, "Another thought.")
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= 15


@pytest.mark.parametrize(
    ("options", "text", "status"),
    [
        ({}, "Nice.", "1"),
        ({"comment_moderation": "1"}, "Nice.", "0"),
        ({}, "See https://a.example and https://b.example", "0"),
        ({"comment_max_links": "3"}, "See https://a.example and https://b.example", "1"),
        ({"moderation_keys": "kettle\nviagra"}, "Buy VIAgra now", "0"),
        ({"moderation_keys": "МИР"}, "мир", "0"),
        ({"disallowed_keys": "casino"}, "ca<b></b>sino", "trash"),
        ({"disallowed_keys": "wren@"}, "Nice.", "1"),
        ({"disallowed_keys": "ann@"}, "Nice.", "trash"),
    ],
)
async def test_moderation_of_a_known_guest_follows_the_options(
    sqlite_url: str, tmp_path: Path, options: dict[str, str], text: str, status: str
) -> None:
    async with read_site(sqlite_url, tmp_path, shared=True) as site:
        for name, value in options.items():
            await stored_options.put(site.database, name, value)
        assert (await send(site, text, **KNOWN)).status_code == 302
        assert (await newest(site)).approved == status


async def test_guest_with_the_address_of_an_account_is_held(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        await send(site, author="Edith Marlow", email="editor@example.org")
        assert (await newest(site)).approved == "0"


async def test_site_for_members_takes_no_guests(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path, shared=True) as site:
        await stored_options.put(site.database, "comment_registration", "1")
        assert (await send(site)).status_code == 403


async def test_old_post_is_closed_where_old_posts_close(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path, shared=True) as site:
        await stored_options.put(site.database, "close_comments_for_old_posts", "1")
        assert (await send(site)).status_code == 403


async def test_consent_has_the_browser_remember_the_guest(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        answer = await send(site, **{"wp-comment-cookies-consent": "yes"})
        cookies: SimpleCookie = SimpleCookie()
        for header in answer.headers.get_list("set-cookie"):
            cookies.load(header)
        found = {name.rsplit("_", 1)[0]: one for name, one in cookies.items() if "comment_author" in name}
        assert {name: one.value for name, one in found.items()} == {
            "comment_author": "Wren",
            "comment_author_email": "wren%40example.com",
            "comment_author_url": "http%3A%2F%2Fwren.example.com",
        }
        assert all(one["max-age"] == "31536000" and one["httponly"] for one in found.values())
        assert "unapproved" not in answer.headers["location"]


async def test_form_leads_only_to_this_site(sqlite_url: str, tmp_path: Path) -> None:
    """Also where it says where to go afterwards (E17)."""
    async with read_site(sqlite_url, tmp_path) as site:
        answer = await send(site, redirect_to="https://evil.example/", **KNOWN)
        assert answer.headers["location"] == "http://blog.test/"


async def log_in(site: RecordedSite, login: str) -> None:
    await site.client.post("/wp-login.php", data={"log": login, "pwd": f"{login}-pass-1"})


async def test_account_comments_under_its_own_name(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        await log_in(site, "arthur")
        assert (await send(site)).status_code == 302
        made = await newest(site)
        assert (made.user, made.author, made.approved) == (3, "Arthur Pell", "1")


async def test_form_sent_by_another_site_for_an_administrator_is_cleaned_as_a_guests(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        await log_in(site, "admin")
        await send(site, 'Hello <script>alert(1)</script><a href="/x" onclick="alert(1)">x</a>')
        assert (await newest(site)).content == 'Hello alert(1)<a href="/x" rel="nofollow ugc">x</a>'


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<b onmouseover=alert(1)>b</b>", "<b>b</b>"),
        ('<a href="javascript:alert(1)">x</a>', '<a href="alert(1)" rel="nofollow ugc">x</a>'),
        ("<img src=x onerror=alert(1)>", ""),
        ('<a href="https://e.example">x</a>', '<a href="https://e.example" rel="nofollow ugc">x</a>'),
    ],
)
async def test_guests_html_is_cleaned_when_stored(
    sqlite_url: str, tmp_path: Path, typed: str, stored: str
) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        assert (await send(site, f"See {typed}")).status_code == 302
        assert (await newest(site)).content == f"See {stored}"
