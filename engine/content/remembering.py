"""Results of pure text functions, remembered within a limit of size."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, Final, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

# Characters of the texts that one function remembers; a few hundred posts, some megabytes with their results.
LIMIT: Final = 1_500_000
LARGEST: Final = LIMIT // 10


class Memory(Generic[R]):
    """What was lately made of texts, by the text and whatever else it depends on.

    For what depends on nothing but that, so that nothing can be stale, and is changed by nobody. What is left after the
    least lately asked was forgotten fits LIMIT.
    """

    def __init__(self) -> None:
        self._made: OrderedDict[Hashable, tuple[int, R]] = OrderedDict()
        self._held = 0

    def get(self, key: Hashable) -> R | None:
        """What was made, None where nothing is known."""
        known = self._made.get(key)
        if known is None:
            return None
        self._made.move_to_end(key)
        return known[1]

    def keep(self, key: Hashable, result: R, *, size: int) -> None:
        """Remember what was made of a text of this many characters."""
        if size > LARGEST:
            return
        if key in self._made:
            self._held -= self._made.pop(key)[0]
        self._made[key] = (size, result)
        self._held += size
        while self._held > LIMIT:
            _, (forgotten, _) = self._made.popitem(last=False)
            self._held -= forgotten


def remembering(function: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
    """The same function of a text, which remembers what it lately made."""
    memory = Memory[tuple[R]]()

    @wraps(function)
    def remembered(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (text, args, tuple(kwargs.items()))
        known = memory.get(key)
        if known is None:
            known = (function(text, *args, **kwargs),)
            memory.keep(key, known, size=len(text))
        return known[0]

    return remembered
