"""Mails about comments and posts: asked twice, ended with one press, one recipient each (E35)."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import httpx2
import pytest

from engine.domain import comment_changes, commenting, comments, publishing, subscriptions
from engine.domain.context import Context, Site
from engine.domain.working import claim, perform
from engine.jobs.handlers import HANDLERS
from engine.model.jobs import Nothing
from engine.model.posts import PostDraft
from engine.model.users import SYSTEM
from engine.store import tables
from tests.providers.reading import POST, Reading, reading

ANN = {"author": "Ann", "email": "ann@example.com"}
TICKED = {"subscribe": "subscribe"}
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


class Postman:
    """Does the background work, and keeps the mails instead of sending them."""

    def __init__(self, site: Site) -> None:
        self.mails: list[EmailMessage] = []
        self.site = replace(site, outside=replace(site.outside, send=self._keep))
        # What authors and moderators are told is another room's.
        mine = [one for one in HANDLERS if not one.every and one.job is not commenting.TELL]
        self._by_kind = {handler.job.name: handler for handler in mine}

    async def _keep(self, message: EmailMessage) -> None:
        self.mails.append(message)

    async def work(self) -> list[EmailMessage]:
        """Everything that waits; answers the mails of it."""
        self.mails = []
        while jobs := await claim(self.site, tuple(self._by_kind), 10):
            for job in jobs:
                await perform(self.site, self._by_kind[job.kind], job)
        return self.mails


async def postman_of(site: Reading) -> Postman:
    running = await site.browser.app.state.application.running()  # type: ignore[attr-defined]
    return Postman(running.site)


def address_in(message: EmailMessage) -> str:
    found = re.search(r"http://blog\.test(/tympan/subscriptions/\S+)", str(message.get_content()))
    assert found is not None
    return found[1]


async def approve(ctx: Context) -> None:
    newest = await tables.Comments.all().order_by("-id").first()
    assert newest is not None
    await comment_changes.approve(ctx, await comments.get(ctx, newest.id))


async def someone_else_comments(site: Reading, text: str = "An answer.") -> httpx2.Response:
    other = site.another_browser()
    other.site.headers["X-Forwarded-For"] = "203.0.113.9"
    return await other.comment(text, author="Wren", email="wren@example.com")


async def test_reader_of_a_conversation_is_mailed_once_confirmed_until_it_is_ended(
    database_url: str, tmp_path: Path
) -> None:
    async with reading(
        database_url, tmp_path, mail_host="mail.test", trusted_proxies=("127.0.0.0/8",)
    ) as site:
        postman = await postman_of(site)
        await site.browser.comment("First.", **ANN, **TICKED)
        (question,) = await postman.work()
        assert (question["to"], "confirm" in question["subject"]) == ("ann@example.com", True)
        page = address_in(question)
        assert "Yes, mail me" in (await site.browser.site.get(page)).text
        assert await tables.Subscriptions.filter(confirmed_at__gt=0).count() == 0, "looking confirms nothing"
        await site.browser.site.post(page, data={"do": "confirm"})
        await someone_else_comments(site)
        assert await postman.work() == [], "what is held is nobody's news"
        await approve(await postman.site.begin())
        (letter,) = await postman.work()
        assert letter["to"] == "ann@example.com"
        assert "An answer." in letter.get_content()
        assert letter["list-unsubscribe"] == f"<http://blog.test{page}>"
        assert letter["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
        ended = await httpx2_client(site).post(page, data=ONE_CLICK)
        assert ended.status_code == 200
        assert (await site.browser.site.get(page)).status_code == 404
        assert await tables.Subscriptions.all().count() == 0


def httpx2_client(site: Reading) -> httpx2.AsyncClient:
    """A mail program, which has no cookies."""
    return site.another_browser().site


async def test_approval_taken_back_and_given_again_is_no_news(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, mail_host="mail.test") as site:
        postman = await postman_of(site)
        ctx = await postman.site.begin()
        await subscriptions.ask(ctx, "robin@example.com", POST)
        await tables.Subscriptions.all().update(confirmed_at=1)
        await site.browser.comment("News.", author="Wren", email="wren@example.com")
        await postman.work()
        counts = []
        for _ in range(2):
            await approve(await postman.site.begin())
            counts.append(len(await postman.work()))
            newest = await tables.Comments.all().order_by("-id").first()
            assert newest is not None
            ctx = await postman.site.begin()
            await comment_changes.hold(ctx, await comments.get(ctx, newest.id))
        assert counts == [1, 0]


async def test_author_is_not_mailed_the_own_comment(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, mail_host="mail.test") as site:
        postman = await postman_of(site)
        await subscriptions.ask(await postman.site.begin(), "ann@example.com", POST)
        await postman.work()
        await tables.Subscriptions.all().update(confirmed_at=1)
        await site.browser.comment("First.", **ANN)
        assert await postman.work() == []


async def test_address_is_asked_once_and_not_by_the_dozen(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, mail_host="mail.test") as site:
        postman = await postman_of(site)
        ctx = await postman.site.begin()
        for _ in range(3):
            await subscriptions.ask(ctx, "ann@example.com", POST)
        assert len(await postman.work()) == 1
        for post in range(1, 20):
            await subscriptions.ask(ctx, "ann@example.com", post)
        assert len(await postman.work()) == 4


@pytest.mark.parametrize("token", ["1.wrong", "1.", "x", "9999.0", "1" * 30 + ".x"])
async def test_address_of_a_mail_that_was_not_sent_is_not_there(
    sqlite_url: str, tmp_path: Path, token: str
) -> None:
    async with reading(sqlite_url, tmp_path, mail_host="mail.test") as site:
        await subscriptions.ask(await (await postman_of(site)).site.begin(), "ann@example.com", POST)
        answer = await site.browser.site.post(f"/tympan/subscriptions/{token}", data=ONE_CLICK)
        assert answer.status_code == 404
        assert await tables.Subscriptions.all().count() == 1


async def test_boxes_are_not_shown_where_no_mail_is_sent_or_the_option_is_off(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path) as site:
        page = (await site.browser.site.get("/?p=127", follow_redirects=True)).text
        assert 'name="subscribe' not in page
    async with reading(f"{sqlite_url}2", tmp_path / "2", mail_host="mail.test") as site:
        await tables.Options.create(name="stb_enabled", value="0")
        page = (await site.browser.site.get("/?p=127", follow_redirects=True)).text
        assert 'name="subscribe"' in page
        assert 'name="subscribe_blog"' not in page
        assert "checked" not in page.split('name="subscribe"')[1].split(">")[0]


# New posts.


async def follower(site: Reading, pace: str = "now") -> Postman:
    postman = await postman_of(site)
    await subscriptions.ask(await postman.site.begin(), "ann@example.com", 0)
    await postman.work()
    await tables.Subscriptions.all().update(confirmed_at=1, pace=pace)
    return postman


async def publish(postman: Postman, title: str) -> None:
    acting = await postman.site.begin(SYSTEM)
    await publishing.create(acting, PostDraft(title=title, content="<p>Words.</p>", status="publish"))


async def test_new_post_is_mailed_at_once_to_who_wants_that(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, mail_host="mail.test") as site:
        postman = await follower(site)
        await publish(postman, "A title\r\nBcc: everybody@example.com")
        (letter,) = await postman.work()
        assert letter["to"] == "ann@example.com"
        assert letter["bcc"] is None
        assert "\n" not in letter["subject"]


async def test_digest_gathers_a_day_and_says_nothing_where_nothing_happened(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with reading(sqlite_url, tmp_path, mail_host="mail.test") as site:
        postman = await follower(site, "daily")
        now = datetime.now(UTC)
        await tables.Subscriptions.all().update(told_at=int(now.timestamp()) - 60)
        await publish(postman, "One")
        await publish(postman, "Two")
        assert await postman.work() == [], "not at once"
        letters = []
        for hours in (1, 25, 26, 50):
            moment = now + timedelta(hours=hours)
            postman.site = replace(postman.site, clock=lambda moment=moment: moment)  # type: ignore[misc]
            await subscriptions.mail_digests(await postman.site.begin(), Nothing())
            letters.append(len(await postman.work()))
            if letters[-1]:
                content = postman.mails[0].get_content()
                assert content.index("One") < content.index("Two")
        assert letters == [0, 1, 0, 0]


async def test_pace_is_chosen_on_the_page(sqlite_url: str, tmp_path: Path) -> None:
    async with reading(sqlite_url, tmp_path, mail_host="mail.test") as site:
        postman = await postman_of(site)
        await site.browser.comment("First.", **ANN, subscribe_blog="subscribe")
        (question,) = await postman.work()
        page = address_in(question)
        await site.browser.site.post(page, data={"do": "confirm"})
        await site.browser.site.post(page, data={"do": "pace", "pace": "weekly"})
        assert [row.pace for row in await tables.Subscriptions.all()] == ["weekly"]
        assert (await site.browser.site.post(page, data={"do": "pace", "pace": "hourly"})).status_code == 400
