"""Many comments moderated at once: each by its own rights, each with its own outcome."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.domain import comment_changes, comments
from engine.domain.capabilities import can
from engine.domain.context import Context
from engine.model.comments import Comment
from engine.model.errors import DomainError, Forbidden, NotFound

# How many comments one call may be about.
MOST: Final = 100

ACTIONS: Final[Mapping[str, Callable[[Context, Comment], Awaitable[Comment | None]]]] = {
    "approve": comment_changes.approve,
    "hold": comment_changes.hold,
    "spam": comment_changes.spam,
    "unspam": comment_changes.unspam,
    "trash": comment_changes.trash,
    "untrash": comment_changes.untrash,
    "delete": comment_changes.delete,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one comment: it as it is now, None once it is gone; or why nothing did."""

    id: int
    comment: Comment | None = None
    error: DomainError | None = None


def require(ctx: Context) -> None:
    """Raise Forbidden for who has no comments to moderate at all."""
    if not can(ctx, "edit_posts"):
        raise Forbidden("You may not moderate comments.", capability="moderate_comments")


async def moderate(ctx: Context, action: str, ids: Sequence[int]) -> list[Outcome]:
    """Do the same to several comments; what is refused for one is not for the others."""
    require(ctx)
    found = await comments.by_ids(ctx, ids)
    return [await _moderated(ctx, action, found.get(identity), identity) for identity in dict.fromkeys(ids)]


async def _moderated(ctx: Context, action: str, comment: Comment | None, identity: int) -> Outcome:
    try:
        if comment is None:
            raise NotFound("There is no such comment.", code="rest_comment_invalid_id")
        if not comments.is_editable(ctx, comment):
            raise Forbidden("You may not moderate this comment.", code="rest_cannot_edit")
        return Outcome(identity, await ACTIONS[action](ctx, comment))
    except DomainError as error:
        return Outcome(identity, error=error)
