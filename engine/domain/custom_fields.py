"""Meta as people edit it: single rows with their ids, and none that begin with an underscore.

Such keys are the engine's and the plugins' own; on terms, as in WordPress, all are shown to who may edit the term.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias, cast

from engine.domain import meta
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.custom_fields import CustomField, FieldChange
from engine.model.posts import Post
from engine.model.terms import Term
from engine.store import meta as store

Kind: TypeAlias = Literal["post", "term"]


def _memory(ctx: Context, kind: Kind) -> dict[int, tuple[CustomField, ...]]:
    return cast("dict[int, tuple[CustomField, ...]]", ctx.remembered(f"{kind}_fields"))


async def remember(ctx: Context, kind: Kind, ids: Iterable[int]) -> None:
    """Read the rows of these objects, unless this request has."""
    known = _memory(ctx, kind)
    missing = [one for one in dict.fromkeys(ids) if one not in known]
    if not missing:
        return
    found: dict[int, list[CustomField]] = {one: [] for one in missing}
    for row in await store.rows(ctx.db, kind, missing):
        found[row.object].append(row)
    known.update({identity: tuple(rows) for identity, rows in found.items()})


def of_post(ctx: Context, post: Post) -> tuple[CustomField, ...]:
    """The rows of a post that the actor may edit; see `remember`."""
    if not can(ctx, "edit_post", post):
        return ()
    return tuple(row for row in _memory(ctx, "post").get(post.id, ()) if not is_protected(row.key))


def of_term(ctx: Context, term: Term) -> tuple[CustomField, ...]:
    """The rows of a term that the actor may edit; see `remember`."""
    return _memory(ctx, "term").get(term.id, ()) if can(ctx, "edit_term", term) else ()


def is_protected(key: str) -> bool:
    """Whether a key is not for people to edit (is_protected_meta)."""
    return key.startswith("_")


async def change_post(ctx: Context, post: Post, changes: Iterable[FieldChange]) -> None:
    """Add, change and take away rows of a post; what the actor may not do, and rows of other posts, are passed over."""
    if can(ctx, "edit_post", post):
        await _change(ctx, "post", post.id, [one for one in changes if not is_protected(one.key or "")])


async def change_term(ctx: Context, term: Term, changes: Iterable[FieldChange]) -> None:
    """The same for a term."""
    if can(ctx, "edit_term", term):
        await _change(ctx, "term", term.id, changes)


async def _change(ctx: Context, kind: Kind, identity: int, changes: Iterable[FieldChange]) -> None:
    _memory(ctx, kind).pop(identity, None)
    await remember(ctx, kind, (identity,))
    known = {row.id: row for row in _memory(ctx, kind)[identity]}
    for change in changes:
        await _apply(ctx, kind, identity, change, known)
    _memory(ctx, kind).pop(identity, None)
    meta.forget(ctx, kind, identity)


async def _apply(
    ctx: Context, kind: Kind, identity: int, change: FieldChange, known: Mapping[int, CustomField]
) -> None:
    if not change.id:
        if change.key:
            await store.add(ctx.db, kind, identity, key=change.key, value=change.value)
        return
    row = known.get(change.id)
    if row is None or (kind == "post" and is_protected(row.key)):
        return
    if change.key is None:
        await store.remove_row(ctx.db, kind, row.id)
    elif change.key == row.key:
        await store.put_row(ctx.db, kind, CustomField(row.id, identity, row.key, change.value))
