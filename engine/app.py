"""Builds the ASGI application; the only place where everything meets."""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from engine import plugins
from engine.config.bundled import bundled
from engine.config.load import load
from engine.config.settings import Settings
from engine.content.chains import add_default_filters
from engine.content.language import Language
from engine.domain.capabilities import can
from engine.domain.context import Context, Site, open_site
from engine.domain.options import Options
from engine.domain.registrations import Registrations
from engine.hooks import Registry
from engine.jobs.worker import Worker
from engine.model.errors import DomainError, Unavailable
from engine.theme.catalogues import language
from engine.theme.design import design_of
from engine.theme.environment import Templates
from engine.theme.loader import Theme, installed
from engine.web.admin import authorize, login, shell
from engine.web.auth import identity
from engine.web.feeds import files, opml, sitemaps
from engine.web.feeds import server as feeds
from engine.web.http import folders, limiting
from engine.web.http.client import is_known_host
from engine.web.rest import server as rest
from engine.web.rest import within
from engine.web.rest.resources import all_routes
from engine.web.rest.routes import Api
from engine.web.site import comments_post, old_files, own_pages, pages, pings, post_passwords, themes
from engine.web.xmlrpc import server as xmlrpc

log = logging.getLogger(__name__)

# Seconds between two lines that say that the database is gone.
_TOLD_EVERY = 10.0

# Places with a file name of WordPress's, where forms and links lead.
_PAGES: Mapping[str, Callable[[Request, Context], Awaitable[Response]]] = {
    login.PATH: login.answer,
    authorize.PATH: authorize.answer,
    comments_post.PATH: comments_post.answer,
    xmlrpc.PATH: xmlrpc.answer,
    pings.TRACKBACK: pings.trackback,
    pings.WEBMENTION: pings.webmention,
    files.DEFAULT_ICON: files.default_icon,
    opml.PATH: opml.answer,
    old_files.CRON: old_files.cron,
    old_files.SIGN_UP: old_files.sign_up,
    old_files.ACTIVATE: old_files.sign_up,
}

# What is no page of a theme, by the conditional that is true of its query, in WordPress's order.
_VIEWS: Mapping[str, pages.View] = {
    "is_robots": files.robots,
    "is_favicon": files.favicon,
    "is_sitemap": sitemaps.answer,
    "is_feed": feeds.answer,
}

# The options that say what is switched on, and where the theme's files are.
_SWITCHES = ("active_plugins", "stylesheet", "template", "siteurl", "WPLANG")

# The argument that asks to see the site as another theme would show it.
_PREVIEW = "wp_theme_preview"


@dataclass(frozen=True, slots=True)
class Running:
    """The site with what is switched on in it, and the API that follows from that."""

    site: Site
    api: Api
    templates: Templates
    broken: tuple[plugins.Broken, ...]


