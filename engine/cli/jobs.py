"""`tympan jobs`: what waits, what is being done, what failed for good."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from engine.cli.options import SITE, settings_from, settings_options
from engine.cli.outcome import json_option, show
from engine.config.settings import Settings
from engine.domain import queue
from engine.domain.context import Context, open_site
from engine.domain.installation import migrate
from engine.domain.places import find_site
from engine.model.errors import NotFound
from engine.model.jobs import StoredJob
from engine.model.users import SYSTEM

T = TypeVar("T")


@click.group()
def command() -> None:
    """List background work, do it again, discard it."""


@command.command("list")
@click.option("--failed", is_flag=True, help="Only what failed for good.")
@click.option("--kind", default="", help="Only this kind of job.")
@settings_options(*SITE)
@json_option
def list_command(*, failed: bool, kind: str, as_json: bool, **values: object) -> None:
    """List up to a thousand jobs: what waits, what is being done, what failed for good and why."""

    async def work(ctx: Context) -> list[dict[str, Any]]:
        now = int(ctx.now.timestamp())
        return [_facts(job, now) for job in await queue.every(ctx, failed=failed, kind=kind)]

    found = _run(settings_from(values), work)
    lines = [
        f"{one['id']:>6}  {one['state']:<8} {_moment(one['due_at'])}  {one['kind']:<20} {one['error']}".rstrip()
        for one in found
    ]
    show(found, lines, as_json=as_json)


@command.command("retry")
@click.argument("ids", nargs=-1, type=int)
@click.option("--all", "every", is_flag=True, help="All that failed for good.")
@settings_options(*SITE)
@json_option
def retry_command(*, ids: tuple[int, ...], every: bool, as_json: bool, **values: object) -> None:
    """Have the jobs with these IDS done now, with as many tries as new ones have."""

    async def work(ctx: Context) -> int:
        return await queue.retry(ctx, await _chosen(ctx, ids, every=every))

    count = _run(settings_from(values), work)
    show({"retried": count}, [f"{count} jobs will be done again."], as_json=as_json)


@command.command("discard")
@click.argument("ids", nargs=-1, type=int)
@click.option("--all", "every", is_flag=True, help="All that failed for good.")
@settings_options(*SITE)
@json_option
def discard_command(*, ids: tuple[int, ...], every: bool, as_json: bool, **values: object) -> None:
    """Forget the jobs with these IDS; what is being done at the moment stays."""

    async def work(ctx: Context) -> int:
        return await queue.discard(ctx, await _chosen(ctx, ids, every=every))

    count = _run(settings_from(values), work)
    show({"discarded": count}, [f"{count} jobs were discarded."], as_json=as_json)


async def _chosen(ctx: Context, ids: tuple[int, ...], *, every: bool) -> tuple[int, ...]:
    if every == bool(ids):
        raise click.UsageError("Name jobs by their ids, or say --all.")
    known = {job.id for job in await queue.every(ctx, failed=every)}
    for one in ids:
        if one not in known:
            raise NotFound(f"there is no job {one}")
    return ids or tuple(sorted(known))


def _run(settings: Settings, work: Callable[[Context], Awaitable[T]]) -> T:
    async def with_site() -> T:
        await find_site(settings)
        await migrate(settings)
        async with open_site(settings) as site:
            return await work(await site.begin(SYSTEM))

    return asyncio.run(with_site())


def _facts(job: StoredJob, now: int) -> dict[str, Any]:
    facts = asdict(job)
    facts.pop("holder")
    return facts | {"state": job.state(now)}


def _moment(stamp: int) -> str:
    return datetime.fromtimestamp(stamp, UTC).strftime("%Y-%m-%d %H:%M:%S")
