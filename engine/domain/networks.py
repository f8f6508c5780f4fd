"""The networks that readers log in with, as far as the site's owner sets them up beside the settings of the server.

What the settings of the server say prevails. Secrets are taken, sealed where the site's keys are kept apart from them, and
never told again.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from engine.config.settings import Settings, declarations
from engine.domain import sealing
from engine.domain.capabilities import require
from engine.domain.context import Context
from engine.model.errors import Conflict, Invalid

log = logging.getLogger(__name__)

OPTION: Final = "tympan_networks"
SECRET: Final = "_secret"  # noqa: S105 - how names of secrets end

# The settings of each network that may be set here.
NETWORKS: Final[Mapping[str, tuple[str, ...]]] = {
    "wordpress-com": ("wordpress_com_client_id", "wordpress_com_client_secret"),
    "x": ("x_client_id", "x_client_secret"),
    "facebook": ("facebook_client_id", "facebook_client_secret"),
    "google": ("google_client_id", "google_client_secret"),
    "github": ("github_client_id", "github_client_secret"),
    "mastodon": ("mastodon_servers",),
    "oidc": ("oidc_name", "oidc_issuer", "oidc_client_id", "oidc_client_secret"),
}
NAMES: Final = tuple(name for names in NETWORKS.values() for name in names)
_LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting of a network: its value, '' for a secret, whether it has one, and whether the server's settings say it."""

    name: str
    value: str
    is_secret: bool
    is_set: bool
    is_fixed: bool


def effective(ctx: Context) -> Settings:
    """The settings of the server, completed by what the owner has set up."""
    stored = ctx.options.text(OPTION)
    return _completed(ctx.site.settings, stored) if stored else ctx.site.settings


@lru_cache(maxsize=8)
def _completed(settings: Settings, stored: str) -> Settings:
    said = {
        name: _typed(name, value)
        for name, value in _opened(settings, _read(stored)).items()
        if not _is_fixed(settings, name)
    }
    return replace(settings, **said)


def _read(stored: str) -> dict[str, str]:
    try:
        found = json.loads(stored)
    except ValueError:
        return {}
    known = found.items() if isinstance(found, dict) else ()
    return {name: value for name, value in known if name in NAMES and isinstance(value, str)}


def _opened(settings: Settings, kept: Mapping[str, str]) -> dict[str, str]:
    """What is set up, but for secrets that cannot be opened."""
    found = {name: sealing.opened(settings, value) for name, value in kept.items()}
    if closed := [name for name, value in found.items() if value is None]:
        log.warning(
            "cannot be opened, for the site's keys have changed: %s; enter it anew", ", ".join(closed)
        )
    return {name: value for name, value in found.items() if value is not None}


def secrets(ctx: Context) -> dict[str, str]:
    """The secrets that are set up, by name, as they are kept."""
    kept = _read(ctx.options.text(OPTION))
    return {name: value for name, value in kept.items() if name.endswith(SECRET)}


def _typed(name: str, value: str) -> Any:
    return tuple(value.replace(",", " ").split()) if name == "mastodon_servers" else value


def _is_fixed(settings: Settings, name: str) -> bool:
    """Whether the server's settings say something of their own."""
    return bool(getattr(settings, name) != declarations()[name].default)


def entries(ctx: Context) -> dict[str, tuple[Entry, ...]]:
    """What is set up, by network; raises Forbidden unless the actor manages the site's options."""
    require(ctx, "manage_options")
    return {network: tuple(_entry(ctx, name) for name in names) for network, names in NETWORKS.items()}


def _entry(ctx: Context, name: str) -> Entry:
    value = getattr(effective(ctx), name)
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    is_secret = name.endswith(SECRET)
    return Entry(name, "" if is_secret else text, is_secret, bool(text), _is_fixed(ctx.site.settings, name))


async def change(ctx: Context, said: Mapping[str, str]) -> Context:
    """Set up what is said, and take away what is said to be empty; answers the request as it is then.

    Raises Forbidden unless the actor manages the site's options, Invalid for what no network can have, Conflict for
    what the server's settings say.
    """
    require(ctx, "manage_options")
    for name, value in said.items():
        if _is_fixed(ctx.site.settings, name):
            raise Conflict(
                "The settings of the server say what %s is.",
                values=(name,),
                code="setting_is_fixed",
                setting=name,
            )
        _check(name, value)
    known = _read(ctx.options.text(OPTION))
    kept = {**known, **_opened(ctx.site.settings, known), **{name: one.strip() for name, one in said.items()}}
    left = {name: _kept(ctx, name, value) for name, value in kept.items() if value}
    await ctx.site.options.put(OPTION, json.dumps(left) if left else "", autoload=True)
    return await ctx.site.begin(ctx.actor, uri=ctx.uri)


def _kept(ctx: Context, name: str, value: str) -> str:
    """A value as it is stored; a secret that could not be opened stays what it is."""
    is_open = name.endswith(SECRET) and not sealing.is_sealed(value)
    return sealing.seal(ctx.site.settings, value) if is_open else value


def _check(name: str, value: str) -> None:
    if len(value) > _LONGEST or any(ord(character) < 32 for character in value):
        raise Invalid("This cannot be %s.", values=(name,), code="invalid_network_setting", setting=name)
    check = declarations()[name].metadata["check"]
    if check is None:
        return
    try:
        check(_typed(name, value.strip()))
    except ValueError as error:
        raise Invalid(
            "This cannot be %s: %s.", values=(name, str(error)), code="invalid_network_setting", setting=name
        ) from error