class Application:
    """Answers requests for one site; notices when plugins or themes are switched in its options.

    One that `works` does background work besides.
    """

    def __init__(self, settings: Settings, *, works: bool = False) -> None:
        self.settings = settings
        self._works = works
        self._base: Site | None = None
        self._running: Running | None = None
        self._switches: tuple[str, ...] = ()
        self._previewed: dict[str, Running] = {}
        self._told_at = -_TOLD_EVERY

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """Hold the site's database open while the server runs."""
        async with self.open():
            if not self._works:
                yield
                return
            async with working(self.worker()):
                yield

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """The site itself, without a server."""
        async with open_site(self.settings) as site:
            self._base = site
            self._running = None
            yield

    def worker(self) -> Worker:
        """Who does the background work of this site, with what is switched on in it."""

        async def site() -> Site:
            return (await self.running()).site

        return Worker(site)

    async def running(self) -> Running:
        """The site as its options switch it now."""
        return self._as_switched(await self._options())

    async def _options(self) -> Options:
        assert self._base is not None, "the application's lifespan has not begun"
        return await self._base.options.current()

    def _as_switched(self, options: Options) -> Running:
        assert self._base is not None
        switches = tuple(options.text(name) for name in _SWITCHES)
        if self._running is None or switches != self._switches:
            named = self.settings.theme
            self._running, self._switches = self._start(self._base, options, named), switches
            self._previewed = {}
        return self._running

    async def _preview(self, request: Request, ctx: Context, slug: str) -> tuple[Running, Context] | None:
        """The site as another theme would show it, for whoever may switch to that; None for everybody else."""
        theme = ctx.types.themes.get(slug)
        if theme is None or not can(await identity.visitor(request, ctx), "switch_themes"):
            return None
        assert self._base is not None
        options = ctx.options.with_texts(stylesheet=theme.slug, template=theme.template)
        if slug not in self._previewed:
            self._previewed = {slug: self._start(self._base, options, slug)}
        running = self._previewed[slug]
        return running, await running.site.begin(uri=ctx.uri, options=options)

    def _start(self, base: Site, options: Options, named: str) -> Running:
        hooks = Registry(let_through=(DomainError,))
        registrations = Registrations()
        folders = _folders(self.settings.themes_dir, "themes")
        address = (self.settings.site_url or options.text("siteurl")).rstrip("/")
        plugins_here = plugins.installed(_folders(self.settings.plugins_dir, "plugins"))
        domains = [one.textdomain for one in plugins_here.values() if one.textdomain]

        @cache
        def speak(locale: str, theme: Theme) -> Language:
            return language(locale, self.settings.languages_dir, theme, domains)

        templates = themes.templates(
            folders,
            named=named,
            switched_on=options.text("stylesheet"),
            base=urlsplit(address).path,
            language=lambda one: speak(options.text("WPLANG"), one),
            reload=self.settings.debug,
        )
        # A theme may register, and style blocks, without having templates for us.
        theme = themes.chosen(folders, named or options.text("stylesheet")) or templates.theme
        registrations.theme_json = theme.json()
        registrations.editor_css = theme.editor_css()
        registrations.themes = installed(folders)
        registrations.plugins = plugins_here
        registrations.language = speak(options.text("WPLANG"), theme)
        registrations.language_of = partial(speak, theme=theme)
        add_default_filters(hooks, registrations.language.typography)
        registrations.bring_design(
            design_of(theme, f"{address}/wp-content/themes", registrations.language.in_context)
        )
        broken = [
            *plugins.switch_on(
                plugins.active(options.data("active_plugins")),
                _folders(self.settings.plugins_dir, "plugins"),
                "plugin.py",
                hooks=hooks,
                registrations=registrations,
            ),
            *plugins.switch_on(
                [one.slug for one in reversed([*theme.line])],
                folders,
                "theme.py",
                hooks=hooks,
                registrations=registrations,
            ),
        ]
        site = base.switched(hooks, registrations)
        return Running(site, Api(all_routes(registrations)), templates, tuple(broken))

    async def answer(self, request: Request) -> Response:
        """Any request: to the API, or to the pages of the site; while the database is gone, to come again."""
        try:
            return await self._answer(request)
        except Unavailable as error:
            if time.monotonic() - self._told_at > _TOLD_EVERY:
                self._told_at = time.monotonic()
                log.error("%s %s: %s", request.method, request.url.path, error)  # noqa: TRY400 - a line, for it is no bug
            return _unavailable(request)

    async def _answer(self, request: Request) -> Response:
        options = await self._options()
        running = self._as_switched(options)
        ctx = await running.site.begin(uri=_uri(request), options=options)
        if not is_known_host(request, ctx):
            return PlainTextResponse("This server does not answer for that host name.", 400)
        below = folders.below(request, ctx)
        path = rest_path(below)
        if path is not None:
            return await rest.answer(below, ctx, running.api, path)
        if below.url.path == rest.DESCRIPTION:
            return rest.description(below, ctx, running.api)
        refused = await limiting.page_refusal(below, ctx)
        if refused is not None:
            return refused
        page = post_passwords.answer if post_passwords.is_sent(below) else _PAGES.get(below.url.path)
        page = page or own_pages.find(below.url.path, ctx)
        if page is not None:
            return await page(below, ctx)
        if shell.is_page(below.url.path):
            return await shell.answer(below, ctx, partial(within.ask, api=running.api))
        slug = request.query_params.get(_PREVIEW)
        preview = await self._preview(request, ctx, slug) if slug else None
        shown, ctx = preview or (running, ctx)
        return await pages.answer(request, ctx, shown.templates, _VIEWS)


def _folders(own: Path | None, kind: Literal["themes", "plugins"]) -> list[Path]:
    return [folder for folder in (own, bundled(kind)) if folder]


def _unavailable(request: Request) -> Response:
    """What whoever asks is told while the site cannot be read."""
    headers = {"Retry-After": "10", "Cache-Control": "no-store"}
    told = "This site cannot be read just now. Please try again in a moment."
    if "/wp-json/" in request.url.path or "rest_route" in request.query_params:
        body = {"code": Unavailable.code, "message": told, "data": {"status": 503}}
        return JSONResponse(body, 503, headers)
    return PlainTextResponse(told, 503, headers)


def _uri(request: Request) -> str:
    """The path and query of a request as they were sent, but as a path of this site: after two slashes stands a host."""
    path = f"/{request.url.path.lstrip('/')}"
    return path + (f"?{request.url.query}" if request.url.query else "")


def rest_path(request: Request) -> str | None:
    """The API's path that a request is for: under /wp-json, or named by rest_route; None if for none."""
    path = request.url.path.removeprefix("/index.php")
    if path == "/wp-json" or path.startswith("/wp-json/"):
        return request.query_params.get("rest_route") or path.removeprefix("/wp-json") or "/"
    if path in {"", "/"} and "rest_route" in request.query_params:
        return request.query_params["rest_route"] or "/"
    return None


@asynccontextmanager
async def working(worker: Worker) -> AsyncIterator[None]:
    """Have background work done meanwhile."""
    stop = asyncio.Event()
    task = asyncio.create_task(worker.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


def create(settings: Settings | None = None, *, works: bool = False) -> Starlette:
    """The application; without settings, those of the environment and of tympan.toml."""
    return serving(Application(settings or load(environ=os.environ), works=works))


def serving(application: Application) -> Starlette:
    """The ASGI application that an application answers through."""
    methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    route = Route("/{path:path}", application.answer, methods=methods)
    app = Starlette(routes=[route], lifespan=application.lifespan)
    app.state.application = application
    return app
