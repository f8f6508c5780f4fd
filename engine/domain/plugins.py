"""Plugins that are installed: which are switched on, and switching them."""

import asyncio
import shutil
from collections.abc import Sequence

from engine.domain import hooks
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import Conflict, Forbidden, Invalid, Unavailable
from engine.model.extensions import Plugin

OPTION = "active_plugins"


def every(ctx: Context) -> list[Plugin]:
    """All plugins, by name."""
    return sorted(ctx.types.plugins.values(), key=lambda one: (one.name.lower(), one.id))


def is_active(ctx: Context, plugin: Plugin) -> bool:
    """Whether a plugin is switched on."""
    return any(plugin.is_meant_by(entry) for entry in _entries(ctx))


def _entries(ctx: Context) -> list[str]:
    stored = ctx.options.data(OPTION)
    values = stored.values() if isinstance(stored, dict) else stored if isinstance(stored, Sequence) else ()
    return [str(one) for one in values] if not isinstance(stored, str) else []


async def switch(ctx: Context, plugin: Plugin, *, on: bool) -> Context:
    """Switch a plugin on or off; answers the request with the options as they are then.

    Raises Forbidden unless the actor may.
    """
    if not can(ctx, "activate_plugins"):
        code = "rest_cannot_activate_plugin" if on else "rest_cannot_deactivate_plugin"
        raise Forbidden("You may not switch plugins.", code=code, capability="activate_plugins")
    others = [entry for entry in _entries(ctx) if not plugin.is_meant_by(entry)]
    await ctx.site.options.put(OPTION, sorted([*others, f"{plugin.id}.py"]) if on else others)
    await ctx.hooks.do(hooks.activated_plugin if on else hooks.deactivated_plugin, plugin.id)
    return await ctx.site.begin(ctx.actor, uri=ctx.uri)


async def remove(ctx: Context, plugin: Plugin) -> None:
    """Delete a plugin's files; only those of the site's own folder, never what comes with the engine.

    Raises Forbidden unless the actor may, Invalid for one that is switched on, Unavailable where it cannot be deleted.
    """
    if not can(ctx, "delete_plugins"):
        raise Forbidden("You may not delete plugins.", code="rest_cannot_manage_plugins")
    if is_active(ctx, plugin):
        raise Invalid("Switch the plugin off first.", code="rest_cannot_delete_active_plugin")
    own = ctx.site.settings.plugins_dir
    if own is None or not plugin.place.resolve().is_relative_to(own.resolve()):
        raise Conflict("This plugin comes with the engine.", code="could_not_remove_plugin")
    try:
        await asyncio.to_thread(_delete, plugin)
    except OSError as error:
        raise Unavailable("The plugin's files cannot be deleted.", code="could_not_remove_plugin") from error
    ctx.types.plugins.pop(plugin.id, None)


def _delete(plugin: Plugin) -> None:
    if plugin.place.is_dir() and not plugin.place.is_symlink():
        shutil.rmtree(plugin.place)
    else:
        plugin.place.unlink()
