"""Whether a running site is well, in the shape of WordPress's site health; each test has a meaning of our own."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from engine.backends.fetch import Ask
from engine.content.language import filled
from engine.domain import languages, queue
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.errors import DomainError, Forbidden

Status: TypeAlias = Literal["good", "recommended", "critical"]

# No more files than these are counted for the size of a folder.
_MOST_FILES = 200_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What a test found."""

    test: str
    status: Status
    label: str
    description: str
    badge: Literal["Security", "Performance"]


def _found(
    ctx: Context, test: str, status: Status, label: str, description: str, *values: str,
    badge: Literal["Security", "Performance"] = "Security",
) -> Finding:  # fmt: skip
    """What a test found, in the words of who looks."""
    language = languages.pages(ctx)
    return Finding(test, status, language.text(label), filled(language.text(description), *values), badge)


def require_looking(ctx: Context) -> None:
    """Raise Forbidden unless the actor may see how the site is."""
    if not can(ctx, "view_site_health_checks"):
        raise Forbidden("You may not see how the site is.", code="rest_forbidden")


async def _background(ctx: Context, _headers: Mapping[str, str]) -> Finding:
    failed = len(await queue.every(ctx, failed=True))
    if failed:
        return _found(
            ctx, "background_updates", "recommended", "Some background work has failed",
            "%s jobs were given up. `tympan jobs` names them.", str(failed),
        )  # fmt: skip
    return _found(ctx, "background_updates", "good", "Background work is done", "No job was given up.")


async def _loopback(ctx: Context, _headers: Mapping[str, str]) -> Finding:
    try:
        answer = await ctx.site.outside.fetch(Ask(url=f"{ctx.home}/", method="HEAD", most=0, seconds=5))
    except DomainError as error:
        return _found(
            ctx, "loopback_requests", "recommended", "The site cannot reach itself",
            "Its own address cannot be asked from here: %s", languages.refusal(ctx, error),
        )  # fmt: skip
    if answer.status >= 500:
        return _found(
            ctx, "loopback_requests", "critical", "The home page fails", "It answers %s.", str(answer.status)
        )
    return _found(
        ctx, "loopback_requests", "good", "The site can reach itself", "It answers %s.", str(answer.status)
    )


async def _https(ctx: Context, _headers: Mapping[str, str]) -> Finding:
    secure = urlsplit(ctx.home).scheme == urlsplit(ctx.site_url).scheme == "https"
    if secure:
        return _found(
            ctx, "https_status", "good", "The site is read over HTTPS", "Both of its addresses say so."
        )
    return _found(
        ctx, "https_status", "recommended", "The site is read without HTTPS",
        "Put it behind HTTPS and set `home` and `siteurl` to addresses that begin with https.",
    )  # fmt: skip


async def _outside(ctx: Context, _headers: Mapping[str, str]) -> Finding:
    return _found(
        ctx, "dotorg_communication", "good", "The site asks nobody for news",
        "It does not call WordPress.org; updates come as a new version of its software.",
    )  # fmt: skip


async def _authorization(ctx: Context, headers: Mapping[str, str]) -> Finding:
    if headers.get("authorization"):
        return _found(
            ctx, "authorization_header", "good", "Programs can log in", "The Authorization header arrives."
        )
    return _found(
        ctx, "authorization_header", "recommended", "The Authorization header did not arrive",
        "Nothing was sent, or a proxy keeps it to itself; application passwords need it.",
    )  # fmt: skip


async def _cache(ctx: Context, _headers: Mapping[str, str]) -> Finding:
    if ctx.site.settings.remembers:
        return _found(
            ctx, "page_cache", "good", "What was read is remembered", "Until somebody writes, nothing is read twice.",
            badge="Performance",
        )  # fmt: skip
    return _found(
        ctx, "page_cache", "recommended", "Nothing is remembered between requests",
        "Other programs write to this database, or the setting `cache` is off.",
        badge="Performance",
    )  # fmt: skip


Test = Callable[[Context, Mapping[str, str]], Awaitable[Finding]]

TESTS: Mapping[str, Test] = {
    "background-updates": _background,
    "loopback-requests": _loopback,
    "https-status": _https,
    "dotorg-communication": _outside,
    "authorization-header": _authorization,
    "page-cache": _cache,
}


async def sizes(ctx: Context) -> dict[str, int | None]:
    """Bytes of the site's folders, by WordPress's names; None for a folder that is not there or too full to count."""
    settings = ctx.site.settings
    folders = {
        "themes": settings.themes_dir, "plugins": settings.plugins_dir, "uploads": settings.uploads_dir,
        "fonts": settings.uploads_dir / "fonts",
    }  # fmt: skip
    found = await asyncio.gather(*(asyncio.to_thread(_size, folder) for folder in folders.values()))
    return dict(zip(folders, found, strict=True))


def _size(folder: Path | None) -> int | None:
    if folder is None or not folder.is_dir():
        return None
    total = count = 0
    for root, _, names in os.walk(folder):
        for name in names:
            count += 1
            if count > _MOST_FILES:
                return None
            total += (Path(root) / name).lstat().st_size
    return total
