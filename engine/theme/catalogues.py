"""Catalogues of messages on disk: our own, the theme's, and WordPress's packs in its folder of languages."""

import logging
import re
from collections.abc import Iterable, Iterator
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import Final

from engine.content.headers import beginning, headers
from engine.content.language import DEFAULT, ENGLISH, OWN, Language
from engine.theme.loader import Theme

# The locale that messages are written in.
_WRITTEN_IN: Final = frozenset({"", "en", "en_US"})
_LOCALE: Final = re.compile(r"[a-z]{2,3}(?:_[A-Z]{2})?(?:_[a-z0-9]{1,20})?")
_DOMAIN: Final = re.compile(r"[A-Za-z0-9._-]{1,100}")
_LARGEST: Final = 8 * 1024 * 1024
_HEADERS: Final = ("Text Domain", "Domain Path")

log = logging.getLogger(__name__)


def language(
    locale: str, packs: Path | None, theme: Theme | None = None, plugins: Iterable[str] = ()
) -> Language:
    """The language of a locale, with the messages of the theme and of plugins by their text domains.

    `packs` is WordPress's folder of languages. A pack of its stands before what a theme brings along, as in WordPress.
    """
    if locale in _WRITTEN_IN or not _LOCALE.fullmatch(locale):
        return ENGLISH
    line = [*theme.line] if theme else []
    described = [(_domain(one), one) for one in line]
    found: dict[str, NullTranslations] = {}
    for domain, file in _files(locale, packs, described, plugins):
        if domain not in found:
            catalogue = _read(file)
            if catalogue:
                found[domain] = catalogue
    return Language(locale, found, [domain for domain, _ in described])


def _files(
    locale: str, packs: Path | None, themes: list[tuple[str, Theme]], plugins: Iterable[str]
) -> Iterator[tuple[str, Traversable]]:
    own = resources.files("engine.theme").joinpath("languages")
    yield from ((OWN, own.joinpath(f"{name}.mo")) for name in (locale, locale.split("_", maxsplit=1)[0]))
    if packs:
        yield DEFAULT, packs / f"{locale}.mo"
        yield from ((domain, packs / "themes" / f"{domain}-{locale}.mo") for domain, _ in themes)
        known = (domain for domain in plugins if _DOMAIN.fullmatch(domain))
        yield from ((domain, packs / "plugins" / f"{domain}-{locale}.mo") for domain in known)
    for domain, theme in themes:
        folder = theme.folder / (_header(theme).get("domain path", "").strip("/") or "languages")
        if folder.resolve().is_relative_to(theme.folder.resolve()):
            yield domain, folder / f"{locale}.mo"


def _header(theme: Theme) -> dict[str, str]:
    return headers(beginning(theme.folder / "style.css"), _HEADERS)


def _domain(theme: Theme) -> str:
    domain = _header(theme).get("text domain", "")
    return domain if _DOMAIN.fullmatch(domain) else theme.slug


def _read(file: Traversable) -> GNUTranslations | None:
    """A catalogue; None where there is none, or it is broken."""
    if not file.is_file():
        return None
    content = file.read_bytes()
    if len(content) > _LARGEST:
        return None
    try:
        return GNUTranslations(BytesIO(content))
    except (OSError, ValueError, KeyError, IndexError, UnicodeError) as error:
        log.warning("the catalogue %s cannot be read: %s", file.name, error)
        return None
