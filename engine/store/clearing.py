"""What has had its time: looked up for those who remove it, or removed here where nobody needs to know."""

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from pypika_tortoise.queries import QueryBuilder

from engine.store import tables
from engine.store.connection import Database
from engine.store.statements import Shape

Trashable: TypeAlias = Literal["post", "comment"]

_SINCE: Final = "_wp_trash_meta_time"
_TIMEOUTS: Final = ("_transient_timeout_", "_site_transient_timeout_")


async def trashed_before(_db: Database, kind: Trashable, moment: int) -> list[int]:
    """Posts or comments that went into the trash, or were marked as spam, before a Unix time."""
    model = tables.PostMeta if kind == "post" else tables.CommentMeta
    rows = await model.filter(key=_SINCE).order_by("id").values_list("object", "value")
    return [int(identity) for identity, since in rows if _number(since) < moment]


async def forget_expired_transients(db: Database, moment: int) -> None:
    """Remove values that WordPress and its plugins kept until a Unix time that is past."""
    found = await db.fetch(_timeouts, pattern=db.contains("transient_timeout_"))
    names = list[str]()
    for name, value in found:
        start = next((one for one in _TIMEOUTS if str(name).startswith(one)), None)
        if start and _number(value) < moment:
            names += [str(name), start.removesuffix("timeout_") + str(name).removeprefix(start)]

    async def work() -> None:
        for first in range(0, len(names), 500):
            await tables.Options.filter(name__in=names[first : first + 500]).delete()

    if names:
        await db.atomically(work)


async def accounts_with(_db: Database, key: str) -> Iterable[tuple[int, str]]:
    """The accounts that have a key of meta, with its value."""
    rows = await tables.UserMeta.filter(key=key).values_list("object", "value")
    return [(int(identity), str(value or "")) for identity, value in rows]


def _timeouts(shape: Shape) -> QueryBuilder:
    options = shape.table("options")
    query = shape.query.from_(options).select(options.option_name, options.option_value)
    return query.where(shape.like(options.option_name, "pattern"))


def _number(text: object) -> int:
    digits = str(text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 19 else 0
