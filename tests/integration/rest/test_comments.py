"""Comments through the API, beyond what is recorded."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from engine.store import comments, posts
from tests.conformance import replay
from tests.conformance.sites import RecordedSite, recorded_site
from tests.unit.content.browser import dangers
from tests.unit.content.test_safety import PAYLOADS

COMMENTS = "/wp-json/wp/v2/comments"
OPEN_POST, POST_OF_ZOE = 127, 128


async def send(site: RecordedSite, role: str, path: str, body: dict[str, Any]) -> httpx2.Response:
    return await replay.send(site.client, {"path": path, "role": role, "method": "POST"}, json=body)


async def test_comment_of_an_account_is_counted_with_it(database_url: str, tmp_path: Path) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        before = (await posts.by_ids(site.database, (OPEN_POST,)))[OPEN_POST].comment_count
        made = await send(site, "author", COMMENTS, {"post": OPEN_POST, "content": "Mine. \U0001f35e"})
        assert (made.status_code, made.json()["status"]) == (201, "approved")
        assert (await posts.by_ids(site.database, (OPEN_POST,)))[OPEN_POST].comment_count == before + 1
        held = await send(site, "admin", f"{COMMENTS}/{made.json()['id']}", {"status": "hold"})
        assert held.json()["status"] == "hold"
        assert (await posts.by_ids(site.database, (OPEN_POST,)))[OPEN_POST].comment_count == before


async def test_visitor_finds_no_comment_that_is_not_public(sqlite_url: str, tmp_path: Path) -> None:
    """Held, spam and trash, notes, and whatever stands on private, trashed and locked posts."""
    async with recorded_site(sqlite_url, tmp_path) as site:
        known = await comments.by_ids(site.database, range(1, 200))
        found = await posts.by_ids(site.database, [comment.post for comment in known.values()])
        public = {
            comment.id
            for comment in known.values()
            if comment.approved == "1"
            and comment.type != "note"
            and found[comment.post].status in {"publish", "inherit"}
            and not found[comment.post].password
        }
        for identity in known:
            expected = 200 if identity in public else 401
            assert (await site.ask(f"{COMMENTS}/{identity}")).status_code == expected, identity
        listed = [
            one["id"]
            for page in (1, 2)
            for one in (await site.ask(f"{COMMENTS}?per_page=100&page={page}")).json()
        ]
        assert set(listed) <= public
        text = (await site.ask("/wp-json/wp/v2/posts?per_page=100&_embed")).text
        assert "Between us." not in text
        assert "I know the word." not in text


async def test_password_of_a_post_opens_its_comments(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        assert (await site.ask(f"{COMMENTS}?post=87&password=wrong")).status_code == 401
        opened = await site.ask(f"{COMMENTS}?post=87&password=leek")
        assert [one["id"] for one in opened.json()] == [142, 141]


async def test_comment_is_not_moved_to_a_post_of_others(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        made = await send(site, "author2", COMMENTS, {"post": POST_OF_ZOE, "content": "On my own post"})
        path = f"{COMMENTS}/{made.json()['id']}"
        moved = await send(site, "author2", path, {"post": OPEN_POST})
        assert (moved.status_code, moved.json()["code"]) == (403, "rest_cannot_edit")


async def test_note_is_left_only_by_who_edits_the_post(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        note = {"post": 24, "content": "Look here", "type": "note"}
        assert (await send(site, "author", COMMENTS, note)).status_code == 403
        made = await send(site, "editor", COMMENTS, note)
        assert (made.status_code, made.json()["type"]) == (201, "note")
        assert (await site.ask(f"{COMMENTS}/{made.json()['id']}")).status_code == 401


async def test_flood_of_an_account_is_told_when_to_go_on(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        bodies = [{"post": OPEN_POST, "content": text} for text in ("One", "Two", "One")]
        answers = [await send(site, "subscriber", COMMENTS, body) for body in bodies]
        assert [answer.status_code for answer in answers] == [201, 400, 409]
        assert answers[1].json()["code"] == "comment_flood"
        assert int(answers[1].headers["retry-after"]) > 0


async def test_hostile_comments_run_nothing_wherever_they_are_shown(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        await site.client.post("/wp-login.php", data={"log": "admin", "pwd": "admin-pass-1"})
        for number, payload in enumerate(PAYLOADS):
            form = {"comment_post_ID": str(OPEN_POST), "comment": f"{number} {payload}"[:65000]}
            assert (await site.client.post("/wp-comments-post.php", data=form)).status_code in {200, 302}
        site.client.cookies.clear()
        shown = (await site.ask(f"{COMMENTS}?post={OPEN_POST}&per_page=100&context=edit", "admin")).json()
        assert len(shown) >= len(PAYLOADS)
        for one in shown:
            assert dangers(one["content"]["rendered"]) == []
            assert dangers(one["content"]["raw"]) == []


@pytest.mark.parametrize("role", ["subscriber", "contributor"])
async def test_html_of_those_who_may_not_use_it_is_cleaned(
    sqlite_url: str, tmp_path: Path, role: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        body = {"post": OPEN_POST, "content": "Hi <script>alert(1)</script><b onclick=x>there</b>"}
        made = await send(site, role, COMMENTS, body)
        assert made.json()["content"]["rendered"] == "<p>Hi alert(1)<b>there</b></p>\n"


async def test_a_text_is_filtered_for_its_writer_whoever_changes_it(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        text = "<b onclick='x()'>Bold</b>"
        for role, kept in (("admin", text), ("author", "<b>Bold</b>")):
            made = await send(site, role, COMMENTS, {"post": OPEN_POST, "content": f"From {role}."})
            changed = await send(site, "admin", f"{COMMENTS}/{made.json()['id']}", {"content": text})
            assert changed.json()["content"]["raw"] == kept


async def test_what_a_change_does_not_say_stays(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        sent = {"author_email": "", "author_url": "http://x.example/?a=b&c=<d>", "author_name": "<i>A</i> b"}
        changed = (await send(site, "admin", f"{COMMENTS}/152", sent)).json()
        assert changed["author_email"] == ""
        assert changed["author_url"] == "http://x.example/?a=b&amp;c=d"
        assert changed["author_name"] == "A b"
