"""The site that runs and the request that is being answered; explicit and first everywhere."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from engine.backends.outside import Outside, open_outside
from engine.config.settings import Settings
from engine.content.chains import add_default_filters
from engine.domain.options import Options, OptionsSource
from engine.domain.registrations import Registrations
from engine.hooks import Registry
from engine.model.locales import ENGLISH, LOCALE
from engine.model.users import NOBODY, Actor
from engine.store.connection import Database, open_database

T = TypeVar("T")

USUAL_UPLOADS: Final = "wp-content/uploads"


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Site:
    """What lives as long as the process: settings, database, hooks, what is registered in code, the outside world."""

    settings: Settings
    database: Database
    options: OptionsSource
    hooks: Registry
    registrations: Registrations
    outside: Outside
    clock: Callable[[], datetime] = _utc_now

    def switched(self, hooks: Registry, registrations: Registrations) -> "Site":
        """The same site with other plugins and themes switched on."""
        return replace(self, hooks=hooks, registrations=registrations)

    async def begin(
        self, actor: Actor = NOBODY, *, uri: str = "/", options: Options | None = None
    ) -> "Context":
        """The context of a request that begins now; `uri` is its path and query, where it has one.

        Who has just read the options hands them over.
        """
        current = await self.options.current() if options is None else options
        return Context(site=self, actor=actor, options=current, now=self.clock(), uri=uri)


@asynccontextmanager
async def open_site(settings: Settings) -> AsyncIterator[Site]:
    """The site of these settings, with nothing switched on yet; its database stays open as long as this.

    Raises ValueError for a database address that is none and Unavailable where nothing answers.
    """
    async with (
        open_outside(settings) as outside,
        open_database(settings.database_url, settings.table_prefix, remembers=settings.remembers) as database,
    ):
        options = OptionsSource(database)
        hooks = Registry()
        add_default_filters(hooks)
        yield Site(settings, database, options, hooks, Registrations(), outside)


@dataclass(frozen=True, slots=True)
class Context:
    """One request: who asks, when, and the options as they stood then.

    `now` is aware and UTC, `uri` the path and query that were asked for. `memo` holds what was already read for this request, by noun and id; it dies with it.
    """

    site: Site
    actor: Actor
    options: Options
    now: datetime
    uri: str = "/"
    memo: dict[str, dict[Any, Any]] = field(default_factory=dict)

    @property
    def db(self) -> Database:
        """The site's database, for the domain alone."""
        return self.site.database

    @property
    def hooks(self) -> Registry:
        """The site's hooks."""
        return self.site.hooks

    @property
    def types(self) -> Registrations:
        """Post types, statuses, taxonomies and what else is registered in code."""
        return self.site.registrations

    @property
    def home(self) -> str:
        """Address of the home page, without a slash at its end."""
        return (self.site.settings.home_url or self.options.text("home")).rstrip("/")

    @property
    def site_url(self) -> str:
        """Address of the site's own files, without a slash at its end."""
        return (self.site.settings.site_url or self.options.text("siteurl")).rstrip("/")

    @property
    def uploads_path(self) -> str:
        """Where uploads are below the site: as UPLOADS says, or the option of old, or in the usual folder."""
        named = self.site.settings.uploads_path or self.options.text("upload_path")
        own = named.strip("/") if named and not named.startswith("/") else ""
        return own or USUAL_UPLOADS

    @property
    def uploads_url(self) -> str:
        """Address of the folder of uploads, without a slash at its end."""
        own = self.options.text("upload_url_path").rstrip("/")
        return own or f"{self.site_url}/{self.uploads_path}"

    @property
    def origin(self) -> str:
        """Scheme and host of the home page's address."""
        parts = urlsplit(self.home)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def asked(self) -> str:
        """The address that was asked for, on the site's own host."""
        return self.origin + self.uri

    @property
    def locale(self) -> str:
        """The site's language, by which letters with accents become plain ones, too (get_locale)."""
        wanted = self.options.text("WPLANG") or ENGLISH
        return wanted if LOCALE.fullmatch(wanted) else ENGLISH

    @property
    def timezone(self) -> tzinfo:
        """The site's time zone: a named one, or an offset from UTC in hours."""
        name = self.options.text("timezone_string")
        if name:
            try:
                return ZoneInfo(name)
            except (KeyError, ValueError, OSError):
                return UTC
        try:
            hours = float(self.options.text("gmt_offset") or 0)
        except ValueError:
            return UTC
        return timezone(timedelta(hours=max(-23.9, min(hours, 23.9))))

    @property
    def now_gmt(self) -> datetime:
        """Now as the `_gmt` columns hold it: naive UTC, whole seconds."""
        return self.now.replace(tzinfo=None, microsecond=0)

    @property
    def now_local(self) -> datetime:
        """Now as the local columns hold it: naive, in the site's time zone, whole seconds."""
        return self.now.astimezone(self.timezone).replace(tzinfo=None, microsecond=0)

    def remembered(self, noun: str) -> dict[Any, Any]:
        """What this request has already read of a noun, by id."""
        known = self.memo.get(noun)
        if known is None:
            known = self.memo[noun] = {}
        return known

    async def atomically(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do several writes in one transaction; whenever it is undone, so is what the request learned in it."""
        known = {noun: dict(its) for noun, its in self.memo.items()}

        async def attempt() -> T:
            try:
                return await work()
            except BaseException:
                self.memo.clear()
                self.memo.update({noun: dict(its) for noun, its in known.items()})
                raise

        return await self.db.atomically(attempt)

    def acting_as(self, actor: Actor) -> "Context":
        """The same request, asked by somebody else; nothing read so far is carried over."""
        return replace(self, actor=actor, memo={})
