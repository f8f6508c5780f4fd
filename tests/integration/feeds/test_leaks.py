"""Nothing that is not public stands in anything that anybody may fetch: pages, feeds, sitemaps, API, embeds, redirects."""

import re
from html import unescape
from pathlib import Path

from engine.store import tables
from tests.conformance.sites import read_site

MARK = "marker-of-what-nobody-may-read"
HIDDEN = ("private", "draft", "pending", "future", "trash", "auto-draft")
MOST = 160

BEGUN_FROM = (
    "/", "/feed/", "/feed/atom/", "/feed/rdf/", "/feed/json/", "/comments/feed/", "/comments/feed/atom/",
    "/comments/feed/json/", "/wp-sitemap.xml", f"/?s={MARK}", f"/?s={MARK}&feed=rss2", "/?feed=comments-rss2&withcomments=1",
    "/category/harbour/feed/?withcomments=1", "/wp-json/wp/v2/posts?per_page=100", "/wp-json/wp/v2/pages?per_page=100",
    "/wp-json/wp/v2/comments?per_page=100", "/wp-json/wp/v2/media?per_page=100", "/wp-json/wp/v2/categories?per_page=100",
    "/wp-json/wp/v2/tags?per_page=100", "/wp-json/wp/v2/users?per_page=100", f"/wp-json/wp/v2/search?search={MARK}",
    "/?post_type=any", "/?p=90", "/?p=100", "/?p=90&preview=true", "/?p=100&feed=rss2", "/?p=90&embed=true",
    "/?page_id=160", "/?attachment_id=5", f"/{MARK}", "/2025/08/01/behind-a-password/embed/",
    "/2025/08/01/behind-a-password/feed/", "/2025/08/01/behind-a-password/feed/atom/",
    "/2025/08/01/behind-a-password/feed/json/", "/robots.txt", "/xmlrpc.php?rsd", "/wp-links-opml.php",
)  # fmt: skip


async def mark() -> None:
    """Write the marker into everything that is not public, and into comments on it."""
    await tables.Posts.filter(status__in=HIDDEN).update(
        title=f"{MARK} title", content=f"{MARK} text", excerpt=f"{MARK} words", content_filtered=MARK
    )
    await tables.Posts.filter(password__not="").update(content=f"{MARK} text", excerpt=f"{MARK} words")
    kept = [post.id for post in await tables.Posts.filter(status__in=HIDDEN).only("id")]
    kept += [post.id for post in await tables.Posts.filter(password__not="").only("id")]
    await tables.Comments.filter(post__in=kept).update(content=f"{MARK} comment")
    await tables.Comments.filter(approved__not="1").update(content=f"{MARK} held", author=f"{MARK} name")
    # A public comment on a private post, and a page below a private one.
    await tables.Comments.filter(id=152).update(post=100, content=f"{MARK} remark")
    await tables.Posts.filter(id=148).update(parent=160)


def links(text: str) -> list[str]:
    """The addresses of the site that a text of any kind names."""
    found = re.findall(
        r"http:(?:\\/\\/|//)blog\.test([^\s\"'<>\\\]]*(?:\\/[^\s\"'<>\\\]]*)*)", unescape(text)
    )
    return [one.replace("\\/", "/").partition("#")[0] or "/" for one in found]


async def test_stranger_who_follows_every_link_reads_nothing_hidden(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        await mark()
        waiting, seen = list(BEGUN_FROM), set(BEGUN_FROM)
        fetched = 0
        while waiting and fetched < MOST:
            address = waiting.pop(0)
            answer = await site.ask(address)
            fetched += 1
            said = answer.text if not answer.headers.get("content-type", "").startswith("image/") else ""
            asked = MARK in address
            said = said.replace(f"“{MARK}”", "").replace(f"s={MARK}", "").replace(f'"{MARK}"', "")
            said = said.replace(f"&#8220;{MARK}&#8221;", "") if asked else said
            assert not re.search(f"{MARK} (title|text|words|comment|held|name|remark)", said), address
            assert asked or MARK not in answer.headers.get("location", ""), address
            for link in links(said):
                if link not in seen and not link.startswith(("/wp-content/", "/wp-login", "/wp-admin")):
                    seen.add(link)
                    waiting.append(link)
        assert fetched == MOST


async def test_title_of_a_private_parent_is_nowhere_on_its_child(sqlite_url: str, tmp_path: Path) -> None:
    async with read_site(sqlite_url, tmp_path) as site:
        await mark()
        for address in ("/?page_id=148", "/wp-json/wp/v2/pages/148?_embed", "/wp-sitemap-posts-page-1.xml"):
            answer = await site.ask(address)
            assert f"{MARK} title" not in answer.text
