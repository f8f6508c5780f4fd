"""The theme whose templates show the site: the one switched on, or ours where that one has no templates for us."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from engine.content.language import Language
from engine.theme.environment import Templates
from engine.theme.errors import MissingTheme
from engine.theme.loader import Theme, find
from engine.web.http import scripts
from engine.web.site.files import asset_address

log = logging.getLogger(__name__)

DEFAULT: Final = "frisket"


def templates(
    folders: Sequence[Path],
    *,
    named: str,
    switched_on: str,
    base: str,
    language: Callable[[Theme], Language],
    reload: bool,
) -> Templates:
    """Templates of the theme that the settings name or else the option; raises MissingTheme for a named one.

    A theme written for PHP alone has nothing that we could render: the default theme stands in, with one warning.
    `base` is the path of the site, `language` the site's language with the messages of a theme.
    """
    theme = find(folders, named) if named else _switched_on(folders, switched_on)
    oldest = [*theme.line][-1]
    return Templates(
        theme,
        asset=partial(asset_address, theme, base),
        template_asset=partial(asset_address, oldest, base),
        own_asset=partial(scripts.path, base),
        language=language(theme),
        reload=reload,
    )


def chosen(folders: Sequence[Path], slug: str) -> Theme | None:
    """The theme of a slug, whether it has templates for us or not; None where it is not here."""
    try:
        return find(folders, slug)
    except MissingTheme:
        return None


def _switched_on(folders: Sequence[Path], slug: str) -> Theme:
    try:
        theme = find(folders, slug)
    except MissingTheme as error:
        log.warning("%s; %s shows the site instead", error, DEFAULT)
        return find(folders, DEFAULT)
    if not theme.template(["index"]) and not theme.is_block_theme:
        log.warning("theme %s has no template index.jinja; %s shows the site instead", slug, DEFAULT)
        return find(folders, DEFAULT)
    return theme
