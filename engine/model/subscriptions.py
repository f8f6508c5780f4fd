"""Who is mailed about new comments or new posts."""

from dataclasses import dataclass
from typing import Final, Literal

Pace = Literal["now", "daily", "weekly"]

PACES: Final[tuple[Pace, ...]] = ("now", "daily", "weekly")
# What stands in the place of a post where all new posts are meant.
NEW_POSTS: Final = 0


@dataclass(frozen=True, slots=True)
class Subscription:
    """One address and what it is mailed about: comments on a post, or new posts. Times are Unix times, 0 for never."""

    id: int
    email: str
    post: int
    pace: str
    asked_at: int
    confirmed_at: int
    told_at: int
