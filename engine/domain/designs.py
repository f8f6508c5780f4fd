"""The design in force: what WordPress, the blocks, the theme and the site itself say of looks, as one.

It is made once for a theme and what the site has made of it. What the site has made is read by `remember`, before
anything is rendered.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from engine.content.global_styles.designs import Design, is_partial, merged_design
from engine.content.global_styles.variations import variation_rules
from engine.domain import block_templates, posts
from engine.domain.context import Context
from engine.model.posts import Post, PostQuery, TaxQuery

TYPE = "wp_global_styles"

# While somebody changes the design, the last ones are kept.
_KEPT = 4


async def remember(ctx: Context) -> Design:
    """The design, with what the site has made of its theme read for this request."""
    known = ctx.remembered("design")
    if "design" not in known:
        post = await user_post(ctx)
        known["design"] = _made(ctx, post.content if post else "")
    return of(ctx)


def of(ctx: Context) -> Design:
    """The design; without what the site has made of it where that was not read before."""
    found: Design | None = ctx.remembered("design").get("design")
    return found or _made(ctx, "")


def page_css(ctx: Context, shown: Collection[str] | None = None) -> str:
    """The sheet that a page of this design carries (`global-styles`), with rules for all blocks or those shown."""
    return of(ctx).sheet.page(shown, with_custom=ctx.types.design.is_block_theme)


def is_classic(ctx: Context) -> bool:
    """Whether the theme brings its look itself, having neither theme.json nor templates of blocks."""
    return not (of(ctx).theme.has_theme_json or ctx.types.design.is_block_theme)


def classic_css(
    ctx: Context, shown: Collection[str], *, classes: Iterable[str], variables: Iterable[str]
) -> str:
    """The sheet for a page of such a theme, on which these blocks, classes and variables of presets are."""
    return of(ctx).sheet.classic_page(shown, classes, variables)


def editor_styles(ctx: Context) -> list[dict[str, str | bool]]:
    """The same for the canvas of the editor, in the parts that it tells apart."""
    sheet = of(ctx).sheet
    parts = (
        ("presets", sheet.variables),
        ("presets", sheet.presets),
        ("theme", sheet.styles),
        ("user", sheet.custom),
    )
    return [
        {"css": css, "__unstableType": kind, "isGlobalStyles": True}
        for kind, css in parts
        if css or kind == "user"
    ]


def variation_css(ctx: Context, uses: Iterable[tuple[str, str, str]]) -> str:
    """The rules for the block styles that are used on a page (`block-style-variation-styles`)."""
    design = of(ctx)
    return variation_rules(uses, design.theme, design.types)


def registered_css(ctx: Context) -> str:
    """The rules that plugins have written for their block styles."""
    return "".join(style.css for style in ctx.types.block_types.registered_styles)


async def user_post(ctx: Context) -> Post | None:
    """The post with the site's own styles for the active theme; None until somebody made some."""
    theme = await block_templates.theme_term(ctx)
    if not theme:
        return None
    asked = PostQuery(
        types=(TYPE,),
        statuses=("publish",),
        taxonomies=(TaxQuery("wp_theme", (theme,), include_children=False),),
        per_page=1,
        count=False,
    )
    found = (await posts.query(ctx, asked)).items
    return found[0] if found else None


def without_site(ctx: Context) -> Design:
    """The design as the theme has it, whatever the site has made of it."""
    return _made(ctx, "")


def _made(ctx: Context, site_json: str) -> Design:
    types = ctx.types
    key = (types.theme_json, site_json)
    if key not in types.designs:
        partials = [one for one in types.design.variations.values() if is_partial(one)]
        made = merged_design(types.block_types, *key, partials=partials, features=types.theme_features)
        types.designs[key] = replace(
            made,
            renderers=types.block_renderers,
            sources=types.binding_sources,
            language=types.language.wordpress,
        )
        for old in [*types.designs][:-_KEPT]:
            del types.designs[old]
    return types.designs[key]
