"""Tickets: a secret that is good for one thing for a while, such as the way back from a log-in elsewhere.

The secret is given out; only its hash is kept. A ticket may be bound to what else its holder must have, such as the
cookie of a browser: it is not found without that.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from engine.domain.context import Context
from engine.store import tickets as store


@dataclass(frozen=True, slots=True)
class Kind:
    """What tickets are good for, and how long."""

    name: str
    lifetime: timedelta


def new_secret() -> str:
    """32 random bytes, as text that may stand in an address."""
    return secrets.token_urlsafe(32)


async def issue(
    ctx: Context, kind: Kind, data: Mapping[str, Any], *, bound_to: str = "", secret: str = ""
) -> str:
    """Keep data and answer the secret under which it is found; one that is given takes the place of the former."""
    secret = secret or new_secret()
    now = int(ctx.now.timestamp())
    key = _key(kind, secret, bound_to)
    expires_at = now + int(kind.lifetime.total_seconds())
    await store.put(ctx.db, key, json.dumps(dict(data)), now=now, expires_at=expires_at)
    return secret


async def read(ctx: Context, kind: Kind, secret: str, *, bound_to: str = "") -> Mapping[str, Any] | None:
    """What a ticket holds, which stays good; None for one that is none, or has expired."""
    if not secret:
        return None
    return _data(await store.read(ctx.db, _key(kind, secret, bound_to), now=int(ctx.now.timestamp())))


async def redeem(ctx: Context, kind: Kind, secret: str, *, bound_to: str = "") -> Mapping[str, Any] | None:
    """What a ticket holds, which is used up by this."""
    if not secret:
        return None
    return _data(await store.take(ctx.db, _key(kind, secret, bound_to), now=int(ctx.now.timestamp())))


def _key(kind: Kind, secret: str, bound_to: str) -> str:
    return hashlib.sha256(f"{kind.name}\0{bound_to}\0{secret}".encode("utf-8", "replace")).hexdigest()


def _data(kept: str | None) -> Mapping[str, Any] | None:
    found = json.loads(kept) if kept else None
    return found if isinstance(found, dict) else None
