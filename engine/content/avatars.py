"""Addresses of avatars: Gravatar's, which know a person by the SHA-256 of the e-mail address."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import quote_plus

from engine.content.escaping import esc_attr
from engine.content.urls import esc_url

USUAL_SIZE: Final = 96

_SERVICE: Final = "https://secure.gravatar.com/avatar/"
# Names that WordPress has for pictures of the service, '' for the service's own choice.
_DEFAULTS: Final = {"mystery": "mm", "mysteryman": "mm", "mp": "mm", "gravatar_default": ""}


def avatar_url(
    email: str,
    *,
    size: int = USUAL_SIZE,
    default: str = "mystery",
    rating: str = "G",
    force_default: bool = False,
) -> str:
    """The address of the avatar of an e-mail address (get_avatar_url); nobody's is the default picture.

    `size` is in pixels, 0 for the usual; `rating` is the most daring one allowed.
    """
    return _address(email, size, default, rating, force_default)


@lru_cache(maxsize=4096)  # a stored e-mail address has at most 100 characters
def _address(email: str, size: int, default: str, rating: str, force_default: bool) -> str:
    address = email.strip().lower()
    person = hashlib.sha256(address.encode("utf-8", "surrogateescape")).hexdigest() if address else ""
    picture = _DEFAULTS.get(default, default)
    query = [f"s={abs(size) or USUAL_SIZE}"]
    query += [f"d={quote_plus(picture)}"] if picture else []
    query += ["f=y"] if force_default else []
    query.append(f"r={rating.lower()}")
    return f"{_SERVICE}{person}?{'&'.join(query)}"


def avatar_image(
    source: str,
    double: str,
    *,
    size: int,
    dimensions: tuple[int, int] | None = None,
    alt: str = "",
    classes: Iterable[str] = (),
    extra: str = "",
    loading: Mapping[str, str],
) -> str:
    """Return an avatar's picture in two densities (get_avatar); `classes` come after those of every avatar.

    `loading` holds how it is loaded; what `extra`, written as it is, says about that goes before.
    """
    width, height = dimensions or (size, size)
    names = " ".join(("avatar", f"avatar-{size}", "photo", *classes))
    given = [extra.strip()] if extra.strip() else []
    given += [
        f"{name}='{loading[name]}'"
        for name in ("loading", "fetchpriority", "decoding")
        if name in loading and not re.search(rf"\b{name}\s*=", extra)
    ]
    return (
        f"<img alt='{esc_attr(alt)}' src='{esc_url(source)}' srcset='{esc_url(double)} 2x'"
        f" class='{esc_attr(names)}' height='{height}' width='{width}' {' '.join(given)}/>"
    )
