"""What a site has set for its theme: the option theme_mods_{stylesheet}."""

from collections.abc import Mapping
from typing import Any, cast

from engine.domain.context import Context


def stylesheet(ctx: Context) -> str:
    """The folder of the active theme."""
    return ctx.options.text("stylesheet")


def all_of(ctx: Context) -> Mapping[str, Any]:
    """Everything that is set, with what this request has changed."""
    known = ctx.remembered("theme_mods")
    if not known:
        stored = ctx.options.data(f"theme_mods_{stylesheet(ctx)}")
        known["values"] = dict(stored) if isinstance(stored, dict) else {}
    return cast("Mapping[str, Any]", known["values"])


async def put(ctx: Context, name: str, value: object) -> None:
    """Set one (set_theme_mod)."""
    changed = {**all_of(ctx), name: value}
    await ctx.site.options.put(f"theme_mods_{stylesheet(ctx)}", changed)
    ctx.remembered("theme_mods")["values"] = changed


async def hand_down(ctx: Context, successor: str, *names: str) -> None:
    """Let another theme begin with some of what is set for this one; nothing where it was set up before."""
    option = f"theme_mods_{successor}"
    if option in ctx.options or option in await ctx.site.options.beside(option):
        return
    await ctx.site.options.put(option, {name: all_of(ctx)[name] for name in names if name in all_of(ctx)})
