"""People who ask for what a site keeps of them, or for its removal; and what is found of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, TypeAlias

RequestKind: TypeAlias = Literal["export_personal_data", "remove_personal_data"]

EXPORT: Final[RequestKind] = "export_personal_data"
ERASE: Final[RequestKind] = "remove_personal_data"
KINDS: Final[Mapping[str, RequestKind]] = {EXPORT: EXPORT, ERASE: ERASE}

PENDING: Final = "request-pending"
CONFIRMED: Final = "request-confirmed"
FAILED: Final = "request-failed"
COMPLETED: Final = "request-completed"
STATUSES: Final = (PENDING, CONFIRMED, FAILED, COMPLETED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the work on a request: whether something was removed or had to stay, with words on it."""

    removed: bool = False
    retained: bool = False
    messages: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class PersonalRequest:
    """A request as it stands; `user` is 0 for who has no account, the `_at` are Unix times, 0 for never.

    `file` is the name of the archive that was made, '' for none; `key` the hash of what confirms the request, `keyed_at`
    when it was made.
    """

    id: int
    kind: RequestKind
    email: str
    user: int
    status: str
    asked_at: int
    keyed_at: int
    confirmed_at: int
    completed_at: int
    file: str
    is_worked_on: bool
    outcome: Outcome | None
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonalItem:
    """One thing that is kept of somebody, as pairs of a name and a value; items of a group are shown together."""

    group: str
    label: str
    description: str
    id: str
    data: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ExportPage:
    """What an exporter found on one of its pages; `done` where there is no further one."""

    items: tuple[PersonalItem, ...]
    done: bool = True


@dataclass(frozen=True, slots=True)
class ErasurePage:
    """What an eraser did on one of its pages."""

    removed: bool = False
    retained: bool = False
    messages: tuple[str, ...] = ()
    done: bool = True


@dataclass(frozen=True, slots=True)
class RequestNumber:
    """The request that a job is about; `mails` tells whether the person is sent the way to the file."""

    request: int
    mails: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """What is kept of somebody, of one sort: its items by their names."""

    label: str
    description: str
    items: Mapping[str, tuple[tuple[str, str], ...]]


Report: TypeAlias = Mapping[str, Group]


def moment(stamp: datetime | None) -> int:
    """A naive UTC date as a Unix time, 0 for none."""
    return int((stamp - datetime(1970, 1, 1)).total_seconds()) if stamp else 0  # noqa: DTZ001 - as the columns hold it
