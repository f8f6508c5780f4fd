"""Secrets of other services, sealed with the site's keys where these lie outside of the database that holds the secrets.

Where the keys are in the same database, sealing would hide nothing from who reads it: secrets are kept as they are then.
"""

import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from engine.config.settings import Settings
from engine.domain.keys import settings_salt

_MARK: Final = "sealed:"
_PURPOSE: Final = b"tympan sealed secrets"


def seal(settings: Settings, secret: str) -> str:
    """A secret as it is kept."""
    seals = _seals(settings_salt(settings, "auth"))
    return _MARK + seals.encrypt(secret.encode()).decode() if seals else secret


def is_sealed(kept: str) -> bool:
    """Whether a secret is kept so that only the site's keys open it."""
    return kept.startswith(_MARK)


def opened(settings: Settings, kept: str) -> str | None:
    """The secret; None where other keys sealed it than the settings have now."""
    if not is_sealed(kept):
        return kept
    seals = _seals(settings_salt(settings, "auth"))
    try:
        return seals.decrypt(kept.removeprefix(_MARK).encode()).decode() if seals else None
    except InvalidToken:
        return None


@lru_cache(maxsize=8)
def _seals(salt: str) -> Fernet | None:
    return Fernet(urlsafe_b64encode(hmac.digest(salt.encode(), _PURPOSE, "sha256"))) if salt else None
