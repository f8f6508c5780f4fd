"""What programs that fill in forms fall for, and people do not: a field that is to stay empty, a form sent at once.

A page that may be kept for everybody cannot say when it was opened. So the time is told apart from it, to the script;
a form that comes without is nobody's fault.
"""

import hmac
from typing import Final

from engine.domain.context import Context
from engine.domain.keys import site_salt
from engine.model.comments import Trapped

# Nobody reads a post's end, writes and sends within this many seconds.
QUICKEST: Final = 2
_LONGEST_STAMP: Final = 100


async def stamp(ctx: Context) -> str:
    """When a form was opened, signed."""
    opened = str(int(ctx.now.timestamp()))
    return f"{opened}.{await _signature(ctx, opened)}"


async def catches(ctx: Context, *, remark: str, stamped: str) -> Trapped:
    """Whether a form came from a program.

    Surely where something stands in the field that is to stay empty; maybe where the stamp is too fresh, for browsers
    fill in forms and people paste, or is not ours, for keys change while somebody writes.
    """
    if remark:
        return "surely"
    if not stamped:
        return ""
    opened, _, signature = stamped[:_LONGEST_STAMP].partition(".")
    expected = await _signature(ctx, opened)
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        return "maybe"
    return "maybe" if ctx.now.timestamp() - int(opened) < QUICKEST else ""


async def _signature(ctx: Context, opened: str) -> str:
    key = await site_salt(ctx, "nonce")
    return hmac.new(key.encode(), f"form|{opened}".encode("utf-8", "replace"), "sha256").hexdigest()[:32]
