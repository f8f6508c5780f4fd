"""A post that is published is told of: to the pages it links to, to those that are named, to services."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from xmlrpc.client import Fault, dumps, loads

import pytest

from engine.backends.fetch import Answer, Ask, Unreachable
from engine.domain import hooks, meta, posts, publishing, queue
from engine.domain.context import Context, Site, open_site
from engine.domain.users import act_as, by_login
from engine.jobs.handlers import HANDLERS
from engine.jobs.worker import Worker
from engine.model.jobs import Job
from engine.model.posts import Post, PostDraft
from engine.store import post_writing, tables
from tests.conformance.serve import settings
from tests.conformance.sites import load

OTHER = "http://other.example/post/"
OK = dumps(("thanks",), methodresponse=True).encode()
Pages = Mapping[str, Answer | Exception]


class Web:
    """Other sites, and what was asked of them."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Exception] = {}
        self.asked: list[Ask] = []

    def put(self, url: str, body: bytes = b"", *, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[url] = Answer(url=url, status=status, headers=named, body=body)

    async def __call__(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        answer = self.pages.get(ask.url, Unreachable())
        if isinstance(answer, Exception):
            raise answer
        return answer

    def sent(self, url: str) -> list[Ask]:
        """What was sent there, beside what was read."""
        return [ask for ask in self.asked if ask.url == url and ask.method == "POST"]


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
async def site(sqlite_url: str, tmp_path: Path, web: Web) -> AsyncIterator[Site]:
    await load(sqlite_url)
    async with open_site(settings(sqlite_url, tmp_path)) as opened:
        await opened.options.put("ping_sites", "")
        yield replace(opened, outside=replace(opened.outside, fetch=web))


async def editor(site: Site) -> Context:
    ctx = await site.begin()
    user = await by_login(ctx, "edith")
    assert user
    return await act_as(ctx, user, via="cli")


async def publish(site: Site, content: str) -> Post:
    draft = PostDraft(title="News & more", content=content, status="publish")
    return await publishing.create(await editor(site), draft)


async def work(site: Site, *jobs: Job[Any]) -> None:
    """Have all that waits done; where jobs are named, those alone."""

    async def answer() -> Site:
        return site

    handlers = [one for one in HANDLERS if one.job in jobs or not jobs]
    await Worker(answer, handlers).run(asyncio.Event(), until_idle=True)


async def stored(site: Site, post: Post) -> Post:
    return await posts.get(await site.begin(), post.id)


def link(url: str = OTHER) -> str:
    return f'<p>See <a href="{url}">there</a>.</p>'


async def test_page_that_takes_webmentions_gets_one_and_is_noted(site: Site, web: Web) -> None:
    web.put(OTHER, b'<link rel="pingback" href="/x.php">', link='</mentions?a=b>; rel="webmention"')
    web.put("http://other.example/mentions?a=b", status=202)
    post = await publish(site, link())
    await work(site)

    (sent,) = web.sent("http://other.example/mentions?a=b")
    assert parse_qs(sent.body.decode()) == {"source": [post.guid], "target": [OTHER]}
    assert (await stored(site, post)).pinged == OTHER


@pytest.mark.parametrize(
    "answer", [OK, dumps(Fault(48, "known"), methodresponse=True).encode()], ids=["ok", "known"]
)
async def test_page_that_takes_pingbacks_gets_one_and_is_noted(site: Site, web: Web, answer: bytes) -> None:
    web.put(OTHER, b'<link rel="pingback" href="/x.php">', content_type="text/html")
    web.put("http://other.example/x.php", answer)
    post = await publish(site, link())
    await work(site)

    (sent,) = web.sent("http://other.example/x.php")
    assert loads(sent.body.decode()) == ((post.guid, OTHER), "pingback.ping")
    assert (await stored(site, post)).pinged == OTHER


async def test_page_that_refuses_or_takes_nothing_is_not_noted(site: Site, web: Web) -> None:
    web.put(OTHER, b"<p>nothing</p>")
    web.put("http://other.example/refuses", x_pingback="http://other.example/x.php")
    web.put("http://other.example/x.php", dumps(Fault(17, "no link"), methodresponse=True).encode())
    post = await publish(site, link() + link("http://other.example/refuses"))
    await work(site)

    assert (await stored(site, post)).pinged == ""
    assert await queue.every(await site.begin(), kind="mention") == ()


async def test_page_that_was_told_is_not_told_again(site: Site, web: Web) -> None:
    web.put(OTHER, link="</m>; rel=webmention")
    web.put("http://other.example/m")
    post = await publish(site, link())
    await work(site)
    ctx = await editor(site)
    await publishing.update(ctx, await posts.get(ctx, post.id), PostDraft(content=link() + "More."))
    await work(site)

    assert len(web.sent("http://other.example/m")) == 1


async def test_page_that_does_not_answer_is_told_later_alone(site: Site, web: Web) -> None:
    web.put(OTHER, link="</m>; rel=webmention")
    web.put("http://other.example/m")
    await publish(site, link() + link("http://third.example/x"))
    await work(site)

    (left,) = await queue.every(await site.begin(), kind="mention")
    assert "third.example" in left.arguments
    assert len(web.sent("http://other.example/m")) == 1


async def test_nobody_is_told_of_drafts_own_pages_and_front_pages(site: Site, web: Web) -> None:
    await publish(
        site, link("http://blog.test/2025/01/07/lists/") + link("http://front.example/") + link("/local")
    )
    await publishing.create(await editor(site), PostDraft(title="Draft", content=link(), status="draft"))
    await work(site)

    assert web.asked == []


async def test_nobody_is_told_where_the_site_does_not_want_it(site: Site, web: Web) -> None:
    await site.options.put("default_pingback_flag", "0")
    await publish(site, link())
    await work(site)

    assert web.asked == []


async def test_plugin_may_leave_pages_out(site: Site, web: Web) -> None:
    site.hooks.add_filter(hooks.pre_ping, lambda _urls, _post: ())
    await publish(site, link())
    await work(site)

    assert web.asked == []


async def test_trackback_is_sent_where_the_author_says_so(site: Site, web: Web) -> None:
    web.put("http://other.example/tb", b"<response><error>0</error></response>")
    post = await publish(site, "Words of the post.")
    await tables.Posts.filter(id=post.id).update(to_ping="http://other.example/tb\n")
    ctx = await editor(site)
    await publishing.update(ctx, await posts.get(ctx, post.id), PostDraft(content="Other words."))
    await work(site)

    (sent,) = web.sent("http://other.example/tb")
    fields = parse_qs(sent.body.decode())
    assert fields["title"] == ["News & more"]
    assert (fields["url"], fields["excerpt"]) == ([post.guid], ["Other words."])
    after = await stored(site, post)
    assert (after.pinged, after.to_ping) == ("http://other.example/tb", "")


async def test_services_are_told_once_of_what_is_new(site: Site, web: Web) -> None:
    await site.options.put("ping_sites", "http://rpc.example/\n\n  http://rpc.example/\n")
    web.put("http://rpc.example/", OK)
    await publish(site, "a")
    await publish(site, "b")
    await work(site, publishing.PING)  # both are planned before the service is told
    await work(site)

    (sent,) = web.sent("http://rpc.example/")
    values, method = loads(sent.body.decode())
    assert method == "weblogUpdates.extendedPing"
    assert values[1:] == ("http://blog.test/", "http://blog.test/", "http://blog.test/feed/")


async def test_service_that_knows_the_old_call_alone_gets_that(site: Site, web: Web) -> None:
    await site.options.put("ping_sites", "http://rpc.example/")
    web.put("http://rpc.example/", dumps(Fault(1, "no such method"), methodresponse=True).encode())
    await publish(site, "a")
    await work(site)

    methods = [loads(sent.body.decode())[1] for sent in web.sent("http://rpc.example/")]
    assert methods == ["weblogUpdates.extendedPing", "weblogUpdates.ping"]


async def test_site_that_is_not_public_tells_no_services(site: Site, web: Web) -> None:
    await site.options.put("ping_sites", "http://rpc.example/")
    await site.options.put("blog_public", "0")
    await publish(site, "a")
    await work(site)

    assert web.asked == []


async def enclosures(site: Site, post: Post) -> list[str]:
    ctx = await site.begin()
    await meta.remember(ctx, "post", (post.id,))
    return list(meta.of(ctx, "post", post.id).get("enclosure", ()))


async def test_recordings_become_enclosures_and_go_with_the_link(site: Site, web: Web) -> None:
    own = Path(site.settings.uploads_dir) / "2025" / "a b.mp3"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"12345")
    web.put("http://other.example/tone.mp3", content_length="1234", content_type="audio/mpeg; q=1")
    await site.options.put("default_pingback_flag", "0")
    content = (
        '<audio src="http://blog.test/wp-content/uploads/2025/a%20b.mp3"></audio>'
        '<audio src="http://blog.test/wp-content/uploads/../../etc/passwd.mp3"></audio>'
        + link("http://other.example/tone.mp3")
    )
    post = await publish(site, content)
    await work(site)

    assert await enclosures(site, post) == [
        "http://other.example/tone.mp3\n1234\naudio/mpeg\n",
        "http://blog.test/wp-content/uploads/2025/a%20b.mp3\n5\naudio/mpeg\n",
    ]
    ctx = await editor(site)
    await publishing.update(
        ctx, await posts.get(ctx, post.id), PostDraft(content=link("http://other.example/tone.mp3"))
    )
    await work(site)
    assert await enclosures(site, post) == ["http://other.example/tone.mp3\n1234\naudio/mpeg\n"]


async def test_posts_that_wordpress_still_meant_to_tell_of_are_told_of(site: Site, web: Web) -> None:
    web.put(OTHER, link="</m>; rel=webmention")
    web.put("http://other.example/m")
    await tables.Posts.filter(id=26).update(content=link())
    await tables.PostMeta.create(object=26, key="_pingme", value="1")
    await work(site)

    assert len(web.sent("http://other.example/m")) == 1
    assert await post_writing.marked(site.database, ("_pingme", "_encloseme")) == []
