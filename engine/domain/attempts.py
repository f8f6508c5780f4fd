"""Limits on guessing passwords: by address and by account, each with a wait that doubles.

A browser that logged in before is known by a cookie and is counted by itself, so that nobody can keep the owner of
an account out by guessing at it from elsewhere.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from typing import Final

from engine.domain.context import Context
from engine.domain.keys import site_salt
from engine.domain.passwords import generate_password
from engine.model.errors import TooMany
from engine.store import attempts as store
from engine.store.attempts import Attempts

# Failures in a row that cost no wait. An address may be shared by many people, and by programs that send what they
# know with every call; an account is one person's.
FREE_OF_ADDRESS: Final = 100
FREE_OF_ACCOUNT: Final = 5
LONGEST_WAIT: Final = 15 * 60
FORGOTTEN_AFTER: Final = 24 * 60 * 60

_ADDRESS: Final = "a"
_ACCOUNT: Final = "u"
_BROWSER: Final = "b"
# What one customer of a network has at the least.
_IPV6_PREFIX: Final = 64


@dataclass(frozen=True, slots=True)
class Attempt:
    """Someone trying to log in: from which address, as whom, and with which cookie of a known browser."""

    address: str
    account: str
    browser: str = ""


async def begin(ctx: Context, attempt: Attempt) -> None:
    """Count an attempt before its password is looked at; raises TooMany while it has to wait."""
    now = int(ctx.now.timestamp())

    def wait(bucket: str, known: Attempts) -> int:
        return _wait(bucket, known) - (now - known.last_at)

    seconds = await store.add(ctx.db, await _buckets(ctx, attempt), now=now, wait=wait)
    if seconds:
        raise TooMany(
            "Too many attempts. Please wait and try again.", code="too_many_attempts", retry_after=seconds
        )


async def succeeded(ctx: Context, attempt: Attempt) -> None:
    """The attempt was right after all: its account starts anew, and its address is relieved of it."""
    address, who = await _buckets(ctx, attempt)
    before = int(ctx.now.timestamp()) - FORGOTTEN_AFTER
    await store.forgive(ctx.db, forget=(who,), lessen=address, before=before)


async def forget_old(ctx: Context) -> None:
    """Forget attempts that make nobody wait any more."""
    await store.forget(ctx.db, before=int(ctx.now.timestamp()) - FORGOTTEN_AFTER)


async def browser_cookie(ctx: Context, account: str) -> str:
    """The value by which the browser of someone who just logged in will be known for this account."""
    nonce = generate_password(20, special=False)
    return f"{nonce}.{await _signature(ctx, account, nonce)}"


async def _is_known(ctx: Context, attempt: Attempt) -> bool:
    nonce, _, signature = attempt.browser.partition(".")
    return bool(signature) and hmac.compare_digest(
        signature.encode(), (await _signature(ctx, attempt.account, nonce)).encode()
    )


async def _signature(ctx: Context, account: str, nonce: str) -> str:
    key = await site_salt(ctx, "auth")
    return hmac.new(key.encode(), f"browser|{_folded(account)}|{nonce}".encode(), "sha256").hexdigest()


async def _buckets(ctx: Context, attempt: Attempt) -> tuple[str, str]:
    address = _bucket(_ADDRESS, network(attempt.address))
    if attempt.browser and await _is_known(ctx, attempt):
        return address, _bucket(_BROWSER, attempt.browser)
    return address, _bucket(_ACCOUNT, _folded(attempt.account))


def _bucket(kind: str, what: str) -> str:
    """A name that tells nothing; its first letter says the kind."""
    return kind + hashlib.sha256(f"{kind}|{what}".encode("utf-8", "surrogateescape")).hexdigest()[1:]


def _wait(bucket: str, known: Attempts) -> int:
    """Seconds from the last attempt to the next one that is let through."""
    free = FREE_OF_ADDRESS if bucket.startswith(_ADDRESS) else FREE_OF_ACCOUNT
    if known.failures < free:
        return 0
    return min(1 << min(known.failures - free, 30), LONGEST_WAIT)


def _folded(account: str) -> str:
    return account.strip().casefold()


def network(address: str) -> str:
    """The address, or of IPv6 the network, that one person has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, _IPV6_PREFIX), strict=False))
