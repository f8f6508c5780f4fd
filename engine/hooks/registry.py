"""The registry of callbacks of one running site."""

import inspect
import logging
from bisect import insort
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar

from engine.hooks.declarations import Action, Filter, Hook

V = TypeVar("V")
P = ParamSpec("P")

DEFAULT_PRIORITY = 10

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    priority: int
    order: int
    callback: Callable[..., Any] = field(compare=False)
    owner: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Failure:
    """A callback that raised: whose it was, on which hook, and what it raised."""

    owner: str
    hook: str
    error: Exception


class Registry:
    """Callbacks by hook, in WordPress's order: by priority, then as added.

    A callback that belongs to a plugin or theme (it was added while `owned_by` was in force) and raises is
    taken out with all else its owner added, and noted in `failures`; the value goes on unchanged. Errors of
    the types in `let_through` are answers, not failures, and reach the caller, as do errors of the engine's
    own callbacks.
    """

    def __init__(self, let_through: tuple[type[Exception], ...] = ()) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        self._order = count()
        self._owner = ""
        self._let_through = let_through
        self._added_to: set[str] = set()
        self._taken_from: set[str] = set()
        self.failures: list[Failure] = []

    def add_filter(
        self,
        hook: Filter[V, P],
        callback: Callable[Concatenate[V, P], V | Awaitable[V]],
        priority: int = DEFAULT_PRIORITY,
    ) -> None:
        """Let `callback` change the value of `hook`; lower priorities run first."""
        self._add(hook.name, callback, priority)

    def add_action(
        self,
        hook: Action[P],
        callback: Callable[P, Awaitable[None] | None],
        priority: int = DEFAULT_PRIORITY,
    ) -> None:
        """Have `callback` told of `hook`; lower priorities run first."""
        self._add(hook.name, callback, priority)

    def add(self, name: str, callback: Callable[..., Any], priority: int = DEFAULT_PRIORITY) -> None:
        """Add by name, as WordPress's add_action and add_filter do; nothing checks the callback's arguments."""
        self._add(name, callback, priority)

    def remove(self, hook: Hook | str, callback: Callable[..., Any], priority: int | None = None) -> bool:
        """Take `callback` off `hook` (at every priority if none is given); True if it was there."""
        name = hook if isinstance(hook, str) else hook.name
        before = self._entries.get(name, [])
        after = [
            e for e in before if e.callback != callback or (priority is not None and e.priority != priority)
        ]
        if any(entry not in after for entry in before if not entry.owner):
            self._taken_from.add(name)
        self._replace(name, after)
        return len(after) < len(before)

    def remove_owner(self, owner: str) -> None:
        """Take out everything a plugin or theme added."""
        for name, entries in list(self._entries.items()):
            self._replace(name, [e for e in entries if e.owner != owner])

    def has(self, hook: Hook | str) -> bool:
        """Whether anything listens; lets a caller skip the making of expensive arguments."""
        return (hook if isinstance(hook, str) else hook.name) in self._entries

    def is_own(self, hook: Hook | str) -> bool:
        """Whether the engine itself listens, wholly and alone, so that what it makes of a value is known beforehand."""
        name = hook if isinstance(hook, str) else hook.name
        return name not in self._added_to and name not in self._taken_from

    @contextmanager
    def owned_by(self, owner: str) -> Iterator[None]:
        """Callbacks added inside belong to this plugin or theme."""
        outer, self._owner = self._owner, owner
        try:
            yield
        finally:
            self._owner = outer

    async def apply(self, hook: Filter[V, P], value: V, *args: P.args, **kwargs: P.kwargs) -> V:
        """Pass `value` through the callbacks of `hook`."""
        for entry in self._entries.get(hook.name, ()):
            try:
                result = entry.callback(value, *args, **kwargs)
                value = await result if inspect.isawaitable(result) else result
            except Exception as error:  # noqa: BLE001 - whatever a plugin raises is its own failure
                self._failed(entry, hook.name, error)
        return value

    def apply_sync(self, hook: Filter[V, P], value: V, *args: P.args, **kwargs: P.kwargs) -> V:
        """Pass `value` through a hook of pure text functions, where nothing may wait: callbacks are sync."""
        for entry in self._entries.get(hook.name, ()):
            try:
                value = entry.callback(value, *args, **kwargs)
            except Exception as error:  # noqa: BLE001 - whatever a plugin raises is its own failure
                self._failed(entry, hook.name, error)
        return value

    async def do(self, hook: Action[P], *args: P.args, **kwargs: P.kwargs) -> None:
        """Tell the callbacks of `hook`."""
        for entry in self._entries.get(hook.name, ()):
            try:
                result = entry.callback(*args, **kwargs)
                if inspect.isawaitable(result):
                    await result
            except Exception as error:  # noqa: BLE001 - whatever a plugin raises is its own failure
                self._failed(entry, hook.name, error)

    def _add(self, name: str, callback: Callable[..., Any], priority: int) -> None:
        entries = list(self._entries.get(name, ()))
        insort(entries, _Entry(priority, next(self._order), callback, self._owner))
        if self._owner:
            self._added_to.add(name)
        self._entries[name] = entries

    def _replace(self, name: str, entries: list[_Entry]) -> None:
        # Lists are replaced, never changed, so that a hook in the middle of its callbacks is not disturbed.
        if not any(entry.owner for entry in entries):
            self._added_to.discard(name)
        if entries:
            self._entries[name] = entries
        else:
            self._entries.pop(name, None)

    def _failed(self, entry: _Entry, hook: str, error: Exception) -> None:
        if not entry.owner or isinstance(error, self._let_through):
            raise error
        self.failures.append(Failure(entry.owner, hook, error))
        self.remove_owner(entry.owner)
        log.error("%s failed in %s and is switched off: %s", entry.owner, hook, error, exc_info=error)
