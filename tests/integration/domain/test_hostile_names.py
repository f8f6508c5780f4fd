"""Names that somebody stored to do harm are escaped wherever blocks show them (E10)."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from engine.content.blocks.core import RENDERERS
from engine.domain import block_page, block_rendering, posts, query
from engine.domain.context import Context, open_site
from engine.domain.request import resolve
from tests.conformance.serve import settings
from tests.conformance.sites import load
from tests.unit.content.browser import dangers

EVIL: Final = "x\"'><img src=x onerror=alert(1)><script>alert(1)</script>"
_POST = 77
# What the pages' own blocks bring along: forms, frames, drawings, scripts of choosers.
_OWN: Final = frozenset({"<form>", "<iframe>", "<svg>", "<script>"})

# Names that are text, not HTML, wherever they stand; titles of posts and comments are HTML, filtered as they are saved.
_NAMES: Final = (
    "UPDATE wp_posts SET post_title = ?, post_excerpt = ? WHERE post_type = 'attachment'",
    "UPDATE wp_terms SET name = ?",
    "UPDATE wp_users SET display_name = ?",
    "UPDATE wp_comments SET comment_author = ?, comment_author_url = ?",
    "UPDATE wp_postmeta SET meta_value = ? WHERE meta_key = '_wp_attachment_image_alt'",
)

_COMMENTS = (
    "<!-- wp:comments --><div><!-- wp:comments-title /--><!-- wp:comment-template --><!-- wp:avatar /-->"
    "<!-- wp:comment-author-name /--><!-- wp:comment-date /--><!-- wp:comment-content /-->"
    "<!-- wp:comment-reply-link /--><!-- /wp:comment-template --></div><!-- /wp:comments -->"
)
_LOOP = (
    '<!-- wp:query {"query":{"perPage":20,"postType":"post"}} --><div><!-- wp:post-template -->'
    '<!-- wp:post-title {"isLink":true} /--><!-- wp:post-excerpt {"moreText":"more"} /--><!-- wp:post-author-name /-->'
    '<!-- wp:post-author {"byline":"by"} /--><!-- wp:post-terms {"term":"category"} /-->'
    '<!-- wp:post-terms {"term":"post_tag"} /--><!-- wp:post-featured-image {"isLink":true} /-->'
    "<!-- wp:post-date /--><!-- wp:read-more /--><!-- /wp:post-template --></div><!-- /wp:query -->"
)


@pytest.fixture
async def ctx(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Context]:
    await load(sqlite_url)
    async with open_site(settings(sqlite_url, tmp_path)) as site:
        for statement in _NAMES:
            await site.database.run(statement, (EVIL,) * statement.count("?"))
        for option in ("blogname", "blogdescription"):
            await site.options.put(option, EVIL)
        yield await site.begin(uri="/?s=%22%3E%3Cscript%3E")


async def shown(ctx: Context, text: str) -> str:
    post = await posts.get(ctx, _POST)
    html: list[str] = []
    renderer = block_rendering.renderer(ctx, post)
    await block_rendering.settle(ctx, lambda: html.append(renderer(text)))
    return html[-1]


def harmful(html: str) -> list[str]:
    found = [danger for danger in dangers(html) if danger not in _OWN]
    return found + [part for part in ("alert(1)</script>", "<img src=x") if part in html]


async def test_every_block_among_hostile_names_shows_them_as_text(ctx: Context) -> None:
    made = {
        name: await shown(ctx, f"<!-- wp:{name.removeprefix('core/')} /-->") for name in sorted(RENDERERS)
    }

    assert {name: found for name, html in made.items() if (found := harmful(html))} == {}


@pytest.mark.parametrize("text", [_COMMENTS, _LOOP], ids=["comments", "loop"])
async def test_parts_of_a_page_among_hostile_names_show_them_as_text(ctx: Context, text: str) -> None:
    assert harmful(await shown(ctx, text)) == []


async def test_archive_of_a_hostile_name_shows_it_as_text(ctx: Context) -> None:
    await block_page.stand_on(ctx, await query.run(ctx, (await resolve(ctx, "/category/harbour/", {})).vars))

    html = await shown(
        ctx,
        '<!-- wp:query-title {"type":"archive"} /--><!-- wp:breadcrumbs /--><!-- wp:term-description /-->',
    )

    assert harmful(html) == []
