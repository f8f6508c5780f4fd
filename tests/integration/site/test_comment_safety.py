"""Hostile comments on a running site: as a page shows them, as the API, the feeds and the forms do (E5, E6, E7)."""

import re
from html import unescape
from pathlib import Path

import pytest

from engine.store import tables
from tests.providers.reading import HOME, POST, Reading, reading
from tests.unit.content.browser import dangers
from tests.unit.content.test_safety import PAYLOADS

SHORT = [payload for payload in PAYLOADS if len(payload) < 60_000]


async def say_all(site: Reading, status: str) -> None:
    """Every payload as a text, as a name and as an address, by guests."""
    for number, payload in enumerate(SHORT):
        form = {
            "author": f"Guest {number} {payload[:200]}",
            "email": f"g{number}@example.com",
            "url": payload[:150],
        }
        answer = await site.browser.comment(f"{number} {payload}", **form)
        assert answer.status_code == 302
        await tables.Comments.all().update(author_ip="")
    await tables.Comments.filter(post=POST).update(approved=status)


def shown(page: str) -> list[str]:
    """The comments of a page, each with what stands around it."""
    return re.findall(r'<article class="comment-body">.*?</article>', page, re.DOTALL)


async def test_comments_carry_no_script_to_pages_api_and_feeds(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await say_all(site, "1")
        page = (await site.browser.site.get("/?p=127", follow_redirects=True)).text
        assert len(shown(page)) >= len(SHORT) - 5
        assert [(one, found) for one in shown(page) if (found := dangers(one))] == []
        api = (await site.browser.site.get(f"/wp-json/wp/v2/comments?post={POST}&per_page=100")).json()
        assert len(api) >= len(SHORT) - 5
        assert [one["id"] for one in api if dangers(one["content"]["rendered"])] == []
        assert [
            one["author_url"] for one in api if one["author_url"].lower().startswith(("javascript", "data"))
        ] == []
        feed = (await site.browser.site.get("/comments/feed/")).text
        bodies = re.findall(r"<content:encoded><!\[CDATA\[(.*?)\]\]></content:encoded>", feed, re.DOTALL)
        assert bodies
        assert [body for body in bodies if dangers(body)] == []


async def test_held_comments_carry_no_script_to_their_authors_and_moderators(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        await say_all(site, "0")
        await site.browser.site.post("/wp-login.php", data={"log": "edith", "pwd": "edith-pass-1"})
        nonce = (await site.browser.site.get("/wp-admin/admin-ajax.php?action=rest-nonce")).text
        listed = await site.browser.site.get(
            f"/wp-json/wp/v2/comments?post={POST}&status=hold&context=view&per_page=100",
            headers={"X-WP-Nonce": nonce},
        )
        assert listed.status_code == 200
        assert len(listed.json()) >= len(SHORT)
        assert [one["id"] for one in listed.json() if dangers(one["content"]["rendered"])] == []
        everything = await tables.Comments.filter(post=POST)
        assert [row.id for row in everything if dangers(row.content)] == []


@pytest.mark.parametrize("payload", SHORT[:12])
async def test_forms_show_what_was_typed_as_text(sqlite_url: str, tmp_path: Path, payload: str) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        refused = await site.browser.comment(payload, author="", email="", url=payload)
        assert refused.status_code == 200
        main = refused.text[refused.text.index("<main>") :]
        assert "<script" not in main.lower()
        assert dangers(re.sub(r"<textarea.*?</textarea>", "", main, flags=re.DOTALL)) == ["<form>"]
        kept = re.search(r'name="comment"[^>]*>\n(.*?)</textarea>', main, re.DOTALL)
        assert kept is not None
        assert unescape(kept[1]) == payload
        back = await site.browser.leave("github", comment=payload)
        assert back.status_code == 303
        page = (await site.browser.site.get("/?p=127&commenting=1", follow_redirects=True)).text
        kept = re.search(r'name="comment"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
        assert kept is not None
        assert unescape(kept[1]) == payload


async def test_form_of_another_site_makes_a_moderator_no_author_of_scripts(
    sqlite_url: str, tmp_path: Path
) -> None:
    """E7: without the nonce of a page of ours, even who may write any HTML is cleaned like a guest."""
    async with reading(sqlite_url, tmp_path) as site:
        await site.browser.site.post("/wp-login.php", data={"log": "admin", "pwd": "admin-pass-1"})
        sent = await site.browser.site.post(
            "/wp-comments-post.php",
            data={
                "comment_post_ID": POST,
                "comment": "Hello <script>alert(1)</script><img src=x onerror=alert(1)>",
            },
            headers={"Origin": "https://evil.example"},
        )
        assert sent.status_code == 302
        newest = await tables.Comments.all().order_by("-id").first()
        assert newest is not None
        assert newest.user == 1
        assert "<script" not in newest.content
        assert "onerror" not in newest.content
        assert HOME in sent.headers["location"]
