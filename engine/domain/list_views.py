"""How an account likes to see the admin's lists: views of a list with a name, kept in the account's meta."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from engine.domain import meta
from engine.domain.context import Context
from engine.model.errors import Forbidden, Invalid
from engine.store import users as store

MOST_VIEWS: Final = 30
LONGEST_NAME: Final = 60

_KEY: Final = "tympan_list_views"
_LARGEST: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class ListView:
    """A view by its name; what it is made of only the admin knows."""

    name: str
    view: Mapping[str, Any]


async def of_list(ctx: Context, name: str) -> tuple[ListView, ...]:
    """The actor's views of a list, in their order; raises Forbidden for who has no account."""
    await meta.remember(ctx, "user", (_actor(ctx),))
    kept = _read(meta.value(ctx, "user", _actor(ctx), _KEY)).get(name, ())
    return tuple(ListView(one["name"], one["view"]) for one in kept)


async def keep(ctx: Context, name: str, views: Sequence[ListView]) -> tuple[ListView, ...]:
    """Have the actor's views of a list be these.

    Raises Forbidden for who has no account, Invalid for two of one name and for more than can be kept.
    """
    if len({one.name for one in views}) < len(views):
        raise Invalid("Each view needs a name of its own.", code="view_exists")

    def changed(text: str) -> str | None:
        kept = {**_read(text), name: [asdict(one) for one in views]}
        whole = {key: value for key, value in kept.items() if value}
        made = json.dumps(whole)
        if len(made) > _LARGEST or len(views) > MOST_VIEWS:
            raise Invalid("There are too many views. Please remove some.", code="too_many_views")
        return made if whole else None

    await store.change_meta(ctx.db, _actor(ctx), _KEY, changed)
    return tuple(views)


def _actor(ctx: Context) -> int:
    if ctx.actor.user is None:
        raise Forbidden("Please log in first.", code="not_logged_in")
    return ctx.actor.user.id


def _read(text: str) -> dict[str, Any]:
    """What is kept by list; nothing of what is no such text."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
