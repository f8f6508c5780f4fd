"""Nonces: short-lived proofs that a request comes from a page made for this very session."""

import hmac
import math
from typing import Final, Literal

from engine.domain.context import Context
from engine.domain.keys import site_salt

LIFETIME: Final = 24 * 60 * 60


async def nonce(ctx: Context, action: str | int) -> str:
    """A nonce for the actor of this request, bound to the session of the log-in cookie where there is one."""
    salt = await site_salt(ctx, "nonce")
    actor = ctx.actor
    return create_nonce(action, user_id=actor.id, session=actor.session, salt=salt, now=ctx.now.timestamp())


async def is_valid(ctx: Context, nonce: str, action: str | int) -> bool:
    """Whether a nonce was made for this actor and action in the last 24 hours."""
    salt = await site_salt(ctx, "nonce")
    actor = ctx.actor
    now = ctx.now.timestamp()
    return verify_nonce(nonce, action, user_id=actor.id, session=actor.session, salt=salt, now=now) > 0


def create_nonce(action: str | int, *, user_id: int, session: str, salt: str, now: float) -> str:
    """`wp_create_nonce`: ten hexadecimal digits; `session` is the raw token of the cookie, `salt` of scheme nonce."""
    return _nonce(_tick(now), action, user_id=user_id, session=session, salt=salt)


def verify_nonce(
    nonce: str, action: str | int, *, user_id: int, session: str, salt: str, now: float
) -> Literal[0, 1, 2]:
    """`wp_verify_nonce`: 1 for one of the last 12 hours, 2 for one of the 12 hours before, 0 for none."""
    given = nonce.encode("utf-8", "surrogateescape")
    for age in (1, 2):
        expected = _nonce(_tick(now) - age + 1, action, user_id=user_id, session=session, salt=salt)
        if hmac.compare_digest(expected.encode(), given):
            return 1 if age == 1 else 2
    return 0


def _tick(now: float) -> int:
    return math.ceil(now / (LIFETIME / 2))


def _nonce(tick: int, action: str | int, *, user_id: int, session: str, salt: str) -> str:
    message = f"{tick}|{action}|{user_id}|{session}"
    return hmac.new(salt.encode(), message.encode("utf-8", "surrogateescape"), "md5").hexdigest()[-12:-2]
