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
