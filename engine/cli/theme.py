"""`tympan theme`: which theme shows the site."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import click

from engine.app import Application
from engine.cli.options import SITE, settings_from, settings_options
from engine.cli.outcome import json_option, show
from engine.config.settings import Settings
from engine.domain import themes
from engine.domain.context import Context
from engine.domain.places import find_site
from engine.model.users import SYSTEM

T = TypeVar("T")


@click.group()
def command() -> None:
    """List themes, have another one show the site."""


@command.command("list")
@settings_options(*SITE, "themes_dir")
@json_option
def list_command(*, as_json: bool, **values: object) -> None:
    """List the themes that are installed."""

    async def work(ctx: Context) -> list[dict[str, Any]]:
        return [
            {
                "slug": one.slug,
                "name": one.name,
                "version": one.version,
                "active": themes.is_active(ctx, one.slug),
            }
            for one in themes.every(ctx)
        ]

    found = _run(settings_from(values), work)
    lines = [
        f"{'*' if one['active'] else ' '} {one['slug']:<20} {one['version']:<10} {one['name']}"
        for one in found
    ]
    show(found, lines, as_json=as_json)


@command.command("activate")
@click.argument("slug")
@settings_options(*SITE, "themes_dir")
@json_option
def activate_command(*, slug: str, as_json: bool, **values: object) -> None:
    """Have the theme SLUG show the site."""

    async def work(ctx: Context) -> str:
        theme = themes.get(ctx, slug)
        await themes.switch(ctx, theme)
        return theme.name

    name = _run(settings_from(values), work)
    show({"active": slug}, [f"{name} shows the site."], as_json=as_json)


def _run(settings: Settings, work: Callable[[Context], Awaitable[T]]) -> T:
    async def with_site() -> T:
        await find_site(settings)
        application = Application(settings)
        async with application.open():
            return await work(await (await application.running()).site.begin(SYSTEM))

    return asyncio.run(with_site())
