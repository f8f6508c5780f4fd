"""The keys that sign cookies and nonces, found as WordPress finds them."""

from collections import Counter
from collections.abc import Mapping
from typing import Final, Literal, cast

from engine.config.settings import Settings
from engine.domain.context import Context
from engine.domain.passwords import generate_password

Scheme = Literal["auth", "secure_auth", "logged_in", "nonce"]

SCHEMES: Final[tuple[Scheme, ...]] = ("auth", "secure_auth", "logged_in", "nonce")
KEY_NAMES: Final = tuple(f"{scheme}_{half}" for scheme in SCHEMES for half in ("key", "salt"))

_PLACEHOLDER: Final = "put your unique phrase here"


async def site_salt(ctx: Context, scheme: Scheme) -> str:
    """The salt of this site: configured, else from its options, where missing ones are made up and kept."""
    known = cast("dict[str, str]", ctx.remembered("keys"))
    constants = of_settings(ctx.site.settings)
    if not known and len(_usable(constants)) < len(KEY_NAMES):
        known.update(await _stored(ctx))
        for name in missing_keys(constants, known):
            made = generate_password(64, extra=True)
            await ctx.site.options.put(name, made, autoload=False)
        known.update(await _stored(ctx))
    return salt(scheme, constants, known)


def of_settings(settings: Settings) -> dict[str, str]:
    """The keys and salts that the settings give, usable or not."""
    return {name: str(getattr(settings, name)) for name in KEY_NAMES}


def settings_salt(settings: Settings, scheme: Scheme) -> str:
    """The salt where nothing of it lies in the database; '' where the settings do not give it."""
    usable = _usable(of_settings(settings))
    halves = [usable.get(f"{scheme}_{half}", "") for half in ("key", "salt")]
    return "".join(halves) if all(halves) else ""


async def _stored(ctx: Context) -> dict[str, str]:
    options = await ctx.site.options.beside(*KEY_NAMES)
    return {name: options.text(name) for name in KEY_NAMES if name in options}


def missing_keys(constants: Mapping[str, str], stored: Mapping[str, str]) -> tuple[str, ...]:
    """The options a site has yet to generate (64 characters each), because nothing usable is configured."""
    usable = _usable(constants)
    return tuple(name for name in KEY_NAMES if name not in usable and not stored.get(name))


def salt(scheme: Scheme, constants: Mapping[str, str], stored: Mapping[str, str]) -> str:
    """`wp_salt`: the configured key and salt, else the options of the same names.

    Raises KeyError when one of them is among `missing_keys`.
    """
    usable = _usable(constants)
    halves = (f"{scheme}_key", f"{scheme}_salt")
    return "".join(usable.get(name) or stored[name] for name in halves)


def _usable(constants: Mapping[str, str]) -> Mapping[str, str]:
    """The configured values, without empty ones, the placeholder and any value that is given twice."""
    given = {name: value for name in KEY_NAMES if (value := constants.get(name)) and value != _PLACEHOLDER}
    times = Counter(given.values())
    return {name: value for name, value in given.items() if times[value] == 1}
