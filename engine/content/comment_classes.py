"""The CSS classes by which a theme tells comments apart (comment_class)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from engine.content.escaping import esc_attr
from engine.content.slugs import sanitize_html_class

_SPACE: Final = re.compile(r"\s+", re.ASCII)


@dataclass(slots=True)
class CommentClasses:
    """Names the classes of comments in the order they are shown, for every other one looks different."""

    shown: int = 0
    threads: int = 0

    def following(
        self,
        kind: str,
        depth: int = 1,
        *,
        account: str = "",
        account_id: int = 0,
        is_by_post_author: bool = False,
        more: str = "",
    ) -> tuple[str, ...]:
        """Return the classes of the next comment; `account` is the nice name of who wrote it, if they have one."""
        begins = depth == 1
        odd, odd_thread = self.shown % 2 == 1, begins and self.threads % 2 == 1
        self.shown += 1
        self.threads += begins
        who = (account, account_id, is_by_post_author) if account_id else None
        return _named(kind, depth, who, odd=odd, odd_thread=odd_thread, more=more)


@lru_cache(maxsize=1024)
def _named(
    kind: str, depth: int, who: tuple[str, int, bool] | None, *, odd: bool, odd_thread: bool, more: str
) -> tuple[str, ...]:
    classes = [kind or "comment"]
    if who:
        account, account_id, is_by_post_author = who
        classes += ["byuser", f"comment-author-{sanitize_html_class(account, str(account_id))}"]
        classes += ["bypostauthor"] if is_by_post_author else []
    classes += ["odd", "alt"] if odd else ["even"]
    if depth == 1:
        classes += ["thread-odd", "thread-alt"] if odd_thread else ["thread-even"]
    classes.append(f"depth-{depth}")
    if more:
        classes += _SPACE.split(more)
    return tuple(esc_attr(name) for name in classes)
