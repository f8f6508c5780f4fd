"""What other sites say about posts: verified, held, limited; by pingback, trackback and Webmention."""

from collections.abc import Mapping
from pathlib import Path
from xmlrpc.client import Fault, dumps, loads

import httpx2
import pytest

from engine.backends.fetch import Answer, Ask, Unreachable, Unsafe
from engine.domain import pings, queue
from engine.domain.attempts import FREE_OF_ACCOUNT
from engine.domain.context import Context
from engine.domain.pings import Refused
from engine.model.errors import TooMany
from engine.store import options, tables
from tests.conformance.sites import RecordedSite, recorded_site

TARGET = "http://blog.test/2025/01/07/lists/"
SOURCE = "http://other.example/post/"
LINK = f'<p>Intro.</p><p>They say <a href="{TARGET}">First light</a> is fine.</p>'
PAGE = f"<html><head><title>Another &amp; page</title></head><body>{LINK}</body></html>"


class Web:
    """Other sites: their pages by address, and what was asked of them."""

    def __init__(self, pages: Mapping[str, Answer | str | Exception] | None = None) -> None:
        self.pages = dict(pages or {SOURCE: PAGE})
        self.asked: list[Ask] = []

    async def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        found = self.pages.get(ask.url)
        if isinstance(found, Exception):
            raise found
        if isinstance(found, str):
            return Answer(url=ask.url, status=200, headers={"content-type": "text/html"}, body=found.encode())
        return found or Answer(url=ask.url, status=404)


async def context(site: RecordedSite) -> Context:
    return await (await site.application.running()).site.begin()


async def receive(site: RecordedSite, source: str = SOURCE, target: str = TARGET) -> None:
    await pings.receive(await context(site), source, target, address="203.0.113.9")


async def found(_site: RecordedSite, kind: str = "pingback") -> list[tables.Comments]:
    """The pings of a kind that came in by now, without those that were recorded."""
    return list(await tables.Comments.filter(type=kind, author_url__in=[SOURCE, "http://third.example/x"]))


async def test_pingback_waits_for_a_moderator_once_its_page_was_looked_at(
    database_url: str, tmp_path: Path
) -> None:
    async with recorded_site(database_url, tmp_path) as site:
        web = Web()
        site.reaches(web)
        await receive(site)
        assert (web.asked, await found(site)) == ([], [])

        await site.do_jobs()

        (ping,) = await found(site)
        assert (ping.author, ping.approved, ping.author_ip) == ("Another &amp; page", "0", "203.0.113.9")
        assert ping.content == "[&#8230;] They say First light is fine. [&#8230;]"
        assert "203.0.113.9" in web.asked[0].headers["User-Agent"]
        assert web.asked[0].most <= 150 * 1024


