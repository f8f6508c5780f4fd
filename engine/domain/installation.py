"""Makes a new site, and brings the tables of an old one up to date."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from engine.config.bundled import bundled
from engine.config.errors import ConfigError
from engine.config.settings import Settings
from engine.content.escaping import esc_html
from engine.domain import accounts, defaults
from engine.domain.context import Site, open_site
from engine.domain.keys import KEY_NAMES
from engine.domain.passwords import generate_password
from engine.domain.places import has_site, reach
from engine.model import php
from engine.model.accounts import AccountDraft
from engine.model.errors import Conflict, Invalid
from engine.model.php import PhpValue
from engine.store import installation as store
from engine.store import migrate as migrations
from engine.store.addresses import parse_url
from engine.store.installation import FirstPost
from engine.store.statements import Dialect

# After this time, in seconds, WordPress asks the administrator whether the address is still right.
ADMIN_EMAIL_LIFESPAN: Final = 180 * 24 * 60 * 60

_POST: Final = FirstPost("post", *defaults.POST, path="/?p={id}", comments="open")
_PAGE: Final = FirstPost("page", *defaults.PAGE, path="/?page_id={id}", comments="closed")


@dataclass(frozen=True, slots=True)
class NewSite:
    """What a new site is to be called, where it stands, and who administers it."""

    title: str
    url: str
    login: str
    email: str
    password: str = field(repr=False)


async def install(settings: Settings, new: NewSite) -> None:
    """Make a site where there is none: tables, options, roles, an administrator, a post and a page.

    Raises Conflict where a site lives already, Invalid for an address or an account that is none.
    """
    if urlsplit(new.url).scheme not in {"http", "https"} or not urlsplit(new.url).hostname:
        raise Invalid(
            "%s is no address of a site: it begins with http:// or https://", values=(repr(new.url),)
        )
    administrator = AccountDraft(new.login, new.email, new.password, "administrator", url=new.url)
    accounts.check(administrator)
    if await has_site(settings):
        raise Conflict("there is a site already under the prefix %s", values=(settings.table_prefix,))
    await migrate(settings)
    _make(settings.uploads_dir)
    async with open_site(settings) as site:
        await _fill(site, new, administrator)


async def migrate(settings: Settings) -> list[str]:
    """Run the migrations that are pending and return their names."""
    await reach(settings)
    if parse_url(settings.database_url)[0] is Dialect.SQLITE:
        _make(_file(settings).parent)
    async with open_site(settings) as site:
        return await migrations.migrate(site.database, bundled("migrations"))


def is_missing(settings: Settings) -> bool:
    """Whether nobody said where the site is, and the usual file is not there yet."""
    return settings.database_url == Settings().database_url and not _file(settings).exists()


def _file(settings: Settings) -> Path:
    return Path(parse_url(settings.database_url)[1]["credentials"]["file_path"])


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"the folder {folder} cannot be made: {error.strerror}") from error


async def _fill(site: Site, new: NewSite, administrator: AccountDraft) -> None:
    async def author() -> int:
        site.options.forget()
        return (await accounts.create(await site.begin(), administrator)).id

    ctx = await site.begin()
    first = store.FirstRows(
        options=_options(site, new),
        category=defaults.CATEGORY,
        posts=(_POST, _PAGE),
        url=new.url.rstrip("/"),
        local=ctx.now_local,
        gmt=ctx.now_gmt,
    )
    await store.fill(site.database, first, author)


def _options(site: Site, new: NewSite) -> list[tuple[str, str, str]]:
    theme = site.settings.theme or defaults.THEME
    given = defaults.options(
        prefix=site.database.prefix,
        url=new.url.rstrip("/"),
        # WordPress keeps the title as HTML.
        title=esc_html(new.title.strip()),
        email=new.email,
        theme=theme,
    )
    keys = [(name, generate_password(64, extra=True), "off") for name in KEY_NAMES]
    asks_again = int(site.clock().timestamp()) + ADMIN_EMAIL_LIFESPAN
    return [
        *((name, _text(value), autoload) for name, value, autoload in given),
        ("admin_email_lifespan", str(asks_again), "on"),
        *keys,
    ]


def _text(value: PhpValue) -> str:
    stored = php.maybe_serialize(value)
    return stored if isinstance(stored, str) else str(stored)
