"""The keys that sign cookies and nonces, found as WordPress finds them."""

from collections import Counter
from collections.abc import Mapping
from typing import Final, Literal

Scheme = Literal["auth", "secure_auth", "logged_in", "nonce"]

SCHEMES: Final[tuple[Scheme, ...]] = ("auth", "secure_auth", "logged_in", "nonce")
KEY_NAMES: Final = tuple(f"{scheme}_{half}" for scheme in SCHEMES for half in ("key", "salt"))

_PLACEHOLDER: Final = "put your unique phrase here"


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
