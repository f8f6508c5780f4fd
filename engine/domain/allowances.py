"""How much one account, or one address of visitors, may ask of this site in a while."""

import ipaddress
from functools import lru_cache
from typing import Final, Literal

from engine.backends.limiter import Allowance
from engine.domain.attempts import network
from engine.domain.context import Context
from engine.model.errors import TooMany

Kind = Literal["general", "search", "comments", "guest_comments", "media", "login"]

_OFF: Final = "off"


async def spend(ctx: Context, kind: Kind, address: str) -> Allowance | None:
    """Count a request of a kind; None where nobody counts, TooMany where it is one too many."""
    settings = ctx.site.settings
    rate: str = getattr(settings, f"rate_limit_{kind}")
    if rate == _OFF or _is_exempt(address, settings.rate_limit_exempt):
        return None
    who = f"account:{ctx.actor.id}" if ctx.actor.is_logged_in else f"address:{network(address)}"
    left = await ctx.site.outside.limiter.spend(rate, kind, who)
    if left and left.is_exceeded:
        raise TooMany("That is too much at once. Please wait.", code="rest_too_many_requests", retry_after=left.reset,
                      limit=left.limit, window=left.window)  # fmt: skip
    return left


@lru_cache(maxsize=4096)
def _is_exempt(address: str, networks: tuple[str, ...]) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in ipaddress.ip_network(one, strict=False) for one in networks)
