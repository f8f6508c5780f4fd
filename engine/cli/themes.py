"""Whether the theme that was asked for is there."""

from engine.config.bundled import bundled
from engine.config.errors import ConfigError
from engine.config.settings import Settings
from engine.plugins import has_theme


def check_theme(settings: Settings) -> None:
    """Raise ConfigError when a theme is named that no folder has."""
    folders = [folder for folder in (settings.themes_dir, bundled("themes")) if folder]
    if settings.theme and not has_theme(folders, settings.theme):
        raise ConfigError(f"there is no theme {settings.theme!r} in {' or '.join(map(str, folders))}")
