"""The CSS classes by which a theme tells comments apart (comment_class)."""

import re
from dataclasses import dataclass
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
    ) -> list[str]:
        """Return the classes of the next comment; `account` is the nice name of who wrote it, if they have one."""
        classes = [kind or "comment"]
        if account_id:
            classes += ["byuser", f"comment-author-{sanitize_html_class(account, str(account_id))}"]
            classes += ["bypostauthor"] if is_by_post_author else []
        classes += ["odd", "alt"] if self.shown % 2 else ["even"]
        self.shown += 1
        if depth == 1:
            classes += ["thread-odd", "thread-alt"] if self.threads % 2 else ["thread-even"]
            self.threads += 1
        classes.append(f"depth-{depth}")
        if more:
            classes += _SPACE.split(more)
        return [esc_attr(name) for name in classes]
