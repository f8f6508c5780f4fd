"""The work on requests for personal data, in the background: all that is found exported as an archive, or erased."""

import asyncio
import secrets
import zipfile
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Final

from engine.content import personal_report
from engine.content.language import Language, filled
from engine.domain import hooks, languages, mail, personal_data, privacy_mails, user_requests
from engine.domain.context import Context
from engine.domain.privacy_tools import Eraser
from engine.model.errors import DomainError
from engine.model.privacy import ERASE, ErasurePage, Group, Outcome, PersonalRequest, Report, RequestNumber
from engine.model.users import SYSTEM

# More pages than these no exporter or eraser has that comes to an end.
_MOST_PAGES: Final = 100_000


async def perform(ctx: Context, number: RequestNumber) -> None:
    """Export or erase what a request is about, and note what came of it."""
    request = await user_requests.get(ctx.acting_as(SYSTEM), number.request)
    try:
        if request.kind == ERASE:
            await _erase(ctx, request)
        else:
            await _export(ctx, request, mails=number.mails)
    except Exception as error:
        told = error.message if isinstance(error, DomainError) else type(error).__name__
        await user_requests.worked(ctx, request, Outcome(error=told))
        raise


async def _export(ctx: Context, request: PersonalRequest, *, mails: bool) -> None:
    language = await languages.of_account(ctx, request.user)
    title = filled(language.text("Personal Data Export for %s"), request.email)
    report = {"about": _about(ctx, request, language), **await _collect(ctx, request.email)}
    name = request.file or f"wp-personal-data-file-{secrets.token_hex(16)}.zip"
    parts = {
        "export.json": personal_report.document(title, report),
        "index.html": personal_report.page(title, report, language),
    }
    await asyncio.to_thread(_store, user_requests.folder(ctx), name, parts)
    await user_requests.worked(ctx, request, Outcome(), file=name)
    if mails:
        address = user_requests.file_address(ctx, replace(request, file=name))
        await mail.deliver(ctx, await privacy_mails.exported(ctx, request, address))
        await user_requests.completed(ctx, request)


def _store(folder: Path, name: str, parts: Mapping[str, str]) -> None:
    """Write the archive beside its place and move it there: nobody fetches half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "index.php"  # for servers that show what is in a folder
    if not index.exists():
        index.write_text("<?php\n", encoding="utf-8")
    half = folder / f".{name}.{secrets.token_hex(4)}"
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    half.replace(folder / name)


async def _erase(ctx: Context, request: PersonalRequest) -> None:
    erasers = await ctx.hooks.apply(hooks.wp_privacy_personal_data_erasers, dict(personal_data.ERASERS))
    removed = retained = False
    messages: list[str] = []
    for one in erasers.values():
        async for page in _erasures(ctx, one, request.email):
            removed, retained = removed or page.removed, retained or page.retained
            messages += page.messages
    await user_requests.completed(ctx, request)
    await user_requests.worked(ctx, request, Outcome(removed, retained, tuple(messages)))
    await ctx.hooks.do(hooks.wp_privacy_personal_data_erased, request.id)
    await mail.post(ctx, await privacy_mails.erased(ctx, request))


async def _erasures(ctx: Context, eraser: Eraser, email: str) -> AsyncIterator[ErasurePage]:
    for number in range(1, _MOST_PAGES):
        page = await eraser.erase(ctx, email, number)
        yield page
        if page.done:
            return


async def _collect(ctx: Context, email: str) -> Report:
    """All that the exporters find of an address, in their groups; items that several of them know are one."""
    exporters = await ctx.hooks.apply(hooks.wp_privacy_personal_data_exporters, dict(personal_data.EXPORTERS))
    found: dict[str, Group] = {}
    for one in exporters.values():
        for number in range(1, _MOST_PAGES):
            page = await one.export(ctx, email, number)
            for item in page.items:
                group = found.setdefault(item.group, Group(item.label, item.description, {}))
                items = {**group.items, item.id: (*item.data, *group.items.get(item.id, ()))}
                found[item.group] = replace(group, items=items)
            if page.done:
                break
    return found


def _about(ctx: Context, request: PersonalRequest, language: Language) -> Group:
    about = (
        (language.text("Report generated for"), request.email),
        (language.text("For site"), unescape(ctx.options.text("blogname"))),
        (language.text("At URL"), ctx.home),
        (language.text("On"), f"{ctx.now_local:%Y-%m-%d %H:%M:%S}"),
    )
    return Group(language.text("About"), language.text("What this report is."), {"about-1": about})
