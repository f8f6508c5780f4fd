"""What somebody has typed into a comment form and not sent yet: it outlives a log-in elsewhere, whatever comes of it."""

from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import Any, Final

from engine.domain import tickets
from engine.domain.context import Context
from engine.domain.tickets import Kind

_MOST: Final = 65525
_MOST_OF_A_LINE: Final = 500

_DRAFT: Final = Kind("unsent", timedelta(hours=1))
_LATEST: Final = Kind("unsent latest", timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Unsent:
    """The fields of a form below a post; `reason` says why it is still here, where that needs saying."""

    post: int
    parent: int = 0
    comment: str = ""
    author: str = ""
    email: str = ""
    url: str = ""
    subscribes: bool = False
    subscribes_to_posts: bool = False
    reason: str = ""


async def keep(ctx: Context, browser: str, unsent: Unsent) -> None:
    """Keep a form for the browser that has this secret, one for each post."""
    kept = {name: _cut(name, value) for name, value in asdict(unsent).items()}
    await tickets.issue(ctx, _DRAFT, kept, secret=browser, bound_to=str(unsent.post))
    await tickets.issue(ctx, _LATEST, {"post": unsent.post}, secret=browser)


def _cut(name: str, value: Any) -> Any:
    return value[: _MOST if name == "comment" else _MOST_OF_A_LINE] if isinstance(value, str) else value


async def find(ctx: Context, browser: str, post: int) -> Unsent | None:
    """What the browser has typed below a post."""
    return _read(await tickets.read(ctx, _DRAFT, browser, bound_to=str(post)))


async def latest(ctx: Context, browser: str) -> Unsent | None:
    """What the browser has typed last, below whatever post."""
    known = await tickets.read(ctx, _LATEST, browser)
    return await find(ctx, browser, int(known["post"])) if known else None


async def sent(ctx: Context, browser: str, post: int) -> None:
    """It is sent, and need not be kept."""
    await tickets.redeem(ctx, _DRAFT, browser, bound_to=str(post))


def _read(kept: Any) -> Unsent | None:
    if kept is None:
        return None
    return Unsent(**{one.name: kept[one.name] for one in fields(Unsent) if one.name in kept})
