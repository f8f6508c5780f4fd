"""Addresses and queries against the recorded site, loaded into a SQLite file and kept open while cases are replayed."""

import asyncio
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from httpx2 import Response
from starlette.applications import Starlette

from engine.app import Application, serving
from engine.domain import permalinks, posts
from engine.domain.context import Context
from engine.domain.options import Options
from engine.domain.rewrite import rules, structure
from engine.store import options as stored_options
from tests.conformance.replay import client, send
from tests.conformance.serve import settings
from tests.conformance.sites import load
from tests.golden.cases import Case, RecordedSite

T = TypeVar("T")


class OpenSite:
    """The recorded site, served by our own application from a database of its own."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._recorded: dict[str, str] = {}
        self._changed: dict[str, str] = {}
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        folder = Path(self._folder.name)
        url = f"sqlite:///{folder / 'golden.db'}"
        self._runner.run(load(url, "golden"))
        self._application = Application(settings(url, folder / "uploads", shared=True))
        self._runner.run(self._stack.enter_async_context(self._application.lifespan(Starlette())))
        self._client = self._runner.run(self._stack.enter_async_context(client(serving(self._application))))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What a coroutine answers on the site's own loop."""
        return self._runner.run(work)

    async def context(self, case: Case) -> Context:
        """A visitor's request under the options of a case."""
        if self._changed:
            await self._set({})
        running = await self._application.running()
        ctx = await running.site.begin()
        options = {name: str(value) for name, value in (case.options or {}).items()}
        return replace(ctx, options=Options({**ctx.options.raw, **options}))

    async def ask(self, case: Case) -> Response:
        """What is answered at an address, under the options of a case."""
        await self._set({name: str(value) for name, value in (case.options or {}).items()})
        return await send(self._client, {"path": case.args[0]})

    async def _set(self, wanted: dict[str, str]) -> None:
        """Let the site's options be these, and all others as they were recorded."""
        database = (await self._application.running()).site.database
        if not self._recorded:
            self._recorded = await stored_options.autoloaded(database)
        for name in self._changed.keys() | wanted.keys():
            value = wanted.get(name, self._recorded.get(name, ""))
            if self._changed.get(name) != value:
                await stored_options.put(database, name, value, autoload="yes")
        self._changed = wanted

    def close(self) -> None:
        """Let go of the database and its file."""
        self._runner.run(self._stack.aclose())
        self._runner.close()
        self._folder.cleanup()


@cache
def open_site() -> OpenSite:
    """The site, opened when the first case asks for it."""
    return OpenSite()


def close_site() -> None:
    """Close the site if it was opened: its connection would keep the interpreter alive."""
    if open_site.cache_info().currsize:
        open_site().close()
        open_site.cache_clear()


def on_site(
    function: Callable[[Context, Case], Coroutine[Any, Any, Any]],
) -> Callable[[RecordedSite, Case], Any]:
    """Let a function of a request answer a case."""

    async def answer(site: OpenSite, case: Case) -> Any:
        return await function(await site.context(case), case)

    def call(_site: RecordedSite, case: Case) -> Any:
        site = open_site()
        return site.run(answer(site, case))

    return call


async def rewrite_rules(ctx: Context, _case: Case) -> dict[str, str]:
    """The whole map of a structure."""
    return rules(structure(ctx))


async def get_permalink(ctx: Context, case: Case) -> Any:
    """The address of a post; false for none. With a second argument the slug's place is left open."""
    post = (await posts.by_ids(ctx, (case.args[0],))).get(case.args[0])
    if post is None:
        return False
    await permalinks.remember(ctx, (post,))
    if case.args[1:] == [True] and permalinks.structure(ctx):
        core = {"page": "%pagename%", "post": "%postname%", "attachment": "%postname%"}
        parent = post.parent if post.type == "attachment" else 0
        post = replace(post, name=core.get(post.type, f"%{post.type}%"), parent=parent)
        return permalinks.of_post(ctx, post).replace("attachment/%postname%", "%postname%")
    return permalinks.of_post(ctx, post)


SITE_FUNCTIONS: dict[str, Callable[[RecordedSite, Case], Any]] = {
    "rewrite_rules": on_site(rewrite_rules),
    "get_permalink": on_site(get_permalink),
}
