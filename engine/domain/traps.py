"""What programs that fill in forms fall for, and people do not: a field that is to stay empty, a form sent at once.

A page that may be kept for everybody cannot say when it was opened. So the time is told apart from it, to the script;
a form that comes without is nobody's fault.
"""

import hmac
from typing import Final

from engine.domain.context import Context
from engine.domain.keys import site_salt

# Nobody reads a post's end, writes and sends within this many seconds.
QUICKEST: Final = 2
_LONGEST_STAMP: Final = 100


async def stamp(ctx: Context) -> str:
    """When a form was opened, signed."""
    opened = str(int(ctx.now.timestamp()))
    return f"{opened}.{await _signature(ctx, opened)}"


async def catches(ctx: Context, *, remark: str, stamped: str) -> bool:
    """Whether a form came from a program: something stands in the empty field, or the stamp is too fresh or made up."""
    if remark:
        return True
    if not stamped:
        return False
    opened, _, signature = stamped[:_LONGEST_STAMP].partition(".")
    expected = await _signature(ctx, opened)
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        return True
    return ctx.now.timestamp() - int(opened) < QUICKEST


async def _signature(ctx: Context, opened: str) -> str:
    key = await site_salt(ctx, "nonce")
    return hmac.new(key.encode(), f"form|{opened}".encode("utf-8", "replace"), "sha256").hexdigest()[:32]
