"""What caches between here and the reader may keep, and whether they have it already."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import md5
from typing import Final

from starlette.requests import Request

NO_CACHE: Final = {
    "Cache-Control": "no-cache, must-revalidate, max-age=0, no-store, private",
    "Expires": "Wed, 11 Jan 1984 05:00:00 GMT",
}


def validators(changed: datetime) -> dict[str, str]:
    """Last-Modified, and the ETag that WordPress makes of it; `changed` is naive UTC."""
    date = format_datetime(changed.replace(tzinfo=UTC), usegmt=True)
    # Not a matter of security: the tag names a state, as WordPress's does.
    tag = md5(date.encode(), usedforsecurity=False).hexdigest()
    return {"Last-Modified": date, "ETag": f'"{tag}"'}


def is_unchanged(request: Request, has: Mapping[str, str]) -> bool:
    """Whether the client has this state: where it names both tag and date, both must agree."""
    tag = request.headers.get("if-none-match", "")
    date = _date(request.headers.get("if-modified-since", ""))
    changed = _date(has["Last-Modified"])
    is_newer = date is not None and changed is not None and date >= changed
    is_same = has["ETag"] in [one.strip().removeprefix("W/") for one in tag.split(",")]
    if tag and date:
        return is_newer and is_same
    return is_newer or is_same


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found
