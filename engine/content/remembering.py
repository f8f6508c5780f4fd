"""Results of pure text functions, remembered within a limit of size."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

# Characters of the texts that one function remembers; a few hundred posts, some megabytes with their results.
LIMIT: Final = 1_500_000
LARGEST: Final = LIMIT // 10


def remembering(function: Callable[Concatenate[str, P], R]) -> Callable[Concatenate[str, P], R]:
    """The same function of a text, which remembers what it lately made.

    For functions that depend on nothing but their arguments, so that no answer can be stale, and whose
    results nobody changes. What is left after the least lately asked was forgotten fits LIMIT.
    """
    made: OrderedDict[Hashable, tuple[int, R]] = OrderedDict()
    held = 0

    @wraps(function)
    def remembered(text: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
        nonlocal held
        key = (text, args, tuple(kwargs.items()))
        known = made.get(key)
        if known is not None:
            made.move_to_end(key)
            return known[1]
        result = function(text, *args, **kwargs)
        if len(text) <= LARGEST:
            made[key] = (len(text), result)
            held += len(text)
        while held > LIMIT:
            _, (size, _) = made.popitem(last=False)
            held -= size
        return result

    return remembered
