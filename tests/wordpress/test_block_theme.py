"""A block theme of WordPress's own on both: the same words in the same blocks, page kind by page kind."""

from collections.abc import AsyncIterator
from dataclasses import replace
from hashlib import md5
from pathlib import Path

import httpx2
import pytest

from engine.app import create
from tests.conformance.serve import settings
from tests.wordpress.block_pages import outline
from tests.wordpress.conftest import adapted
from tests.wordpress.database import execute
from tests.wordpress.install import BLOCK_THEME, OLDER_BLOCK_THEME, WORDPRESS
from tests.wordpress.server import WordPress

THEMES = WORDPRESS / "wp-content/themes"

pytestmark = [pytest.mark.wordpress, pytest.mark.mariadb]

PAGES = {
    "home": "/",
    "older posts": "/page/2/",
    "single": "/2023/02/01/sticky-harbour-rules/",
    "a post parted by a tag": "/2025/02/21/more-tag-in-blocks/",
    "one of three sheets": "/2025/02/23/three-sheets/",
    "the next of three sheets": "/2025/02/23/three-sheets/2/",
    "page": "/about/",
    "archive": "/category/harbour/",
    "search": "/?s=harbour",
    "nothing found": "/?s=zzzz",
    "404": "/nothing/here/",
}
_TEMPLATE = """
SET @filed = (SELECT term_taxonomy_id FROM wp_term_taxonomy JOIN wp_terms USING (term_id)
  WHERE taxonomy = 'wp_theme' AND slug = 'twentytwentythree' LIMIT 1);
INSERT INTO wp_terms (name, slug) SELECT 'twentytwentythree', 'twentytwentythree' FROM DUAL WHERE @filed IS NULL;
INSERT INTO wp_term_taxonomy (term_id, taxonomy, description)
  SELECT LAST_INSERT_ID(), 'wp_theme', '' FROM DUAL WHERE @filed IS NULL;
SET @filed = IFNULL(@filed, LAST_INSERT_ID());
INSERT INTO wp_posts (post_author, post_date, post_date_gmt, post_modified, post_modified_gmt, post_title, post_name,
  post_type, post_content, post_excerpt, to_ping, pinged, post_content_filtered)
  VALUES (1, NOW(), UTC_TIMESTAMP(), NOW(), UTC_TIMESTAMP(), 'Search', 'search', 'wp_template',
  '<!-- wp:query-title {"type":"search"} /--><!-- wp:template-part {"slug":"footer","theme":"twentytwentythree"} /-->', '', '', '', '');
INSERT INTO wp_term_relationships (object_id, term_taxonomy_id) VALUES (LAST_INSERT_ID(), @filed);
"""


@pytest.fixture
async def tympan(wordpress: WordPress, shared_site: str, tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of Tympan with the same database, theme and address."""
    chosen = replace(
        settings(shared_site, tmp_path, shared=True),
        themes_dir=THEMES,
        site_url=wordpress.home,
        home_url=wordpress.home,
    )
    app = create(chosen)
    transport = httpx2.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url=wordpress.home) as client,
    ):
        yield client


async def test_block_theme_shows_the_same_words_in_the_same_blocks(
    wordpress: WordPress, tympan: httpx2.AsyncClient
) -> None:
    assert (THEMES / BLOCK_THEME / "theme.json").is_file()
    for kind, address in PAGES.items():
        given, expected = await tympan.get(address), httpx2.get(wordpress.home + address)
        ours, theirs = outline(given.text), outline(expected.text)
        assert given.status_code == expected.status_code, kind
        assert len(theirs.blocks) > 20, kind
        assert ours.words == theirs.words, kind
        assert ours.blocks == theirs.blocks, kind


async def test_older_block_theme_has_its_patterns(
    wordpress: WordPress, tympan: httpx2.AsyncClient, shared_site: str
) -> None:
    """Twenty Twenty-Two, whose code registers them; its comments are those that are shown as a whole."""
    execute(shared_site, adapted(OLDER_BLOCK_THEME))
    answers = {
        kind: (await tympan.get(PAGES[kind]), httpx2.get(wordpress.home + PAGES[kind]))
        for kind in ("home", "older posts", "page", "archive", "nothing found", "404")
    }
    execute(shared_site, adapted(BLOCK_THEME))
    for kind, (given, expected) in answers.items():
        ours, theirs = outline(given.text), outline(expected.text)
        assert ours.words == theirs.words, kind
        assert ours.blocks == theirs.blocks, kind


async def test_template_of_the_sites_own_stands_before_the_themes(
    wordpress: WordPress, tympan: httpx2.AsyncClient, shared_site: str
) -> None:
    execute(shared_site, _TEMPLATE)
    given, expected = await tympan.get("/?s=harbour"), httpx2.get(f"{wordpress.home}/?s=harbour")
    ours, theirs = outline(given.text), outline(expected.text)
    execute(shared_site, "DELETE FROM wp_posts WHERE post_type = 'wp_template' AND post_name = 'search'")
    assert theirs.blocks[0] == "h1 wp-block-query-title"
    assert (ours.words, ours.blocks) == (theirs.words, theirs.blocks)


_HELD = """
INSERT INTO wp_comments (comment_post_ID, comment_author, comment_author_email, comment_date, comment_date_gmt,
  comment_content, comment_approved)
  SELECT ID, 'Ann', 'ann@example.com', NOW(), UTC_TIMESTAMP(), 'Held <a href="http://spam.example">so far</a>.', '0'
  FROM wp_posts WHERE ID IN ({posts});
"""
_OPEN = "UPDATE wp_posts SET comment_status = '{status}' WHERE ID IN ({posts});"


async def test_held_comment_is_shown_where_wordpress_shows_it(
    wordpress: WordPress, tympan: httpx2.AsyncClient, shared_site: str
) -> None:
    """Also on a post that is closed by now; not on a closed one where nobody else has said anything."""
    found = (
        "SELECT ID FROM wp_posts WHERE post_type = 'post' AND post_status = 'publish' AND post_password = ''"
    )
    talked = execute(shared_site, f"{found} AND post_name = 'sticky-harbour-rules'").strip()
    silent = execute(shared_site, f"{found} AND comment_count = 0 LIMIT 1").strip()
    execute(shared_site, _HELD.format(posts=f"{talked}, {silent}"))
    name = md5(wordpress.home.encode(), usedforsecurity=False).hexdigest()
    cookies = {f"comment_author_{name}": "Ann", f"comment_author_email_{name}": "ann%40example.com"}
    shown = {}
    for status in ("open", "closed"):
        execute(shared_site, _OPEN.format(status=status, posts=f"{talked}, {silent}"))
        for kind, post in (("talked", talked), ("silent", silent)):
            asked = f"{wordpress.home}/?p={post}"
            async with httpx2.AsyncClient(cookies=cookies, follow_redirects=True) as client:
                theirs = "so far</a>" in (await client.get(asked)).text
            tympan.cookies.update(cookies)
            ours = "so far</a>" in (await tympan.get(asked, follow_redirects=True)).text
            shown[status, kind] = ours, theirs
    execute(shared_site, "DELETE FROM wp_comments WHERE comment_author_email = 'ann@example.com'")
    assert shown == {
        ("open", "talked"): (True, True),
        ("open", "silent"): (True, True),
        ("closed", "talked"): (True, True),
        ("closed", "silent"): (False, False),
    }
