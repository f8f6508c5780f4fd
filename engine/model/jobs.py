"""Background work: kinds of jobs, and jobs as they are stored."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, Generic, TypeVar

A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Job(Generic[A]):
    """A kind of background work, declared beside the noun it is about.

    `arguments` is a frozen dataclass of numbers, texts, switches and tuples of those. A job that fails is tried
    `tries` times in all, with growing pauses. An `atomic` one works in the database alone, in one transaction with
    the note that it is done: it happens exactly once, whatever dies when. All others happen at least once.
    """

    name: str
    arguments: type[A]
    tries: int = 8
    atomic: bool = False

    def write(self, arguments: A) -> str:
        """The arguments as they are stored."""
        assert is_dataclass(arguments)
        assert not isinstance(arguments, type)
        return json.dumps(asdict(arguments), separators=(",", ":"))

    def read(self, stored: str) -> A:
        """The arguments as they were given; raises ValueError where another version stored other ones."""
        given = json.loads(stored)
        if not isinstance(given, Mapping):
            raise ValueError("arguments are an object")  # noqa: TRY004 - of what is stored, not of a call
        known = {one.name for one in fields(self.arguments)}  # type: ignore[arg-type] # a dataclass, as said above
        try:
            return self.arguments(**{name: _frozen(value) for name, value in given.items() if name in known})
        except TypeError as error:
            raise ValueError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Nothing:
    """The arguments of work that needs none."""


@dataclass(frozen=True, slots=True)
class PostNumber:
    """The post that a job is about."""

    post: int


@dataclass(frozen=True, slots=True)
class CommentNumber:
    """The comment that a job is about."""

    comment: int


@dataclass(frozen=True, slots=True)
class CommentNotice:
    """The comment that a mail is about, the status it got, and the account by which it did, 0 for nobody's."""

    comment: int
    status: str
    by: int


@dataclass(frozen=True, slots=True)
class StoredJob:
    """A job as it is stored; while it is held, `due_at` is when it falls to another worker. Times are Unix times."""

    id: int
    kind: str
    key: str | None
    arguments: str
    due_at: int
    holder: str
    attempts: int
    failed_at: int
    error: str
    added_at: int

    def state(self, now: int) -> str:
        """What becomes of it, in a word."""
        if self.failed_at:
            return "failed"
        if self.holder and self.due_at > now:
            return "running"
        return "due" if self.due_at <= now else "again" if self.attempts else "waiting"


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
