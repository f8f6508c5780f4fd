"""The picture that stands for the site at the top of its pages (get_custom_logo)."""

from engine.content.images import Picture
from engine.domain import media, posts, theme_mods
from engine.domain.context import Context


def identity(ctx: Context) -> int:
    """The attachment's number; 0 for none. What is set for all themes stands before what is set for this one."""
    if "site_logo" in ctx.options:
        return ctx.options.integer("site_logo")
    own = theme_mods.all_of(ctx).get("custom_logo")
    return int(own) if isinstance(own, int) or (isinstance(own, str) and own.isdecimal()) else 0


async def picture(ctx: Context) -> Picture | None:
    """The picture; None for none."""
    number = identity(ctx)
    logo = (await posts.by_ids(ctx, (number,))).get(number) if number else None
    if logo is None:
        return None
    await posts.remember_meta(ctx, (logo,))
    return media.picture(ctx, logo)
