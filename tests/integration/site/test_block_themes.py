"""Block themes show the form that all themes do, what is held to whoever wrote it, and links to this site alone."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx2

from engine.store import options as stored_options
from tests.providers.reading import ADDRESS, HOME, Browser, Reading, reading

SINGULAR = """<main><!-- wp:comments --><div class="wp-block-comments">
<!-- wp:comment-template --><!-- wp:comment-content /--><!-- wp:comment-reply-link /--><!-- /wp:comment-template -->
<!-- wp:post-comments-form {"textAlign":"center"} /--></div><!-- /wp:comments --></main>"""
ANN = {"author": "Ann", "email": "ann@example.com"}


LIST = """<!-- wp:query {"queryId":1,"query":{"perPage":1,"postType":"post","inherit":false}} -->
<div class="wp-block-query"><!-- wp:post-template --><!-- wp:post-title /--><!-- /wp:post-template -->
<!-- wp:query-pagination --><!-- wp:query-pagination-next /--><!-- /wp:query-pagination --></div><!-- /wp:query -->"""


@asynccontextmanager
async def block_theme(
    url: str, folder: Path, *, theme_json: str = '{"version": 3}'
) -> AsyncIterator[Reading]:
    theme = folder / "themes/slate"
    (theme / "templates").mkdir(parents=True)
    (theme / "style.css").write_text("/*\nTheme Name: Slate\n*/", encoding="utf-8")
    (theme / "theme.json").write_text(theme_json, encoding="utf-8")
    (theme / "templates/index.html").write_text(LIST, encoding="utf-8")
    (theme / "templates/singular.html").write_text(SINGULAR, encoding="utf-8")
    async with reading(url, folder, themes_dir=folder / "themes", theme="slate") as site:
        yield site


async def get(browser: Browser, address: str = ADDRESS) -> httpx2.Response:
    answer = await browser.site.get(address, follow_redirects=True)
    assert answer.status_code == 200
    return answer


async def test_page_of_blocks_has_the_form_of_all_themes(sqlite_url: str, tmp_path: Path) -> None:
    async with block_theme(sqlite_url, tmp_path) as site:
        await site.browser.log_in("wordpress")
        answer = await get(site.browser)
        page = answer.text
        tag = re.search(r'<div id="respond" class="([^"]*)"', page)
        assert tag is not None
        assert {"comment-respond", "wp-block-post-comments-form", "has-text-align-center"} <= set(
            tag[1].split()
        )
        assert 'aria-label="Log in via WordPress.com"' in page
        for hidden in ("tympan_stamp", "tympan_remark", "hc_post_as"):
            assert f'name="{hidden}"' in page
        assert '<h3 id="reply-title"' in page
        assert page.count('id="commentform"') == 1
        assert "comment-form.js" in page
        # Who reads is asked by the script: the page is the same for everybody.
        assert "Robin" not in page
        assert "cache-control" not in answer.headers
        private = await get(site.browser, f"{ADDRESS}&commenting=1")
        assert ">Robin Reader</a>" in private.text
        assert "no-store" in private.headers["cache-control"]


async def test_text_that_was_typed_stays_as_it_was(sqlite_url: str, tmp_path: Path) -> None:
    async with block_theme(sqlite_url, tmp_path) as site:
        await site.browser.log_in("github", comment='"Half" [gallery] :-)')
        page = (await get(site.browser, f"{ADDRESS}&commenting=1")).text
        assert "&#34;Half&#34; [gallery] :-)</textarea>" in page


async def test_held_comment_is_shown_to_its_author_alone(sqlite_url: str, tmp_path: Path) -> None:
    async with block_theme(sqlite_url, tmp_path) as site:
        await stored_options.put(site.database, "comment_moderation", "1")
        sent = await site.browser.comment('Seen by its <a href="http://a.test/">author</a> alone.', **ANN)
        assert "unapproved=" in sent.headers["location"]
        shown = await get(site.browser, sent.headers["location"])
        assert "Seen by its author alone." in shown.text
        assert shown.text.count("comment-awaiting-moderation") == 1
        assert "no-store" in shown.headers["cache-control"]
        plain = await get(site.browser)
        assert "Seen by its author alone." not in plain.text
        assert "cache-control" not in plain.headers


async def test_members_reply_with_a_network_and_closed_posts_take_no_reply(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with block_theme(sqlite_url, tmp_path) as site:
        await site.browser.comment("An approved one.", **ANN)
        await stored_options.put(site.database, "comment_registration", "1")
        page = (await get(site.browser)).text
        assert "Log in to leave a reply. Click an icon:" in page
        assert 'class="comment-reply-link"' in page
        assert "comment-reply-login" not in page
        answered = re.search(r'data-commentid="(\d+)"', page)
        assert answered is not None
        reply = (await get(site.browser, f"{ADDRESS}&replytocom={answered[1]}")).text
        assert f'name="comment_parent" value="{answered[1]}"' in reply
        await site.database.run("UPDATE wp_posts SET comment_status = 'closed'")
        assert 'id="respond"' not in (await get(site.browser)).text


async def test_links_of_a_list_stay_on_the_site_whatever_was_asked_for(
    sqlite_url: str, tmp_path: Path
) -> None:
    """A link made of the address that was asked for names no other host (E17)."""
    async with block_theme(sqlite_url, tmp_path) as site:
        for path in (
            "//evil.example/",
            "/%09/evil.example/?s=x",
            "///evil.example/?s=x",
            "/%2F/evil.example/x/",
        ):
            # Sent by a form, for those that are followed are led to the right address first.
            answer = await site.browser.site.post(httpx2.URL(HOME).copy_with(raw_path=path.encode()))
            link = re.search(r'<a href="([^"]*)"[^>]*wp-block-query-pagination-next', answer.text)
            assert link is not None, path
            assert urlsplit(urljoin(HOME, unescape(link[1]))).netloc == urlsplit(HOME).netloc, path


async def test_page_of_blocks_carries_the_rules_of_its_blocks_once(sqlite_url: str, tmp_path: Path) -> None:
    blocks = {"core/post-title": {"color": {"text": "red"}}, "core/code": {"color": {"text": "tan"}}}
    text = json.dumps({"version": 3, "styles": {"blocks": blocks}})
    async with block_theme(sqlite_url, tmp_path, theme_json=text) as site:
        page = (await get(site.browser, HOME)).text
    assert page.count('<style id="global-styles-inline-css">') == 1
    assert ":root :where(.wp-block-post-title){color: red;}" in page
    assert "wp-block-code" not in page
    assert page.index("wp-block-post-title){") < page.index("<body")


async def test_blocks_speak_the_language_of_the_site(sqlite_url: str, tmp_path: Path) -> None:
    async with block_theme(sqlite_url, tmp_path) as site:
        text = "<!-- wp:search /--><!-- wp:archives /--><!-- wp:loginout /--><!-- wp:post-date /-->"
        templates = tmp_path / "themes/slate/templates"
        (templates / "single.html").write_text(text + '<!-- wp:calendar {"month":2,"year":2023} /-->')
        await stored_options.put(site.database, "WPLANG", "de_DE")
        page = (await get(site.browser)).text
    assert '<html lang="de-DE"' in page
    for word in (
        ">Suchen</button>",
        ">Februar 2023</a>",
        ">Anmelden</a>",
        'aria-label="Montag"',
        "1. Februar 2023",
    ):
        assert word in page, word


async def test_post_among_blocks_ends_at_its_more_tag_and_has_its_sheets(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with block_theme(sqlite_url, tmp_path) as site:
        templates = tmp_path / "themes/slate/templates"
        (templates / "index.html").write_text(LIST.replace("post-title", "post-content"), encoding="utf-8")
        (templates / "single.html").write_text("<!-- wp:post-content /-->", encoding="utf-8")
        more = "<!-- wp:more --><!--more--><!-- /wp:more -->"
        text = f"<p>First.</p>{more}<p>Then.</p><!-- wp:nextpage --><!--nextpage--><!-- /wp:nextpage --><p>Last.</p>"
        await site.database.run(f"UPDATE wp_posts SET post_content = '{text}' WHERE post_type = 'post'")  # noqa: S608
        await stored_options.put(site.database, "WPLANG", "en_US")  # has the theme read anew
        listed = (await get(site.browser, HOME)).text
        first = await get(site.browser)
        second = (await get(site.browser, f"{first.url.copy_with(query=None)}2/")).text
    assert "First." in listed
    assert "<p>Then." not in listed
    assert re.search(
        r'<a href="[^"]*#more-\d+" class="more-link"><span aria-label="Continue reading [^"]+">', listed
    )
    assert '<span id="more-' in first.text
    assert "<p>Then." in first.text
    assert "<p>Last." not in first.text
    assert re.search(
        r'Pages: <span class="post-page-numbers current" aria-current="page">1</span>', first.text
    )
    assert "<p>Last." in second
    assert "<p>First." not in second
