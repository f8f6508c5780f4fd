"""The design of a site as theme.json tells it: the theme's, its variations, and what the site has made of it.

The site's own part is one post of the type wp_global_styles per theme, its content a theme.json document.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from engine.content.global_styles import designs as documents
from engine.content.json_values import mapping
from engine.domain import block_templates, designs, post_rights, posts, publishing, revisions
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import Forbidden, Invalid, NotFound
from engine.model.pages import Page
from engine.model.posts import Post, PostDraft, PostQuery

TYPE = designs.TYPE

_MARK = "isGlobalStylesUserThemeJSON"
_VERSION = 3
_MARKUP = re.compile(r"</?\w+")
_LARGEST = 512 * 1024


@dataclass(frozen=True, slots=True)
class GlobalStyles:
    """Settings and styles in the terms of theme.json."""

    settings: Mapping[str, Any]
    styles: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StylesDraft:
    """Changes to a site's own settings and styles; None says nothing."""

    settings: Mapping[str, Any] | None = None
    styles: Mapping[str, Any] | None = None
    title: str | None = None


def require_reading(ctx: Context) -> None:
    """Raise Forbidden unless the actor writes anything at all, or designs the site."""
    if not post_rights.writes_anything(ctx):
        raise Forbidden("You may not see the site's styles.", code="rest_cannot_read_global_styles")


def of_theme(ctx: Context, stylesheet: str) -> GlobalStyles:
    """What WordPress, the blocks and the active theme say together; raises NotFound for another theme."""
    _require_active(ctx, stylesheet)
    theme = designs.without_site(ctx).theme
    return GlobalStyles(theme.settings, theme.styles)


def variations(ctx: Context, stylesheet: str) -> list[Mapping[str, Any]]:
    """The style variations that the active theme offers; raises NotFound for another theme."""
    _require_active(ctx, stylesheet)
    return [
        documents.variation(one, name, ctx.types.block_types)
        for name, one in ctx.types.design.variations.items()
        if not documents.is_partial(one)
    ]


def _require_active(ctx: Context, stylesheet: str) -> None:
    if stylesheet != block_templates.stylesheet(ctx):
        raise NotFound("That theme is not the active one.", code="rest_theme_not_found")


def config(ctx: Context, post: Post) -> GlobalStyles:
    """The settings and styles that a post, or a revision of one, holds; none where it is not such a document."""
    said = documents.of_site(post.content, ctx.types.block_types)
    return GlobalStyles(mapping(said, "settings"), mapping(said, "styles"))


async def get(ctx: Context, identity: int) -> Post:
    """A site's own styles; raises NotFound."""
    try:
        return await posts.get(ctx, identity, types=(TYPE,))
    except NotFound as error:
        raise NotFound("There are no such styles.", code="rest_global_styles_not_found") from error


async def begin(ctx: Context) -> Post | None:
    """The site's own styles for the active theme, made where nobody has made some yet; None for a theme without theme.json.

    Raises Forbidden for who does not design the site.
    """
    if not designs.without_site(ctx).theme.has_theme_json:
        return None
    found = await designs.user_post(ctx)
    if found is not None:
        return found
    theme = block_templates.stylesheet(ctx)
    term = await block_templates.make_theme_term(ctx)
    document = json.dumps({"version": _VERSION, _MARK: True})
    draft = PostDraft(
        type=TYPE,
        title="Custom Styles",
        content=document,
        status="publish",
        name=f"wp-global-styles-{quote(theme)}",
        terms={"wp_theme": (term,)},
    )
    return await publishing.create(ctx, draft)


async def update(ctx: Context, post: Post, changes: StylesDraft) -> Post:
    """Change a site's own styles.

    Raises Forbidden for CSS of one's own from who may not write any, and Invalid for CSS that ends its element.
    """
    before = config(ctx, post)
    settings = before.settings if changes.settings is None else changes.settings
    styles = before.styles if changes.styles is None else changes.styles
    if changes.styles is not None:
        _require_css(ctx, changes.styles, before.styles)
    content = None
    if changes.settings is not None or changes.styles is not None:
        document = {"styles": styles, "settings": settings, _MARK: True, "version": _VERSION}
        content = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        if len(content) > _LARGEST:
            raise Invalid("These styles are too much.", code="rest_invalid_param")
    return await publishing.update(ctx, post, PostDraft(type=TYPE, title=changes.title, content=content))


def _require_css(ctx: Context, styles: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    css = styles.get("css")
    if not isinstance(css, str) or css == before.get("css"):
        return
    if not can(ctx, "edit_css"):
        raise Forbidden("You may not write CSS of your own.", code="rest_cannot_edit_css")
    if _MARKUP.search(css):
        raise Invalid("There is markup in this CSS.", code="rest_custom_css_illegal_markup")


# What it was.


def require_history(ctx: Context, post: Post) -> None:
    """Raise Forbidden unless the actor may change these styles."""
    if not can(ctx, "edit_post", post):
        raise Forbidden("You may not see what these styles were.", code="rest_cannot_read")


async def history(ctx: Context, post: Post, asked: PostQuery) -> Page[Post]:
    """The revisions of a site's own styles, the latest first."""
    return await revisions.query(ctx, post, asked)


async def revision(ctx: Context, post: Post, identity: int) -> Post:
    """One of them; raises NotFound."""
    found = await revisions.get(ctx, identity)
    if found.parent != post.id:
        raise NotFound("That is no revision of these styles.", code="rest_revision_parent_id_mismatch")
    return found
