"""Where a site's database is, and whether there is a site in it; looks only."""

from engine.config.settings import Settings
from engine.model.errors import Unavailable
from engine.model.places import Place
from engine.store import presence


def place_of(settings: Settings) -> Place:
    """The place that the settings name."""
    return Place(settings.database_url, settings.table_prefix)


async def reach(settings: Settings) -> None:
    """Raise ConfigError for an address that is none, and Unavailable when no database answers there."""
    await presence.reach(place_of(settings))


async def find_site(settings: Settings) -> str:
    """The address of the site, as its options have it; raises as `reach` does, and Unavailable when there is none."""
    return await presence.site_address(place_of(settings))


async def has_site(settings: Settings) -> bool:
    """Whether there is a site; raises as `reach` does."""
    await reach(settings)
    try:
        await find_site(settings)
    except Unavailable as error:
        if error.code != "no_site":
            raise
        return False
    return True
