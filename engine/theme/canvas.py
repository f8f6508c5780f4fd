"""Pages of block themes: a template made of blocks, the theme's or the site's own, on an otherwise empty page."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from markupsafe import Markup

from engine.content import fonts
from engine.content.global_styles.designs import Design
from engine.content.json_values import at, mapping
from engine.domain import block_page, block_rendering, block_templates, designs
from engine.domain.context import Context
from engine.model.block_templates import BlockTemplate
from engine.model.main_query import MainQuery
from engine.theme import body_class, head, sharing, titles
from engine.theme.environment import Templates
from engine.theme.hierarchy import candidates
from engine.theme.present import Dates, Part, post
from engine.theme.presenters import SiteView
from engine.theme.sharing import Shown

# The page around a template.
CANVAS: Final = "tympan/canvas.jinja"

_MAIN: Final = re.compile(r"<main\b([^>]*)>")
_ID: Final = re.compile(r"""\sid=["']([^"'\s]+)""")
_TARGET: Final = "wp--skip-link--target"


async def template(ctx: Context, query: MainQuery, named: str) -> BlockTemplate | None:
    """The template of blocks for a page (locate_block_template); `named` is the theme's other template for it, or ''.

    One of blocks counts that is as particular as the other, or more so.
    """
    if query.has("is_embed") or not (ctx.types.design.templates or ctx.types.theme_json):
        return None
    names = candidates(ctx, query)
    other = named.rpartition(".")[0]
    known = names[: names.index(other) + 1] if other in names else names
    return await block_templates.resolve(ctx, known)


async def compose(
    ctx: Context, query: MainQuery, templates: Templates, site: SiteView, shown: BlockTemplate
) -> dict[str, Any]:
    """What the canvas finds by name; the blocks are rendered first, for the head carries their styles."""
    dates = Dates.of(ctx)
    single = query.posts[0] if query.posts and query.has("is_singular") else None
    await block_page.stand_on(ctx, query)
    html = await block_rendering.template(ctx, shown.content, next(iter(query.posts), None))
    blocks, target = _with_target(html)
    archive = titles.archive(ctx, query, dates)
    about = post(ctx, single, dates, number=1, shown=Part(single)) if single else None
    described = await sharing.elements(ctx, query, Shown(site, about, archive))
    return {
        "site": site,
        "title": await titles.document(ctx, query, dates),
        "blocks": Markup(blocks),
        "target": target,
        "sheets": templates.sheets,
        "design": Markup(designs.page_css(ctx).replace("</", r"<\/")),
        "fonts": Markup(_fonts(designs.of(ctx), templates.file_address)),
        "body_class": " ".join(await body_class.classes(ctx, query, templates.theme)),
        "wp_head": await head.elements(ctx, query, icon=templates.icon, described=described),
        "wp_footer": await head.footer(ctx, query),
    }


@lru_cache(maxsize=8)
def _fonts(design: Design, address: Callable[[str], str]) -> str:
    """The rules for the fonts that a design brings along."""
    families = mapping(design.theme.settings, "typography", "fontFamilies")
    listed = [one for origin in families.values() if isinstance(origin, list) for one in origin]
    faces = [found for one in listed if isinstance(found := at(one, "fontFace"), list)]
    made = (fonts.face_css(face, address) for some in faces for face in some if isinstance(face, Mapping))
    return "".join(made).replace("</", r"<\/")


def _with_target(html: str) -> tuple[str, str]:
    """The page with a name for its first main element, and that name, for the link that skips what is before it."""
    found = _MAIN.search(html)
    if found is None:
        return html, ""
    named = _ID.search(found[1])
    if named:
        return html, named[1]
    return f'{html[: found.start()]}<main id="{_TARGET}"{found[1]}>{html[found.end() :]}', _TARGET
