"""Themes that are installed, and what the active one brings along."""

from typing import Any

from engine.domain import block_templates, hooks, menus, theme_mods
from engine.domain.capabilities import any_of, can, require
from engine.domain.context import Context
from engine.model.errors import Conflict, Forbidden, NotFound
from engine.model.extensions import InstalledTheme

# What WordPress switches on for a theme made of blocks, beside what the theme itself asks for.
_OF_BLOCK_THEMES = ("automatic-feed-links", "editor-styles", "post-thumbnails", "responsive-embeds")
_HTML5 = ("comment-form", "comment-list", "search-form", "gallery", "caption", "style", "script")
FEATURES = (
    "align-wide", "automatic-feed-links", "block-template-parts", "block-templates", "custom-background",
    "custom-header", "custom-logo", "customize-selective-refresh-widgets", "dark-editor-style",
    "disable-custom-colors", "disable-custom-font-sizes", "disable-custom-gradients", "disable-layout-styles",
    "editor-color-palette", "editor-font-sizes", "editor-gradient-presets", "editor-spacing-sizes", "editor-styles",
    "html5", "post-thumbnails", "responsive-embeds", "title-tag", "wp-block-styles",
)  # fmt: skip
_FORMATS = (
    "standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio",
)  # fmt: skip


def every(ctx: Context) -> list[InstalledTheme]:
    """All themes, by the path of their style sheet."""
    return sorted(ctx.types.themes.values(), key=lambda one: f"{one.slug}/style.css")


def get(ctx: Context, slug: str) -> InstalledTheme:
    """A theme; raises NotFound."""
    found = ctx.types.themes.get(slug)
    if found is None:
        raise NotFound("There is no such theme.", code="rest_theme_not_found")
    return found


def is_active(ctx: Context, slug: str) -> bool:
    """Whether this is the theme of the site."""
    return slug == block_templates.stylesheet(ctx)


async def switch(ctx: Context, theme: InstalledTheme) -> Context:
    """Have a theme show the site (switch_theme); answers the request with the options as they are then.

    Menus stay at the places that both themes have, unless the new one was set up before. Raises Forbidden unless the
    actor may, Conflict where the settings of the server name the theme.
    """
    require(ctx, "switch_themes")
    if ctx.site.settings.theme:
        raise Conflict("The settings of the server name the theme.", code="theme_is_set")
    former = block_templates.stylesheet(ctx)
    if theme.slug == former:
        return ctx
    await theme_mods.hand_down(ctx, theme.slug, menus.LOCATIONS)
    for option, value in (
        ("template", theme.template), ("stylesheet", theme.slug), ("current_theme", theme.name), ("theme_switched", former),
    ):  # fmt: skip
        await ctx.site.options.put(option, value)
    await ctx.hooks.do(hooks.switch_theme, theme.name, theme.slug, former)
    return await ctx.site.begin(ctx.actor, uri=ctx.uri)


def require_reading(ctx: Context, *, active: bool) -> None:
    """Raise Forbidden unless the actor switches themes, or for the active one writes anything at all."""
    if can(ctx, "switch_themes"):
        return
    kinds = (kind for kind in ctx.types.post_types.values() if kind.show_in_rest)
    if active and not any_of(ctx, ("edit_posts", *(kind.capabilities["edit_posts"] for kind in kinds))):
        raise Forbidden("You may not see the theme.", code="rest_cannot_view_active_theme")
    if not active:
        raise Forbidden("You may not see the themes.", code="rest_cannot_view_themes")


def supports(ctx: Context, theme: InstalledTheme) -> dict[str, Any]:
    """What the active theme supports, by feature (get_theme_support)."""
    asked = ctx.types.theme_features
    found: dict[str, Any] = {feature: asked.get(feature, False) for feature in FEATURES}
    if theme.is_block_theme:
        found |= dict.fromkeys(_OF_BLOCK_THEMES, True)
    if theme.is_block_theme or "html5" in asked:
        found["html5"] = list(_HTML5)
    found["block-templates"] = theme.is_block_theme or bool(ctx.types.theme_json)
    found["formats"] = ["standard", *ctx.types.post_formats]
    return found


def template_types() -> list[dict[str, str]]:
    """The templates that WordPress knows by name, those of post formats among them."""
    known = [
        {"title": title, "description": description, "slug": slug}
        for slug, (title, description) in block_templates.KNOWN.items()
    ]
    return known + [
        {
            "title": f"Post Format: {name.capitalize()}",
            "description": f"Displays the {name.capitalize()} post format archive.",
            "slug": f"taxonomy-post_format-post-format-{name}",
        }
        for name in _FORMATS
    ]
