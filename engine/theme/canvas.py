"""Pages of block themes: a template made of blocks, the theme's or the site's own, on an otherwise empty page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from secrets import token_hex
from typing import Any, Final

from markupsafe import Markup

from engine.content import fonts
from engine.content.global_styles.designs import Design
from engine.content.json_values import at, mapping
from engine.domain import (
    block_comments,
    block_page,
    block_rendering,
    block_templates,
    block_views,
    designs,
    rendering,
)
from engine.domain.block_comments import Visit
from engine.domain.context import Context
from engine.model.block_templates import BlockTemplate
from engine.model.main_query import MainQuery
from engine.theme import body_class, conversation, head, sharing, titles
from engine.theme.conversation import Visitor
from engine.theme.environment import Templates
from engine.theme.hierarchy import candidates
from engine.theme.present import Dates, Part, post
from engine.theme.presenters import CommentFormView, SiteView
from engine.theme.sharing import Shown

# The page around a template.
CANVAS: Final = "tympan/canvas.jinja"
_FORM: Final = "tympan/comment-form.jinja"

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
    ctx: Context,
    query: MainQuery,
    templates: Templates,
    site: SiteView,
    shown: BlockTemplate,
    *,
    visitor: Visitor,
) -> dict[str, Any]:
    """What the canvas finds by name; the blocks are rendered first, for the head carries their styles."""
    dates = Dates.of(ctx)
    single = query.posts[0] if query.posts and query.has("is_singular") else None
    place = await _receive(ctx, query, visitor)
    await block_page.stand_on(ctx, query)
    html = await block_rendering.template(ctx, shown.content, next(iter(query.posts), None))
    blocks, target = _with_target(place.filled(html, templates) if place else html)
    archive = titles.archive(ctx, query, dates)
    about = post(ctx, single, dates, number=1, shown=Part(single)) if single else None
    described = await sharing.elements(ctx, query, Shown(site, about, archive))
    return {
        "site": site,
        "title": await titles.document(ctx, query, dates),
        "blocks": Markup(blocks),
        "target": target,
        "sheets": templates.sheets,
        "design": Markup(designs.page_css(ctx, rendering.carried(ctx).blocks).replace("</", r"<\/")),
        "fonts": Markup(_fonts(designs.of(ctx), templates.file_address)),
        "body_class": " ".join(await body_class.classes(ctx, query, templates.theme)),
        "wp_head": await head.elements(
            ctx, query, icon=templates.icon, described=described, with_design=False
        ),
        "wp_footer": await head.footer(ctx, query),
    }


async def _receive(ctx: Context, query: MainQuery, visitor: Visitor) -> "_FormPlace | None":
    """Have the blocks of this request show what is the visitor's alone, and leave a place for the form that themes include."""
    block_comments.visited(ctx, _visit(visitor))
    form = await conversation.form(ctx, query, visitor)
    if form is None:
        return None
    place = _FormPlace(form)
    block_views.show_on(ctx, replace(block_views.page_of(ctx), comment_form=place.mark))
    return place


def _visit(visitor: Visitor) -> Visit:
    return Visit(
        visitor.own_email,
        visitor.own_comment,
        is_remembered=visitor.is_remembered,
        may_vouch=bool(visitor.networks),
    )


class _FormPlace:
    """Where the form stands among the blocks: a mark until their texts are polished, for what was typed stays as it is."""

    def __init__(self, form: CommentFormView) -> None:
        self._form = form
        self._mark = f"<!-- {token_hex(16)} -->"
        self._attributes = Markup()

    def mark(self, post: int, attributes: str) -> str:
        """What the block with these attributes shows for now; '' for a post that the page is not about."""
        if post != self._form.post:
            return ""
        self._attributes = Markup(attributes)
        return self._mark

    def filled(self, html: str, templates: Templates) -> str:
        """The page with the form in its place, once, as its parts are known by their ids."""
        if self._mark not in html:
            return html
        form = templates.render(_FORM, {"comments": {"form": self._form}, "attributes": self._attributes})
        return html.replace(self._mark, form, 1).replace(self._mark, "")


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
