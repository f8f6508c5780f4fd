"""The picture that stands for the site in tabs and feeds (get_site_icon_url)."""

from collections.abc import Iterable

from engine.content.images import Picture
from engine.domain import media, posts
from engine.domain.context import Context


async def of_size(ctx: Context, size: int) -> str:
    """The address of the smallest of the icon's files that is at least so many pixels wide and high; '' for no icon."""
    return (await of_sizes(ctx, (size,))).get(size, "")


async def of_sizes(ctx: Context, sizes: Iterable[int]) -> dict[int, str]:
    """The addresses for these sizes; none for no icon."""
    identity = ctx.options.integer("site_icon")
    icon = (await posts.by_ids(ctx, (identity,))).get(identity) if identity else None
    if icon is None:
        return {}
    await posts.remember_meta(ctx, (icon,))
    picture = media.picture(ctx, icon)
    return {size: _fitting(picture, size) for size in sizes}


def _fitting(picture: Picture, size: int) -> str:
    fitting = [one for one in picture.sizes if one.width >= size and one.height >= size]
    return min(fitting, key=lambda one: one.width * one.height).url if fitting else picture.url
