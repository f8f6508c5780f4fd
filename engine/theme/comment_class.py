"""The CSS classes that tell a theme what kind of comment it has before it (comment_class)."""

from collections.abc import Iterator, Sequence

from engine.content.slugs import sanitize_html_class
from engine.domain import users
from engine.domain.context import Context
from engine.model.comments import Comment


class Striping:
    """Counts the comments of a page as they are shown, so that every other one can look different."""

    __slots__ = ("_shown", "_threads")

    def __init__(self) -> None:
        self._shown = 0
        self._threads = 0

    def classes(
        self, ctx: Context, comment: Comment, depth: int, *, post_author: int = 0, more: Sequence[str] = ()
    ) -> list[str]:
        """The next comment's classes in WordPress's order; its author's account was remembered."""
        made = [*_of_comment(ctx, comment, post_author), *_stripe(self._shown, "")]
        self._shown += 1
        if depth == 1:
            made += _stripe(self._threads, "thread-")
            self._threads += 1
        return [*made, f"depth-{depth}", *more]


def _of_comment(ctx: Context, comment: Comment, post_author: int) -> Iterator[str]:
    yield comment.type or "comment"
    user = users.memory(ctx).get(comment.user) if comment.user else None
    if user:
        yield "byuser"
        yield f"comment-author-{sanitize_html_class(user.nicename, str(user.id))}"
        if user.id == post_author:
            yield "bypostauthor"


def _stripe(number: int, prefix: str) -> list[str]:
    return [f"{prefix}odd", f"{prefix}alt"] if number % 2 else [f"{prefix}even"]
