"""A block theme of WordPress's own on both: the same words in the same blocks, page kind by page kind."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from engine.app import create
from tests.conformance.serve import settings
from tests.wordpress.block_pages import outline
from tests.wordpress.database import execute
from tests.wordpress.install import BLOCK_THEME, WORDPRESS
from tests.wordpress.server import WordPress

THEMES = WORDPRESS / "wp-content/themes"

pytestmark = [pytest.mark.wordpress, pytest.mark.mariadb]

PAGES = {
    "home": "/",
    "older posts": "/page/2/",
    "single": "/2023/02/01/sticky-harbour-rules/",
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


async def test_template_of_the_sites_own_stands_before_the_themes(
    wordpress: WordPress, tympan: httpx2.AsyncClient, shared_site: str
) -> None:
    execute(shared_site, _TEMPLATE)
    given, expected = await tympan.get("/?s=harbour"), httpx2.get(f"{wordpress.home}/?s=harbour")
    ours, theirs = outline(given.text), outline(expected.text)
    execute(shared_site, "DELETE FROM wp_posts WHERE post_type = 'wp_template' AND post_name = 'search'")
    assert theirs.blocks[0] == "h1 wp-block-query-title"
    assert (ours.words, ours.blocks) == (theirs.words, theirs.blocks)