@pytest.mark.parametrize(
    ("source", "target", "number"),
    [
        ("", TARGET, 0),
        (SOURCE, "", 0),
        (SOURCE, "http://elsewhere.example/x", 0),
        (TARGET, TARGET, 0),
        ("http://blog.test/?p=26", "http://blog.test/?p=26", 0),
        (SOURCE, "http://blog.test/?p=999999", 33),
        (SOURCE, "http://blog.test/2024/07/23/own-excerpt/", 33),
        ("ftp://other.example/x", TARGET, 16),
        ("not an address", TARGET, 16),
        ("http://user:secret@other.example/x", TARGET, 16),
        ("http://other.example:22/x", TARGET, 16),
        ("http://127.0.0.1/x", TARGET, 16),
        ("http://[::1]/x", TARGET, 16),
        ("http://169.254.169.254/latest/meta-data/", TARGET, 16),
        ("http://other.example/" + "x" * 200, TARGET, 16),
    ],
)
async def test_pingback_that_cannot_be_right_is_refused_at_once(
    sqlite_url: str, tmp_path: Path, source: str, target: str, number: int
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        with pytest.raises(Refused) as refusal:
            await receive(site, source, target)
        assert refusal.value.number == number
        assert [job.kind for job in await queue.every(await context(site))] == []


@pytest.mark.parametrize("status", ["draft", "private", "trash", "future", "pending"])
async def test_pingback_says_nothing_of_posts_that_not_everybody_may_read(
    sqlite_url: str, tmp_path: Path, status: str
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        post = (
            await tables.Posts.filter(status="publish", type="post", ping_status="open")
            .order_by("id")
            .first()
        )
        assert post
        await tables.Posts.filter(id=post.id).update(status=status)
        with pytest.raises(Refused) as refusal:
            await receive(site, SOURCE, f"http://blog.test/?p={post.id}")
        assert refusal.value.number == 33


@pytest.mark.parametrize(
    "page",
    [
        "<title>No link</title><p>Nothing.</p>",
        f"<p>No title</p>{LINK}",
        f"<title>Hidden</title><!-- {LINK} -->",
        f"<title>As text</title><p>{TARGET}</p>",
        Answer(url=SOURCE, status=410, body=PAGE.encode()),
        Unsafe(),
    ],
    ids=["no link", "no title", "comment", "text", "gone", "unsafe"],
)
async def test_page_that_does_not_link_here_says_nothing(
    sqlite_url: str, tmp_path: Path, page: Answer | str | Exception
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        site.reaches(Web({SOURCE: page}))
        await receive(site)
        await site.do_jobs()
        assert await found(site) == []
        assert [job.kind for job in await queue.every(await context(site)) if job.kind == "verify_ping"] == []


async def test_page_that_does_not_answer_is_asked_again(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        site.reaches(Web({SOURCE: Unreachable()}))
        await receive(site)
        await site.do_jobs()
        (job,) = [job for job in await queue.every(await context(site)) if job.kind == "verify_ping"]
        assert (job.failed_at, job.attempts) == (0, 1)


async def test_ping_is_never_approved_from_outside(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for name in ("comment_moderation", "comment_previously_approved"):
            await options.put(site.database, name, "0")
        site.reaches(Web())
        await receive(site)
        await site.do_jobs()
        assert [ping.approved for ping in await found(site)] == ["0"]


async def test_pingback_that_is_known_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        site.reaches(Web())
        await receive(site)
        await site.do_jobs()
        with pytest.raises(Refused) as refusal:
            await receive(site)
        assert refusal.value.number == 48


async def test_ping_sent_many_times_is_looked_at_once(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        web = Web()
        site.reaches(web)
        for _ in range(4):
            await receive(site)
        await site.do_jobs()
        assert (len(web.asked), len(await found(site))) == (1, 1)


async def test_site_that_pings_without_end_has_to_wait(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for number in range(FREE_OF_ACCOUNT):
            await receive(site, f"{SOURCE}{number}")
        with pytest.raises(TooMany):
            await receive(site, f"{SOURCE}once-more")


async def test_hostile_page_leaves_no_markup(sqlite_url: str, tmp_path: Path) -> None:
    hostile = f"<title><script>alert(1)</script>T</title><p><b onclick=x>&lt;script&gt;</b> <a href='{TARGET}'>&lt;img src=x onerror=y&gt;</a></p>"
    async with recorded_site(sqlite_url, tmp_path) as site:
        site.reaches(Web({SOURCE: hostile}))
        await receive(site)
        await site.do_jobs()
        (ping,) = await found(site)
        assert "<" not in ping.content
        assert "<" not in ping.author


async def test_pingback_by_xml_rpc_is_taken_and_told_no_reasons(sqlite_url: str, tmp_path: Path) -> None:
    async def call(source: str) -> httpx2.Response:
        body = dumps((source, TARGET), "pingback.ping")
        return await site.client.post("/xmlrpc.php", content=body, headers={"Content-Type": "text/xml"})

    async with recorded_site(sqlite_url, tmp_path) as site:
        site.reaches(Web())
        assert SOURCE in str(loads((await call(SOURCE)).text)[0][0])
        await site.do_jobs()
        assert len(await found(site)) == 1
        for source, code in ((SOURCE, 48), ("http://10.0.0.1/x", 0), ("", 0)):
            with pytest.raises(Fault) as fault:
                loads((await call(source)).text)
            assert (fault.value.faultCode, fault.value.faultString) == (code, "")


# Webmention.


async def send_mention(site: RecordedSite, source: str = SOURCE, target: str = TARGET) -> int:
    answer = await site.client.post("/tympan/webmention", data={"source": source, "target": target})
    return answer.status_code


async def test_webmention_is_announced_taken_and_held(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        site.reaches(Web())
        page = await site.ask("/2025/01/07/lists/")
        assert '<link rel="webmention" href="http://blog.test/tympan/webmention">' in page.text
        assert await send_mention(site) == 202
        await site.do_jobs()
        assert [ping.approved for ping in await found(site)] == ["0"]


async def test_webmention_sent_again_renews_what_the_page_says(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        web = Web()
        site.reaches(web)
        await send_mention(site)
        await site.do_jobs()
        await tables.Comments.filter(author_url=SOURCE).update(approved="1")
        web.pages[SOURCE] = PAGE.replace("is fine", "is better")
        await send_mention(site)
        await site.do_jobs()
        (ping,) = await found(site)
        assert "is better" in ping.content
        assert ping.approved == "1"


async def test_webmention_of_a_page_that_is_gone_goes_to_the_trash(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        web = Web()
        site.reaches(web)
        await send_mention(site)
        await site.do_jobs()
        web.pages[SOURCE] = Answer(url=SOURCE, status=410)
        await send_mention(site)
        await site.do_jobs()
        assert [ping.approved for ping in await found(site)] == ["trash"]


async def test_webmention_that_cannot_be_right_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        assert await send_mention(site, "http://10.0.0.1/x") == 400
        assert await send_mention(site, SOURCE, "http://elsewhere.example/") == 400
        assert (await site.client.get("/tympan/webmention")).status_code == 405


# Trackback.


async def send_trackback(site: RecordedSite, path: str, **fields: str) -> str:
    form = {
        "url": SOURCE,
        "title": "A <b>title</b>",
        "excerpt": "Words <script>x</script>",
        "blog_name": "Other",
    } | fields
    answer = await site.client.post(path, data=form)
    assert answer.headers["content-type"].startswith("text/xml")
    return answer.text


@pytest.mark.parametrize("pretty", [True, False])
async def test_trackback_is_held_once_its_page_was_seen_to_link_here(
    sqlite_url: str, tmp_path: Path, pretty: bool
) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        site.reaches(Web())
        post = await tables.Posts.filter(name="lists").first()
        assert post
        path = "/2025/01/07/lists/trackback/" if pretty else f"/wp-trackback.php?p={post.id}"
        assert "<error>0</error>" in await send_trackback(site, path)
        await site.do_jobs()
        (ping,) = await found(site, "trackback")
        assert (ping.author, ping.approved) == ("Other", "0")
        assert ping.content.startswith("<strong>A title</strong>")
        assert "<script" not in ping.content
        assert "<error>1</error>" in await send_trackback(site, path)


async def test_forged_trackback_says_nothing(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        site.reaches(Web({SOURCE: "<title>x</title>no link"}))
        await send_trackback(site, "/2025/01/07/lists/trackback/")
        await site.do_jobs()
        assert await found(site, "trackback") == []


async def test_trackback_to_what_takes_none_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        for path in ("/2024/07/23/own-excerpt/trackback/", "/wp-trackback.php?p=999999"):
            assert "<error>1</error>" in await send_trackback(site, path)
        for fields in ({"url": "javascript:alert(1)"}, {"title": ""}, {"url": "http://127.0.0.1/"}):
            assert "<error>1</error>" in await send_trackback(site, "/2025/01/07/lists/trackback/", **fields)


async def test_trackback_address_leads_readers_to_the_post(sqlite_url: str, tmp_path: Path) -> None:
    async with recorded_site(sqlite_url, tmp_path) as site:
        post = await tables.Posts.filter(name="lists").first()
        assert post
        answer = await site.client.get(f"/wp-trackback.php?p={post.id}")
        assert (answer.status_code, answer.headers["location"]) == (302, TARGET)
